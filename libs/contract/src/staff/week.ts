import { BOOKING_STATUSES } from '@fairslot/domain';
import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { clinicOptions, localDate, page, slug } from '../fields';
import { pausedUntil } from './clinics';

const perService = z.object({ serviceId: z.string(), booked: z.number().int() });

export const weekClinic = z.object({
  id: z.string(),
  from: z.string(),
  until: z.string(),
  status: z.enum(['open', 'paused', 'cancelled']),
  pausedUntil,
  capacity: z.number().int(),
  booked: z.number().int(),
  held: z.number().int(),
  /** Places that the public cannot take and nobody has yet. */
  reserved: z.number().int(),
  /** Places from now on that the public may take, in slots that are open. */
  free: z.number().int(),
  services: z.array(perService),
  options: clinicOptions,
});

export const weekDay = z.object({
  date: z.string(),
  capacity: z.number().int(),
  booked: z.number().int(),
  held: z.number().int(),
  stranded: z.number().int(),
  reserved: z.number().int(),
  /** Each place once, whatever services it could be used for. */
  free: z.number().int(),
  /** Free is how many more of the service the public could book, which no sum of places tells. */
  services: z.array(perService.extend({ free: z.number().int() })),
  clinics: z.array(weekClinic),
});

export const getWeek = defineEndpoint({
  name: 'getWeek',
  method: 'GET',
  path: '/staff/sites/{siteId}/week',
  audience: 'staff:day:read',
  summary: 'Seven days of a site: capacity, booked, held, stranded, free',
  params: z.object({ siteId: slug }),
  query: z.object({ from: localDate.optional() }),
  response: z.object({ from: z.string(), to: z.string(), days: z.array(weekDay) }),
  errors: ['invalid', 'sign_in_required', 'not_found'],
});

/** A row of the call list. */
export const strandedRow = z.object({
  reference: z.string(),
  status: z.enum(BOOKING_STATUSES),
  version: z.number().int(),
  start: z.string(),
  lengthMinutes: z.number().int(),
  service: z.object({ id: z.string(), name: z.string() }),
  firstName: z.string(),
  lastName: z.string(),
  dateOfBirth: z.string(),
  mobile: z.string().nullable(),
  landline: z.string().nullable(),
  email: z.string().nullable(),
  language: z.string(),
  help: z.array(z.string()),
  strandedAt: z.string().nullable(),
});
export type StrandedRow = z.output<typeof strandedRow>;

export const listStranded = defineEndpoint({
  name: 'listStranded',
  method: 'GET',
  path: '/staff/sites/{siteId}/stranded',
  audience: 'staff:day:read',
  summary: 'The call list: bookings that no clinic serves, from today or the date given, by time',
  params: z.object({ siteId: slug }),
  query: z.object({ from: localDate.optional() }),
  response: page(strandedRow),
  errors: ['invalid', 'sign_in_required', 'not_found'],
});

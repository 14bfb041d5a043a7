import { BOOKING_STATUSES } from '@fairslot/domain';
import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { fault, localDate, page, slug, typedCode } from '../fields';

/** One row of the day list. */
export const dayRow = z.object({
  reference: z.string(),
  status: z.enum(BOOKING_STATUSES),
  outcome: z.enum(['given', 'not_given']).nullable(),
  /** Raised by every change; sent back with an act, so that two desks do not overwrite each other. */
  version: z.number().int(),
  start: z.string(),
  lengthMinutes: z.number().int(),
  site: z.object({ id: z.string(), name: z.string() }),
  service: z.object({ id: z.string(), name: z.string(), outcomeWord: z.enum(['vaccinated', 'seen']) }),
  firstName: z.string(),
  lastName: z.string(),
  dateOfBirth: z.string().nullable(),
  age: z.number().int().nullable(),
  nhsNumber: z.string().nullable(),
  help: z.array(z.string()),
  detailsToCheck: z.boolean(),
  possibleDuplicate: z.boolean(),
});
export type DayRow = z.output<typeof dayRow>;

export const getDay = defineEndpoint({
  name: 'getDay',
  method: 'GET',
  path: '/staff/sites/{siteId}/day',
  audience: 'staff:day:read',
  summary: 'The day list of a site, by time',
  params: z.object({ siteId: slug }),
  query: z.object({ date: localDate.optional() }),
  response: z.object({
    date: z.string(),
    site: z.object({ id: z.string(), name: z.string() }),
    /** Booked counts everybody on the list; free what can still be given out from now on. */
    summary: z.object({
      booked: z.number().int(),
      arrived: z.number().int(),
      done: z.number().int(),
      didNotAttend: z.number().int(),
      free: z.number().int(),
    }),
    items: z.array(dayRow),
  }),
  errors: ['sign_in_required', 'not_found'],
});

export const searchBookings = defineEndpoint({
  name: 'searchBookings',
  method: 'GET',
  path: '/staff/bookings',
  audience: 'staff:bookings:search',
  summary: 'Finds bookings by reference, NHS number, mobile, or the start of a name, in the sites the caller may see',
  query: z.object({ q: z.string().trim().min(2, fault('required')).max(100), siteId: slug.optional() }),
  response: page(dayRow),
  errors: ['invalid', 'sign_in_required', 'not_found'],
});

const reference = z.object({ reference: typedCode });
const version = z.number().int().optional();
const acts = ['sign_in_required', 'not_found', 'wrong_state'] as const;

export const checkIn = defineEndpoint({
  name: 'checkIn',
  method: 'POST',
  path: '/staff/bookings/{reference}/check-in',
  audience: 'staff:day:act',
  summary: 'The person has arrived',
  params: reference,
  body: z.object({ version }).default({}),
  response: dayRow,
  errors: acts,
});

export const completeBooking = defineEndpoint({
  name: 'completeBooking',
  method: 'POST',
  path: '/staff/bookings/{reference}/complete',
  audience: 'staff:day:act',
  summary: 'Vaccinated, or seen',
  params: reference,
  body: z.object({ version }).default({}),
  response: dayRow,
  errors: acts,
});

export const didNotAttend = defineEndpoint({
  name: 'didNotAttend',
  method: 'POST',
  path: '/staff/bookings/{reference}/did-not-attend',
  audience: 'staff:day:act',
  summary: 'The person did not come',
  params: reference,
  body: z.object({ version }).default({}),
  response: dayRow,
  errors: acts,
});

export const undoBooking = defineEndpoint({
  name: 'undoBooking',
  method: 'POST',
  path: '/staff/bookings/{reference}/undo',
  audience: 'staff:day:act',
  summary: 'Takes back the last of check-in, complete and did-not-attend',
  params: reference,
  body: z.object({ version }).default({}),
  response: dayRow,
  errors: acts,
});

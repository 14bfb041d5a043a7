import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { fault, localDate, localTime, slug } from '../fields';

export const clinic = z.object({
  id: z.string(),
  date: z.string(),
  from: z.string(),
  until: z.string(),
  slotMinutes: z.number().int(),
  capacity: z.number().int(),
  serviceIds: z.array(z.string()),
  slots: z.number().int(),
  version: z.number().int(),
});

export const createClinic = defineEndpoint({
  name: 'createClinic',
  method: 'POST',
  path: '/staff/sites/{siteId}/clinics',
  audience: 'staff:clinics:write',
  summary: 'Opens one clinic: its slots are on sale when this answers',
  params: z.object({ siteId: slug }),
  body: z.object({
    date: localDate,
    from: localTime,
    until: localTime,
    slotMinutes: z.number().int().min(1, fault('slot_range')).max(60, fault('slot_range')),
    capacity: z.number().int().min(1, fault('capacity_range')).max(99, fault('capacity_range')),
    serviceIds: z.array(slug).min(1, fault('required')).max(20),
    breaks: z
      .array(z.object({ from: localTime, until: localTime }))
      .max(10)
      .default([]),
  }),
  status: 201,
  response: clinic,
  errors: ['invalid', 'sign_in_required', 'not_found', 'clinic_overlap'],
});

import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { email, firstName, helpAsked, lastName, localDate, mobile, nhsNumber, slug } from '../fields';
import { dayRow } from './day';

export const addWalkIn = defineEndpoint({
  name: 'addWalkIn',
  method: 'POST',
  path: '/staff/sites/{siteId}/walk-ins',
  audience: 'staff:day:act',
  summary:
    'Somebody who came without an appointment: takes a free place near now, else is served beside the clinic; has arrived',
  params: z.object({ siteId: slug }),
  body: z.object({
    firstName,
    lastName,
    dateOfBirth: localDate,
    serviceId: slug,
    nhsNumber: nhsNumber.optional(),
    mobile: mobile.optional(),
    email: email.optional(),
    help: helpAsked.default([]),
    /** May they take a place of a clinic for women only? Asked for, with the fault `women_only`, where no other is free. */
    womenOnly: z.boolean().optional(),
  }),
  status: 201,
  response: z.object({
    row: dayRow,
    /** False where no place was free: one more than the clinics are for. */
    tookPlace: z.boolean(),
  }),
  errors: [
    'invalid',
    'sign_in_required',
    'not_found',
    'idempotency_key_missing',
    'idempotency_key_reused',
    'in_progress',
  ],
  idempotent: true,
});

import { BEST_TIMES } from '@fairslot/domain';
import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { firstName, language, lastName, localDate, phone, postcode, slug } from '../fields';

export const askForHomeVisit = defineEndpoint({
  name: 'askForHomeVisit',
  method: 'POST',
  path: '/home-visits',
  audience: 'public',
  summary: 'Somebody who cannot leave home asks to be called about a visit there',
  body: z.object({
    serviceId: slug,
    firstName,
    lastName,
    dateOfBirth: localDate,
    /** Mobile or landline. */
    phone,
    postcode: postcode.optional(),
    /** Where somebody looked for a site, who gives no postcode: decides who calls. */
    near: z.object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) }).optional(),
    bestTime: z.enum(BEST_TIMES).default('any'),
    language: language.default('en'),
  }),
  status: 201,
  response: z.object({
    /** Local date on which it was asked. */
    on: z.string(),
  }),
  errors: ['invalid', 'service_closed', 'too_many', 'idempotency_key_missing', 'idempotency_key_reused'],
  idempotent: true,
});

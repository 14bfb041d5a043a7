import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { email, fault, firstName, language, lastName, localDate, mobile, slug } from '../fields';
import { answers } from './journeys';

export const askToBeTold = defineEndpoint({
  name: 'askToBeTold',
  method: 'POST',
  path: '/alerts',
  audience: 'public',
  summary: 'An invitation of one’s own, sent on the first day on which the service can be booked for this person',
  body: z.object({
    serviceId: slug,
    firstName,
    lastName,
    dateOfBirth: localDate,
    answers: answers.default({}),
    contact: z
      .object({ mobile: mobile.optional(), email: email.optional() })
      .refine((c) => c.mobile ?? c.email, fault('contact_missing')),
    language: language.default('en'),
  }),
  status: 201,
  response: z.object({
    /** Local date on which it is sent. */
    on: z.string(),
  }),
  errors: [
    'invalid',
    'not_eligible',
    'needs_information',
    'service_closed',
    'wrong_state',
    'too_many',
    'idempotency_key_missing',
    'idempotency_key_reused',
  ],
  idempotent: true,
});

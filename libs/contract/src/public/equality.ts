import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { fault, slug } from '../fields';

export const ethnicGroups = ['asian', 'black', 'mixed', 'white', 'other', 'not_said'] as const;
export const disabilityAnswers = ['yes', 'no', 'not_said'] as const;

export const answerEquality = defineEndpoint({
  name: 'answerEquality',
  method: 'POST',
  path: '/equality-answers',
  audience: 'public',
  summary: 'Answers given of one’s own will after booking; kept apart from every person and booking',
  body: z
    .object({
      serviceId: slug,
      siteId: slug,
      ethnicGroup: z.enum(ethnicGroups).optional(),
      disability: z.enum(disabilityAnswers).optional(),
    })
    .refine((given) => given.ethnicGroup ?? given.disability, fault('required')),
  errors: ['invalid', 'idempotency_key_missing', 'idempotency_key_reused'],
  idempotent: true,
});

import { z } from 'zod';
import { defineEndpoint } from '../endpoint';

/** What is let go when its time is over. */
export const retentionKinds = [
  'holds',
  'contacts',
  'invitations',
  'messages',
  'people',
  'home_visits',
  'audit',
] as const;
export type RetentionKind = (typeof retentionKinds)[number];

export const retention = z.object({
  /** Without it nothing goes; these are figures only. */
  isOn: z.boolean(),
  changedBy: z.string().nullable(),
  changedAt: z.string().nullable(),
  kinds: z.array(
    z.object({
      kind: z.enum(retentionKinds),
      kept: z.object({ count: z.number().int(), unit: z.enum(['hours', 'days', 'years']) }),
      /** How many would go if it ran now. */
      due: z.number().int(),
      /** How many went in the last run. */
      gone: z.number().int(),
    }),
  ),
  ranAt: z.string().nullable(),
});
export type Retention = z.output<typeof retention>;

export const getRetention = defineEndpoint({
  name: 'getRetention',
  method: 'GET',
  path: '/staff/retention',
  audience: 'staff:people:records',
  summary: 'What is kept how long, and how many of each would go now',
  response: retention,
  errors: ['sign_in_required', 'not_found'],
});

export const setRetention = defineEndpoint({
  name: 'setRetention',
  method: 'POST',
  path: '/staff/retention',
  audience: 'staff:people:records',
  summary: 'Switches on or off that what is past its time goes each night',
  body: z.object({ isOn: z.boolean() }),
  response: retention,
  errors: ['invalid', 'sign_in_required', 'not_found'],
});

export const retentionEndpoints = [getRetention, setRetention] as const;

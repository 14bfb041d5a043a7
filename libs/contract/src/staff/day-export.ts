import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { fault, localDate, slug } from '../fields';
import { dayRow } from './day';

export const exportDay = defineEndpoint({
  name: 'exportDay',
  method: 'POST',
  path: '/staff/sites/{siteId}/day/export',
  audience: 'staff:day:act',
  summary:
    'The list of one to seven days to be kept as a file, of 1,000 people at most; noted in the audit. With NHS numbers it asks why',
  params: z.object({ siteId: slug }),
  body: z
    .object({
      /** The first day. */
      date: localDate,
      days: z.number().int().min(1).max(7).default(1),
      withNumbers: z.boolean().default(false),
      reason: z.string().trim().min(1, fault('required')).max(200).optional(),
    })
    .refine(({ withNumbers, reason }) => !withNumbers || reason !== undefined, { path: ['reason'], error: 'required' }),
  status: 200,
  response: z.object({ date: z.string(), items: z.array(dayRow) }),
  errors: ['invalid', 'sign_in_required', 'not_found'],
});

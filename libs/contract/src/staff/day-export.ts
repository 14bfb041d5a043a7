import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { fault, localDate, slug } from '../fields';
import { dayRow } from './day';

export const exportDay = defineEndpoint({
  name: 'exportDay',
  method: 'POST',
  path: '/staff/sites/{siteId}/day/export',
  audience: 'staff:day:act',
  summary: 'The day list to be kept as a file; noted in the audit. With NHS numbers it asks why',
  params: z.object({ siteId: slug }),
  body: z
    .object({
      date: localDate,
      withNumbers: z.boolean().default(false),
      reason: z.string().trim().min(1, fault('required')).max(200).optional(),
    })
    .refine(({ withNumbers, reason }) => !withNumbers || reason !== undefined, { path: ['reason'], error: 'required' }),
  status: 200,
  response: z.object({ date: z.string(), items: z.array(dayRow) }),
  errors: ['invalid', 'sign_in_required', 'not_found'],
});

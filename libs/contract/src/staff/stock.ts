import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { fault, localDate, opaque, page, slug } from '../fields';
import { batch } from './day';

const site = z.object({ siteId: slug });
const one = z.object({ siteId: slug, batchId: opaque });
const writes = ['invalid', 'sign_in_required', 'not_found'] as const;

export const listBatches = defineEndpoint({
  name: 'listBatches',
  method: 'GET',
  path: '/staff/sites/{siteId}/batches',
  audience: 'staff:day:read',
  summary: 'The vaccine batches of a site that are not run out, with the appointments of the next 7 days beside them',
  params: site,
  response: page(batch).extend({
    services: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        /** Appointments of the next seven days. */
        booked: z.number().int(),
        dosesLeft: z.number().int().nullable(),
      }),
    ),
  }),
  errors: ['sign_in_required', 'not_found'],
});

export const listStock = defineEndpoint({
  name: 'listStock',
  method: 'GET',
  path: '/staff/stock',
  audience: 'staff:day:read',
  summary: 'The vaccine batches that are not run out at every site of the caller, or at one',
  query: z.object({ siteId: slug.optional() }),
  response: page(batch.extend({ siteId: z.string() })),
  errors: ['sign_in_required', 'not_found'],
});

export const addBatch = defineEndpoint({
  name: 'addBatch',
  method: 'POST',
  path: '/staff/sites/{siteId}/batches',
  audience: 'staff:day:act',
  summary:
    'A batch that arrived; in use from now on unless told otherwise. One that is there already gets the doses added',
  params: site,
  body: z.object({
    serviceId: slug,
    product: z.string(fault('required')).trim().min(1, fault('required')).max(80),
    number: z.string(fault('required')).trim().min(1, fault('required')).max(30),
    expiresOn: localDate.optional(),
    doses: z.number().int().min(0).max(100_000).optional(),
    use: z.boolean().default(true),
  }),
  status: 201,
  response: batch,
  errors: writes,
});

export const useBatch = defineEndpoint({
  name: 'useBatch',
  method: 'POST',
  path: '/staff/sites/{siteId}/batches/{batchId}/use',
  audience: 'staff:day:act',
  summary: 'Doses are drawn from this batch from now on',
  params: one,
  response: batch,
  errors: writes,
});

export const endBatch = defineEndpoint({
  name: 'endBatch',
  method: 'POST',
  path: '/staff/sites/{siteId}/batches/{batchId}/end',
  audience: 'staff:day:act',
  summary: 'The batch has run out, or is thrown away',
  params: one,
  response: batch,
  errors: writes,
});

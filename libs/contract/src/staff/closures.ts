import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { fault, localDate, localTime, opaque, page, slug } from '../fields';
import { changeFigures, changePreview } from './changes';
import { closureReasons } from '../public/manage';
import { bookingsWish, previewed } from './clinics';

export const closure = z.object({
  id: z.string(),
  from: z.string(),
  to: z.string(),
  /** Local times between which the site is closed on each of the dates; null: all day. */
  starts: z.string().nullable(),
  ends: z.string().nullable(),
  /** What the site is closed for; null: everything. */
  serviceIds: z.array(z.string()).nullable(),
  reason: z.string(),
  createdAt: z.string(),
  /** When it was taken back. */
  endedAt: z.string().nullable(),
});
export type Closure = z.output<typeof closure>;

const closureChanged = closure.extend({ effect: changeFigures });
const site = z.object({ siteId: slug });
export const newClosure = z.object({
  /** Both included, 1 to 90 days. */
  from: localDate,
  to: localDate,
  starts: localTime.optional(),
  ends: localTime.optional(),
  /** Only these services: the clinics go on for the others. Everything where left out. */
  serviceIds: z.array(slug).min(1, fault('required')).max(20).optional(),
  reason: z.string().trim().min(1, fault('required')).max(200),
  /** Said to those whose appointment it ends; the reason itself only staff read. */
  reasonCode: z.enum(closureReasons).optional(),
  bookings: bookingsWish,
});
const writes = ['invalid', 'sign_in_required', 'not_found', 'busy'] as const;

export const previewClosure = defineEndpoint({
  name: 'previewClosure',
  method: 'POST',
  path: '/staff/sites/{siteId}/closures/preview',
  audience: 'staff:clinics:write',
  summary: 'What closing the site, or closing it for some services, would do; nothing is written',
  params: site,
  body: newClosure,
  response: changePreview,
  errors: writes,
});

export const createClosure = defineEndpoint({
  name: 'createClosure',
  method: 'POST',
  path: '/staff/sites/{siteId}/closures',
  audience: 'staff:clinics:write',
  summary:
    'Closes the site; asks for a preview where bookings lose their place. Its reason is the reason of an urgent change, too',
  params: site,
  body: newClosure.extend({ preview: previewed.preview.optional() }),
  status: 201,
  response: closureChanged,
  errors: [...writes, 'preview_out_of_date', 'second_person_needed'],
});

export const listClosures = defineEndpoint({
  name: 'listClosures',
  method: 'GET',
  path: '/staff/sites/{siteId}/closures',
  audience: 'staff:day:read',
  summary: 'Closures of the site that are not over, those taken back among them',
  params: site,
  response: page(closure),
  errors: ['sign_in_required', 'not_found'],
});

export const endClosure = defineEndpoint({
  name: 'endClosure',
  method: 'POST',
  path: '/staff/sites/{siteId}/closures/{closureId}/end',
  audience: 'staff:clinics:write',
  summary: 'Opens the site again; whoever waits for a place there has it',
  params: z.object({ siteId: slug, closureId: opaque }),
  /** Asked for only in the rare case that somebody of higher rank who waits takes the place of somebody who is served. */
  body: z.object({ preview: previewed.preview.optional() }).default({}),
  response: closureChanged,
  errors: [...writes, 'closure_ended', 'preview_out_of_date'],
});

import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { localDate, opaque, page, slug } from '../fields';

const site = z.object({ siteId: slug });
const writes = ['invalid', 'sign_in_required', 'not_found'] as const;

export const servicePause = z.object({
  id: z.string(),
  serviceId: z.string(),
  /** Local dates of appointments, both included; null: until somebody ends it. */
  from: z.string(),
  to: z.string().nullable(),
});
export type ServicePause = z.output<typeof servicePause>;

export const listServicePauses = defineEndpoint({
  name: 'listServicePauses',
  method: 'GET',
  path: '/staff/sites/{siteId}/pauses',
  audience: 'staff:day:read',
  summary: 'The services that a site takes no new bookings for, now or from a day to come',
  params: site,
  response: page(servicePause),
  errors: ['sign_in_required', 'not_found'],
});

export const pauseService = defineEndpoint({
  name: 'pauseService',
  method: 'POST',
  path: '/staff/sites/{siteId}/pauses',
  audience: 'staff:clinics:write',
  summary:
    'No new booking of a service for these days at a site; its clinics go on for the others, and who is booked stays booked',
  params: site,
  body: z.object({ serviceId: slug, from: localDate, to: localDate.optional() }),
  status: 201,
  response: servicePause,
  errors: writes,
});

export const endServicePause = defineEndpoint({
  name: 'endServicePause',
  method: 'POST',
  path: '/staff/sites/{siteId}/pauses/{pauseId}/end',
  audience: 'staff:clinics:write',
  summary: 'The service is booked again at once',
  params: site.extend({ pauseId: opaque }),
  response: servicePause,
  errors: [...writes, 'wrong_state'],
});

export const servicePauseEndpoints = [listServicePauses, pauseService, endServicePause] as const;

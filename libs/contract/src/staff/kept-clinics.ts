import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { localDate, opaque, slug } from '../fields';

const onClinic = z.object({ siteId: slug, clinicId: opaque });
const kept = z.object({
  /** On this local date what is left of the clinic opens to everybody; null: never. */
  opensOn: z.string().nullable(),
});

export const getKeptUntil = defineEndpoint({
  name: 'getKeptUntil',
  method: 'GET',
  path: '/staff/sites/{siteId}/clinics/{clinicId}/opens-on',
  audience: 'staff:day:read',
  summary: 'When a clinic that is kept for some people opens to everybody',
  params: onClinic,
  response: kept,
  errors: ['sign_in_required', 'not_found'],
});

export const setKeptUntil = defineEndpoint({
  name: 'setKeptUntil',
  method: 'POST',
  path: '/staff/sites/{siteId}/clinics/{clinicId}/opens-on',
  audience: 'staff:clinics:write',
  summary: 'Says when a clinic that is kept for a campaign or a group opens to everybody; null takes that back',
  params: onClinic,
  body: z.object({ opensOn: localDate.nullable() }),
  response: kept,
  errors: ['invalid', 'sign_in_required', 'not_found', 'wrong_state'],
});

export const keptClinicEndpoints = [getKeptUntil, setKeptUntil] as const;

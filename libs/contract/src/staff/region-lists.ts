import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { page } from '../fields';

export const listStaffSites = defineEndpoint({
  name: 'listStaffSites',
  method: 'GET',
  path: '/staff/sites',
  audience: 'staff',
  summary: 'The sites where the caller may do anything, closed ones too, by name',
  response: page(
    z.object({
      id: z.string(),
      name: z.string(),
      kind: z.string(),
      status: z.enum(['open', 'closed']),
      place: z.object({ id: z.string(), name: z.string() }),
      organisation: z.object({ id: z.string(), name: z.string() }),
    }),
  ),
  errors: ['sign_in_required'],
});

export const listOrganisations = defineEndpoint({
  name: 'listOrganisations',
  method: 'GET',
  path: '/staff/organisations',
  audience: 'staff:region:manage',
  summary: 'Organisations that run sites, by name, each with its code, its parent and how many sites it has',
  response: page(
    z.object({
      /** The code, such as an ODS code. */
      id: z.string(),
      name: z.string(),
      kind: z.string(),
      parentId: z.string().nullable(),
      sites: z.number().int(),
    }),
  ),
  errors: ['sign_in_required', 'not_found'],
});

import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { localDate, opaque, page, slug, typedCode } from '../fields';

const auditRow = z.object({
  at: z.string(),
  /** `noun.past`, such as `booking.checked_in`. */
  action: z.string(),
  /** Name of the member of staff, or `resident`, `system` and the like. */
  by: z.string(),
  /** Null: about no site, such as a campaign or a role. */
  site: z.object({ id: slug, name: z.string() }).nullable(),
  /** The member of staff whose account or role it was about. */
  about: z.string().nullable(),
  reference: z.string().nullable(),
  requestId: z.string().nullable(),
  /** Dates, figures and codes; never anything personal, and nothing that somebody typed. */
  details: z.record(z.string(), z.unknown()),
});
export type AuditRow = z.output<typeof auditRow>;

export const listAudit = defineEndpoint({
  name: 'listAudit',
  method: 'GET',
  path: '/staff/audit',
  audience: 'staff:audit:read',
  summary:
    'What was done at the sites of the caller, and about no site where they read it for the whole region, by whom and when; newest first, 50 a page. Signing in and out is left out unless an act or a person is asked for',
  query: z.object({
    siteId: slug.optional(),
    /** Only acts about no site. */
    about: z.literal('region').optional(),
    /** The member of staff who did it, as `listAuditActors` names them. */
    by: opaque.optional(),
    reference: typedCode.optional(),
    action: z.string().max(60).optional(),
    from: localDate.optional(),
    /** Included. */
    to: localDate.optional(),
    cursor: opaque.optional(),
  }),
  response: page(auditRow),
  errors: ['invalid', 'sign_in_required', 'not_found'],
});

export const listAuditActors = defineEndpoint({
  name: 'listAuditActors',
  method: 'GET',
  path: '/staff/audit/people',
  audience: 'staff:audit:read',
  summary: 'Whose acts the caller can ask for: staff of their sites, those who have left among them, by name',
  response: page(z.object({ id: z.string(), name: z.string(), email: z.string() })),
  errors: ['sign_in_required', 'not_found'],
});

export const auditEndpoints = [listAudit, listAuditActors] as const;

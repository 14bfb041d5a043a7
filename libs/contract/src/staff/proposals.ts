import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { fault, opaque, page, slug } from '../fields';
import { changeFigures, changePreview } from './changes';
import { bookingsWish, clinicChanges, previewed } from './clinics';
import { newClosure } from './closures';
import { seriesChanges } from './series';

/** A change of clinics that waits for a second person: what its own endpoint would be sent. */
export const proposedChange = z.discriminatedUnion('kind', [
  newClosure.extend({ kind: z.literal('close') }),
  clinicChanges.extend({ kind: z.literal('edit_clinic'), clinicId: opaque, bookings: bookingsWish }),
  z.object({ kind: z.literal('cancel_clinic'), clinicId: opaque, bookings: bookingsWish }),
  seriesChanges.extend({ kind: z.literal('edit_series'), seriesId: opaque }),
  z.object({ kind: z.literal('cancel_series'), seriesId: opaque, bookings: bookingsWish }),
]);
export type ProposedChange = z.output<typeof proposedChange>;

export const proposal = z.object({
  id: z.string(),
  siteId: z.string(),
  siteName: z.string(),
  change: proposedChange,
  /** Why, in the words of whoever asks. */
  reason: z.string(),
  /** As it was reckoned when it was asked for. */
  figures: changeFigures,
  state: z.enum(['waiting', 'approved', 'refused', 'withdrawn', 'expired']),
  requestedBy: z.string(),
  requestedAt: z.string(),
  expiresAt: z.string(),
  decidedBy: z.string().nullable(),
  /** Why it was refused. */
  refusal: z.string().nullable(),
  /** Asked for by the caller, who may take it back and not decide it. */
  isYours: z.boolean(),
});
export type Proposal = z.output<typeof proposal>;

/** Something that was done without a second person, for those who are told of it. */
export const urgentAlert = z.object({
  id: z.string(),
  siteId: z.string(),
  siteName: z.string(),
  by: z.string(),
  at: z.string(),
  reason: z.string(),
  cancelled: z.number().int(),
  told: z.number().int(),
});
export type UrgentAlert = z.output<typeof urgentAlert>;

const site = z.object({ siteId: slug });
const one = z.object({ siteId: slug, proposalId: opaque });
const writes = ['invalid', 'sign_in_required', 'not_found', 'busy'] as const;
const why = z.string().trim().min(1, fault('required')).max(200);

export const askSecondPerson = defineEndpoint({
  name: 'askSecondPerson',
  method: 'POST',
  path: '/staff/sites/{siteId}/proposals',
  audience: 'staff:clinics:write',
  summary: 'Asks a second person to agree to a change as it was previewed; nothing else is written',
  params: site,
  body: z.object({ change: proposedChange, preview: previewed.preview, reason: why }),
  status: 201,
  response: proposal,
  errors: [...writes, 'preview_out_of_date', 'clinic_overlap', 'clinic_cancelled', 'clinic_over', 'series_cancelled'],
});

export const listProposals = defineEndpoint({
  name: 'listProposals',
  method: 'GET',
  path: '/staff/proposals',
  audience: 'staff:clinics:write',
  summary:
    'What waits for a second person at the sites of the caller, what was decided in the last day, and urgent alerts',
  response: page(proposal).extend({ alerts: z.array(urgentAlert) }),
  errors: ['sign_in_required', 'not_found'],
});

export const getProposal = defineEndpoint({
  name: 'getProposal',
  method: 'GET',
  path: '/staff/sites/{siteId}/proposals/{proposalId}',
  audience: 'staff:clinics:write',
  summary: 'One proposal, and what it would do now; null once it is over, or where it cannot be done any more',
  params: one,
  response: z.object({ proposal, preview: changePreview.nullable() }),
  errors: ['sign_in_required', 'not_found', 'busy'],
});

export const approveProposal = defineEndpoint({
  name: 'approveProposal',
  method: 'POST',
  path: '/staff/sites/{siteId}/proposals/{proposalId}/approve',
  audience: 'staff:clinics:write',
  summary: 'Agrees and carries it out, if it does exactly what the given preview says; never the one who asked',
  params: one,
  body: z.object(previewed),
  response: z.object({ proposal, effect: changeFigures }),
  errors: [
    ...writes,
    'own_proposal',
    'proposal_over',
    'preview_out_of_date',
    'clinic_overlap',
    'clinic_cancelled',
    'clinic_over',
    'series_cancelled',
  ],
});

export const refuseProposal = defineEndpoint({
  name: 'refuseProposal',
  method: 'POST',
  path: '/staff/sites/{siteId}/proposals/{proposalId}/refuse',
  audience: 'staff:clinics:write',
  summary: 'Does not agree, and says why',
  params: one,
  body: z.object({ reason: why }),
  response: proposal,
  errors: [...writes, 'own_proposal', 'proposal_over'],
});

export const withdrawProposal = defineEndpoint({
  name: 'withdrawProposal',
  method: 'POST',
  path: '/staff/sites/{siteId}/proposals/{proposalId}/withdraw',
  audience: 'staff:clinics:write',
  summary: 'Takes back what the caller asked for',
  params: one,
  response: proposal,
  errors: [...writes, 'proposal_over'],
});

export const seeAlert = defineEndpoint({
  name: 'seeAlert',
  method: 'POST',
  path: '/staff/alerts/{alertId}/seen',
  audience: 'staff:clinics:write',
  summary: 'Says that the caller has read an alert; it is not shown to them again',
  params: z.object({ alertId: opaque }),
  errors: ['sign_in_required', 'not_found'],
});

export const proposalEndpoints = [
  askSecondPerson,
  listProposals,
  getProposal,
  approveProposal,
  refuseProposal,
  withdrawProposal,
  seeAlert,
] as const;

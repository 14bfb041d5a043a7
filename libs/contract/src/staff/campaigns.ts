import { z } from 'zod';
import { campaignStates, exclusions, waveModes } from '@fairslot/domain';
import { defineEndpoint } from '../endpoint';
import { fault, localDate, opaque, page, slug } from '../fields';

const count = z.number().int();
const range = (from: number, to: number) =>
  z.number().int(fault('invalid')).min(from, fault('invalid')).max(to, fault('invalid'));

const plan = z.object({
  name: z.string(fault('required')).trim().min(1, fault('required')).max(120, fault('invalid')),
  serviceId: slug,
  cohortId: opaque,
  /** The version of the cohort; the latest where it is left out. */
  cohortVersion: range(1, 10_000).optional(),
  startsOn: localDate,
  endsOn: localDate,
  /** `drip`: as many as there is room for, oldest first. `need`: the same, most deprived fifth first. `dates`: so many a day. */
  mode: z.enum(waveModes),
  /** Most invitations a day; with `dates`, exactly so many. */
  perDay: range(1, 500_000),
  /** Of a hundred people invited, how many are expected to book. */
  expectedPercent: range(1, 100),
  /** Free times count that are at most so far from home. */
  withinKm: range(1, 50),
  /** Days from the first to the second message; 0 sends no second one. */
  secondAfterDays: range(0, 60),
});
const newPlan = plan.extend({
  expectedPercent: plan.shape.expectedPercent.default(60),
  withinKm: plan.shape.withinKm.default(8),
  secondAfterDays: plan.shape.secondAfterDays.default(3),
});

export const campaign = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(campaignStates),
  service: z.object({ id: z.string(), name: z.string() }),
  cohort: z.object({ id: z.string(), name: z.string(), version: count }),
  startsOn: z.string(),
  endsOn: z.string(),
  mode: z.enum(waveModes),
  perDay: count,
  expectedPercent: count,
  withinKm: count,
  secondAfterDays: count,
  author: z.string(),
  approvedBy: z.string().nullable(),
  releasedBy: z.string().nullable(),
  /** What the caller may do with it now. */
  may: z.array(
    z.enum(['change', 'requestApproval', 'approve', 'refuse', 'release', 'pause', 'resume', 'slow', 'stop']),
  ),
  invited: count,
  booked: count,
  /** Why fewer leave than might: no free times near these Places. */
  shortOf: z.array(z.string()),
});
export type Campaign = z.output<typeof campaign>;

const excluded = z.object({ reason: z.enum(exclusions), people: count });

export const campaignPlan = z.object({
  /** People the cohort selects; the exclusions and `toInvite` add up to it. */
  selected: count,
  excluded: z.array(excluded),
  toInvite: count,
  ways: z.object({ sms: count, email: count, letter: count, call: count }),
  /** Whether there is room: expected bookings against free times within reach, by Place. */
  places: z.array(
    z.object({
      placeId: z.string(),
      name: z.string(),
      toInvite: count,
      expected: count,
      free: count,
      verdict: z.enum(['enough', 'tight', 'short']),
    }),
  ),
  /** The message as it would read to the first of them, with made-up names. */
  sample: z.object({ text: z.string(), characters: count, parts: count }),
  /** More than 50 people: a second person approves. */
  needsApproval: z.boolean(),
});
export type CampaignPlan = z.output<typeof campaignPlan>;

const breakdown = z.array(
  z.object({
    key: z.string(),
    name: z.string(),
    /** Null: fewer than five, and the caller may not see people. */
    invited: count.nullable(),
    booked: count.nullable(),
    had: count.nullable(),
    declined: count.nullable(),
  }),
);

export const campaignProgress = z.object({
  invited: count,
  delivered: count,
  opened: count,
  booked: count,
  had: count,
  declined: z.array(z.object({ reason: z.string(), people: count })),
  /** People whom no message reached: they are on the call list. */
  toCall: count,
  /** Still to be invited, as the cohort stands now. */
  left: count,
  waves: z.array(z.object({ number: count, at: z.string(), people: count })),
  by: z.object({
    channel: breakdown,
    place: breakdown,
    deprivation: breakdown,
    age: breakdown,
    sex: breakdown,
    ethnicity: breakdown,
    language: breakdown,
  }),
});
export type CampaignProgress = z.output<typeof campaignProgress>;

const onCampaign = z.object({ campaignId: opaque });
const reads = ['sign_in_required', 'not_found'] as const;
const writes = ['invalid', ...reads, 'wrong_state'] as const;

export const listCampaigns = defineEndpoint({
  name: 'listCampaigns',
  method: 'GET',
  path: '/staff/campaigns',
  audience: 'staff:campaigns:read',
  summary: 'Campaigns, the latest first',
  response: page(campaign),
  errors: ['sign_in_required'],
});

export const createCampaign = defineEndpoint({
  name: 'createCampaign',
  method: 'POST',
  path: '/staff/campaigns',
  audience: 'staff:campaigns:write',
  summary: 'A campaign as a draft; nothing leaves',
  body: newPlan,
  status: 201,
  response: campaign,
  errors: writes,
});

export const getCampaign = defineEndpoint({
  name: 'getCampaign',
  method: 'GET',
  path: '/staff/campaigns/{campaignId}',
  audience: 'staff:campaigns:read',
  summary: 'One campaign',
  params: onCampaign,
  response: campaign,
  errors: reads,
});

export const changeCampaign = defineEndpoint({
  name: 'changeCampaign',
  method: 'PATCH',
  path: '/staff/campaigns/{campaignId}',
  audience: 'staff:campaigns:write',
  summary: 'Changes a draft. What was approved is approved no longer',
  params: onCampaign,
  body: plan.partial(),
  response: campaign,
  errors: writes,
});

export const planCampaign = defineEndpoint({
  name: 'planCampaign',
  method: 'POST',
  path: '/staff/campaigns/{campaignId}/plan',
  audience: 'staff:campaigns:read',
  summary: 'Whom it would invite now, whom not and why, and whether there is room for them; nothing is written',
  params: onCampaign,
  response: campaignPlan,
  errors: reads,
});

const act = (name: string, verb: string, audience: 'write' | 'approve' | 'release', summary: string, codes = writes) =>
  defineEndpoint({
    name,
    method: 'POST',
    path: `/staff/campaigns/{campaignId}/${verb}`,
    audience: `staff:campaigns:${audience}`,
    summary,
    params: onCampaign,
    response: campaign,
    errors: [...codes, 'own_work'],
  });

export const requestApproval = act(
  'requestApproval',
  'request-approval',
  'write',
  'Asks a second person to approve the campaign as it stands',
);
export const approveCampaign = act(
  'approveCampaign',
  'approve',
  'approve',
  'Approves exactly this content and this audience; never the author',
);
export const refuseCampaign = act('refuseCampaign', 'refuse', 'approve', 'Sends the campaign back to its author');
export const releaseCampaign = act(
  'releaseCampaign',
  'release',
  'release',
  'Lets invitations flow; never who approved it. The first wave is 50 people at most',
);
export const pauseCampaign = act('pauseCampaign', 'pause', 'write', 'No more invitations leave, within a minute');
export const resumeCampaign = act('resumeCampaign', 'resume', 'release', 'Invitations flow again');
export const slowCampaign = defineEndpoint({
  name: 'slowCampaign',
  method: 'POST',
  path: '/staff/campaigns/{campaignId}/slow',
  audience: 'staff:campaigns:write',
  summary: 'Changes how many may leave in a day, while it runs; never to more than was approved',
  params: onCampaign,
  body: z.object({ perDay: range(1, 500_000) }),
  response: campaign,
  errors: writes,
});
export const stopCampaign = defineEndpoint({
  name: 'stopCampaign',
  method: 'POST',
  path: '/staff/campaigns/{campaignId}/stop',
  audience: 'staff:campaigns:write',
  summary: 'Stops a campaign for good; its name is typed to confirm',
  params: onCampaign,
  body: z.object({ name: z.string(fault('required')) }),
  response: campaign,
  errors: writes,
});

export const getProgress = defineEndpoint({
  name: 'getProgress',
  method: 'GET',
  path: '/staff/campaigns/{campaignId}/progress',
  audience: 'staff:campaigns:read',
  summary: 'How far a campaign has come, in all and by group',
  params: onCampaign,
  response: campaignProgress,
  errors: reads,
});

export const regionOverview = z.object({
  /** Local dates, 14 of them. */
  dates: z.array(z.string()),
  places: z.array(
    z.object({
      placeId: z.string(),
      name: z.string(),
      /** People of the cohort of a running campaign of the service who are neither booked nor done. */
      toBook: count,
      /** For each date. */
      free: z.array(count),
      /** Free times for 100 people still to book; null where nobody is. */
      perHundred: z.array(z.number().nullable()),
      /** The first date without a free time, while people are still to book. */
      runsOutOn: z.string().nullable(),
    }),
  ),
});
export type RegionOverview = z.output<typeof regionOverview>;

export const getRegionOverview = defineEndpoint({
  name: 'getRegionOverview',
  method: 'GET',
  path: '/staff/reports/region',
  audience: 'staff:reports:read',
  summary: 'Free times of a service in every Place on the next 14 days, against the people still to book',
  query: z.object({ serviceId: slug }),
  response: regionOverview,
  errors: ['invalid', ...reads],
});

export const campaignEndpoints = [
  listCampaigns,
  createCampaign,
  getCampaign,
  changeCampaign,
  planCampaign,
  requestApproval,
  approveCampaign,
  refuseCampaign,
  releaseCampaign,
  pauseCampaign,
  resumeCampaign,
  slowCampaign,
  stopCampaign,
  getProgress,
  getRegionOverview,
] as const;

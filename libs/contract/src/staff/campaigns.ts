import { z } from 'zod';
import { campaignStates, exclusions, invitationKinds, USUAL_HOURS, waveModes } from '@fairslot/domain';
import { defineEndpoint } from '../endpoint';
import { fault, localDate, opaque, page, slug } from '../fields';
import { sendingHours, shownHours } from './sending-hours';

const count = z.number().int();
const range = (from: number, to: number) =>
  z.number().int(fault('invalid')).min(from, fault('invalid')).max(to, fault('invalid'));

/** One message in words of the campaign's own, with marks such as {first name}. */
export const campaignWords = z.object({
  language: z.string().regex(/^[a-z]{2,3}$/, fault('invalid')),
  kind: z.enum(invitationKinds),
  sms: z.string().max(1000, fault('invalid')),
  subject: z.string().max(200, fault('invalid')),
  /** Of the e-mail and the letter: paragraphs apart by an empty line. */
  body: z.string().max(5000, fault('invalid')),
});

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
  /** Of texts and emails; letters are handed over on the next working day. */
  hours: sendingHours,
  /** Of a hundred people invited, how many are expected to book. */
  expectedPercent: range(1, 100),
  /** Free times count that are at most so far from home. */
  withinKm: range(1, 50),
  /** Days from the first to the second message; 0 sends no second one. */
  secondAfterDays: range(0, 60),
  /** None: the standard words, in the language of each person. */
  words: z
    .array(campaignWords)
    .max(40, fault('invalid'))
    .refine(
      (all) => new Set(all.map(({ language, kind }) => `${language} ${kind}`)).size === all.length,
      fault('row_twice'),
    ),
});
const newPlan = plan.extend({
  hours: plan.shape.hours.default(USUAL_HOURS),
  expectedPercent: plan.shape.expectedPercent.default(60),
  withinKm: plan.shape.withinKm.default(8),
  secondAfterDays: plan.shape.secondAfterDays.default(3),
  words: plan.shape.words.default([]),
});

/** What a campaign says and does, as it is approved. */
const terms = z.object({
  name: z.string(),
  service: z.object({ id: z.string(), name: z.string() }),
  cohort: z.object({ id: z.string(), name: z.string(), version: count }),
  startsOn: z.string(),
  endsOn: z.string(),
  mode: z.enum(waveModes),
  perDay: count,
  hours: shownHours,
  expectedPercent: count,
  withinKm: count,
  secondAfterDays: count,
  words: z.array(campaignWords),
});

export const campaign = terms.extend({
  id: z.string(),
  state: z.enum(campaignStates),
  author: z.string(),
  approvedBy: z.string().nullable(),
  releasedBy: z.string().nullable(),
  /** What was approved last, and by whom; a change since then has to be approved too. Null where nothing ever was. */
  lastApproved: terms.extend({ at: z.string(), by: z.string() }).nullable(),
  /** What the caller may do with it now. */
  may: z.array(
    z.enum(['change', 'requestApproval', 'approve', 'refuse', 'release', 'pause', 'resume', 'slow', 'stop']),
  ),
  /** Null: fewer than five, and the caller may not see people. */
  invited: count.nullable(),
  booked: count.nullable(),
  hasInvited: z.boolean(),
  /** From when invitations may leave, by its days and hours alone, as a local instant; null where that is now. */
  leavesFrom: z.string().nullable(),
  /** Why fewer leave than might: no free times near these Places. */
  shortOf: z.array(z.string()),
  /** What it may cost, where somebody said, in the deployment's currency. It stops nothing. */
  budget: z.number().nullable(),
});
export type Campaign = z.output<typeof campaign>;

/** Null: fewer than five, or so that such a figure cannot be had by subtraction; told to whoever may see people. */
const told = count.nullable();
const excluded = z.object({ reason: z.enum(exclusions), people: told });

export const campaignPlan = z.object({
  /** People the cohort selects; the exclusions and `toInvite` add up to it. */
  selected: told,
  excluded: z.array(excluded),
  toInvite: told,
  ways: z.object({ sms: told, email: told, letter: told, call: told }),
  /** Whether there is room: expected bookings against free times within reach, by Place. */
  places: z.array(
    z.object({
      placeId: z.string(),
      name: z.string(),
      toInvite: told,
      expected: told,
      free: count,
      verdict: z.enum(['enough', 'tight', 'short']),
    }),
  ),
  /** The messages as they would read, with a long made-up name; a language without words of the campaign's own has the standard ones. */
  samples: z.array(
    z.object({
      language: z.string(),
      kind: z.enum(invitationKinds),
      sms: z.string(),
      characters: count,
      parts: count,
      subject: z.string(),
      body: z.string(),
      isOwn: z.boolean(),
    }),
  ),
  /** Languages that people there read, while the campaign has words of its own in others only. */
  missingWords: z.array(z.object({ language: z.string(), kind: z.enum(invitationKinds), people: count })),
  /** From one short message each to two long ones; null where the deployment names no price. */
  cost: z.object({ low: z.number(), high: z.number(), currency: z.string() }).nullable(),
  /** More than 50 people: a second person approves. */
  needsApproval: z.boolean(),
});
export type CampaignPlan = z.output<typeof campaignPlan>;

export const onCampaign = z.object({ campaignId: opaque });
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
  summary:
    'Changes a draft, or one that is paused. What was approved is approved no longer; whoever was invited stays invited, and the service stays',
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

export const getStandardWords = defineEndpoint({
  name: 'getStandardWords',
  method: 'GET',
  path: '/staff/campaigns/words',
  audience: 'staff:campaigns:read',
  summary:
    'The standard words of invitations in every language, with marks to be filled in, and the longest of each mark',
  response: z.object({ items: z.array(campaignWords), longest: z.record(z.string(), z.string()) }),
  errors: ['sign_in_required'],
});

export const sendTestMessage = defineEndpoint({
  name: 'sendTestMessage',
  method: 'POST',
  path: '/staff/campaigns/{campaignId}/test-message',
  audience: 'staff:campaigns:read',
  summary:
    'Sends the message as it stands to the caller’s own e-mail address, with the text message in front; to nobody else',
  params: onCampaign,
  body: z.object({ language: z.string().regex(/^[a-z]{2,3}$/, fault('invalid')), kind: z.enum(invitationKinds) }),
  response: z.object({ to: z.string() }),
  errors: ['invalid', ...reads, 'busy'],
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
  'Lets invitations flow; what was approved, neither who wrote nor who approved it. The first wave is 50 people at most',
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

export const campaignEndpoints = [
  listCampaigns,
  createCampaign,
  getCampaign,
  changeCampaign,
  planCampaign,
  getStandardWords,
  sendTestMessage,
  requestApproval,
  approveCampaign,
  refuseCampaign,
  releaseCampaign,
  pauseCampaign,
  resumeCampaign,
  slowCampaign,
  stopCampaign,
] as const;

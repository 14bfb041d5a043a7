import { MESSAGE_CHANNELS } from '@fairslot/domain';
import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { fault, page, slug } from '../fields';
import { campaign, onCampaign } from './campaigns';

const count = z.number().int();
const reads = ['sign_in_required', 'not_found'] as const;

/** Null: fewer than five, or so that such a figure cannot be had by subtraction; told to whoever may see people. */
const told = count.nullable();

const breakdown = z.array(
  z.object({ key: z.string(), name: z.string(), invited: told, booked: told, had: told, declined: told }),
);
const reasons = z.object({
  had_it: told,
  not_now: told,
  do_not_want: told,
  my_language: told,
});

export const campaignProgress = z.object({
  invited: told,
  delivered: told,
  opened: told,
  booked: told,
  /** Checked in at a site, whether they were given it or not. */
  came: told,
  /** Here or, as lists say, elsewhere. */
  had: told,
  declined: z.array(z.object({ reason: z.string(), people: told })),
  /** Why people declined, by the Place they live in. */
  declinedByPlace: z.array(z.object({ key: z.string(), name: z.string(), reasons })),
  /** Invitations and second messages by the way they went. */
  delivery: z.array(
    z.object({
      channel: z.enum(MESSAGE_CHANNELS),
      /** Not left yet. */
      waiting: told,
      /** Handed over; whether they arrived nobody has said, or will. */
      sent: told,
      delivered: told,
      /** Refused, did not arrive, or came too late. Another way was tried, or somebody calls. */
      failed: told,
      /** Not needed any more when their time came. */
      notNeeded: told,
    }),
  ),
  /** Why messages failed, most frequent first. */
  failures: z.array(z.object({ reason: z.string(), messages: told })),
  /** What the messages that left have cost so far; null where a price is not named, or the sum would tell a hidden figure. */
  cost: z.object({ spent: z.number(), currency: z.string() }).nullable(),
  /** What it may cost, where somebody said, in `currency`. It stops nothing. */
  budget: z.number().nullable(),
  currency: z.string(),
  /** People invited who have answered by a text that no rule understands; their texts are kept for so many days. */
  replies: z.object({ people: told, keptDays: count }),
  /** Week by week since the first day: who was invited and had booked by its end. A week that runs counts so far. */
  weeks: z.array(z.object({ from: z.string(), invited: told, booked: told })),
  /** The campaign for the same service that began about a year before, nearest to the day, if it invited somebody. */
  before: z.object({ campaignId: z.string(), name: z.string(), startsOn: z.string() }).nullable(),
  /** Is there room for those still to book, by Place: to be invited, or invited and still expected. */
  room: z.array(
    z.object({
      placeId: z.string(),
      name: z.string(),
      toBook: told,
      expected: told,
      /** Free times within reach on the next 14 days. */
      free: count,
      verdict: z.enum(['enough', 'tight', 'short']),
    }),
  ),
  /** People whom no message reached: they are on the call list. */
  toCall: told,
  /** Still to be invited, as the cohort stands now. */
  left: told,
  waves: z.array(z.object({ number: count, at: z.string(), people: told })),
  by: z.object({
    channel: breakdown,
    place: breakdown,
    deprivation: breakdown,
    age: breakdown,
    sex: breakdown,
    ethnicity: breakdown,
    language: breakdown,
    /** 'yes' where a list says so. */
    learningDisability: breakdown,
  }),
});
export type CampaignProgress = z.output<typeof campaignProgress>;

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

const MOST = 100_000_000;

export const setBudget = defineEndpoint({
  name: 'setBudget',
  method: 'POST',
  path: '/staff/campaigns/{campaignId}/budget',
  audience: 'staff:campaigns:write',
  summary: 'What a campaign may cost, to measure it against; null for none. Nothing stops at it, and an approval stays',
  params: onCampaign,
  body: z.object({
    amount: z
      .number(fault('invalid'))
      .positive(fault('invalid'))
      .max(MOST, fault('invalid'))
      .multipleOf(0.01, fault('invalid'))
      .nullable(),
  }),
  response: campaign,
  errors: ['invalid', ...reads],
});

export const regionOverview = z.object({
  /** Local dates, 14 of them. */
  dates: z.array(z.string()),
  places: z.array(
    z.object({
      placeId: z.string(),
      name: z.string(),
      /** People of the cohort of a running campaign of the service who are neither booked nor done. */
      toBook: told,
      /** For each date. */
      free: z.array(count),
      /** Free times for 100 people still to book; null where nobody is, or how many is not told. */
      perHundred: z.array(z.number().nullable()),
      /** The first date from which there is no free time, while people are still to book; where times follow within a week there is none. */
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

export const placeSites = page(
  z.object({
    siteId: slug,
    name: z.string(),
    /** Of the service, on the next 14 days: places, how many of them are taken, and how many the public can still take. */
    capacity: count,
    taken: told,
    free: count,
    /** On the last 7 days. */
    walkIns: told,
    /** Of 100 people who were to come on the last 28 days; null where nobody was, or how many is not told. */
    didNotCome: z.number().int().nullable(),
    /** Doses left in counted batches, and for how many days they last at the pace of the busier of last week and next. */
    stock: z.object({ doses: count, days: count.nullable() }).nullable(),
    /** When somebody of the staff last did something there. */
    lastActive: z.string().nullable(),
    /** Closures that lie on the next 14 days, for the service or for all of them; both dates included. */
    closures: z.array(z.object({ from: z.string(), until: z.string(), reason: z.string() })),
  }),
);
export type PlaceSites = z.output<typeof placeSites>;

export const listPlaceSites = defineEndpoint({
  name: 'listPlaceSites',
  method: 'GET',
  path: '/staff/reports/region/sites',
  audience: 'staff:reports:read',
  summary: 'How each site of a Place stands with a service, by name',
  query: z.object({ serviceId: slug, placeId: slug }),
  response: placeSites,
  errors: ['invalid', 'sign_in_required'],
});

export const campaignSimulation = z.object({
  /** Days on which somebody is invited: how many, and how many of them are expected to book. */
  days: z.array(z.object({ date: z.string(), invited: count, expected: count })),
  invited: count,
  expected: count,
  /** People whom the last day of the campaign leaves over. */
  left: count,
  /** Where they live, by outcode, if there are no free times within reach. */
  shortOf: z.array(z.string()),
});
export type CampaignSimulation = z.output<typeof campaignSimulation>;

export const simulateCampaign = defineEndpoint({
  name: 'simulateCampaign',
  method: 'POST',
  path: '/staff/campaigns/{campaignId}/simulate',
  audience: 'staff:people:read',
  summary:
    'Day by day whom it would invite from now on, if people book as expected and nothing else changes; nothing is written',
  params: onCampaign,
  response: campaignSimulation,
  errors: reads,
});

export const campaignFigureEndpoints = [
  simulateCampaign,
  getProgress,
  setBudget,
  getRegionOverview,
  listPlaceSites,
] as const;

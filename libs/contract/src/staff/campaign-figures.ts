import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { slug } from '../fields';
import { onCampaign } from './campaigns';

const count = z.number().int();
const reads = ['sign_in_required', 'not_found'] as const;

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

export const campaignFigureEndpoints = [getProgress, getRegionOverview] as const;

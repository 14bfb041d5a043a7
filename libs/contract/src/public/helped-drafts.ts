import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { clinicOptions, countingCursor, instant, linkToken, localDate, opaque, page, slug } from '../fields';
import { foundPlace, freeTime, hiddenTimes, radius, timeWishes } from './availability';
import { publicSite } from './places';

/** A link with which somebody else chooses the time of a draft and books it. */
const draftLink = z.object({
  /** Left out where there is none. */
  url: z.string().optional(),
  /** Instant at which it ends. */
  until: z.string().optional(),
});
export type DraftLink = z.output<typeof draftLink>;

const journeyId = z.object({ journeyId: opaque });

export const getDraftLink = defineEndpoint({
  name: 'getDraftLink',
  method: 'GET',
  path: '/journeys/{journeyId}/helper-link',
  audience: 'public',
  summary: 'The link of a draft with which somebody else chooses the time, if there is one',
  params: journeyId,
  response: draftLink,
  errors: ['not_found'],
});

export const shareDraft = defineEndpoint({
  name: 'shareDraft',
  method: 'PATCH',
  path: '/journeys/{journeyId}/helper-link',
  audience: 'public',
  summary:
    'Makes the link with which somebody else chooses the time of a draft and books it, for 24 hours, or ends it; sent again, it changes nothing more',
  params: journeyId,
  body: z.object({ shared: z.boolean() }),
  response: draftLink,
  errors: ['invalid', 'not_found', 'wrong_state'],
});

const chosen = z.object({
  site: publicSite,
  start: z.string(),
  lengthMinutes: z.number().int(),
  options: clinicOptions.optional(),
});

/** All that a helper sees of a draft: nothing says who it is for, what they answered or how they are reached. */
const helpedDraft = z.object({
  /** Left out for what nobody else should know of. */
  service: z.string().optional(),
  people: z.number().int(),
  /** The area that is looked in, never a whole postcode. */
  near: z.string(),
  until: z.string(),
  /** The time that is held now. */
  chosen: chosen.extend({ expiresAt: z.string() }).optional(),
});
export type HelpedDraft = z.output<typeof helpedDraft>;

export const getHelpedDraft = defineEndpoint({
  name: 'getHelpedDraft',
  method: 'GET',
  path: '/helped-drafts/{token}',
  audience: 'public',
  summary: 'What somebody who helps sees of a draft; one answer for every link that opens nothing',
  params: linkToken,
  response: helpedDraft,
  errors: ['look_up_failed'],
});

export const searchForHelped = defineEndpoint({
  name: 'searchForHelped',
  method: 'GET',
  path: '/helped-drafts/{token}/availability',
  audience: 'public',
  summary: 'Sites with free times for the people of a draft, near the point that they chose',
  params: linkToken,
  query: z.object({
    radius,
    from: localDate.optional(),
    sort: z.enum(['soonest', 'nearest']).default('soonest'),
    ...timeWishes,
    cursor: countingCursor.optional(),
  }),
  response: page(foundPlace).extend({ from: z.string(), to: z.string(), hidden: hiddenTimes }),
  errors: ['invalid', 'look_up_failed'],
});

export const timesForHelped = defineEndpoint({
  name: 'timesForHelped',
  method: 'GET',
  path: '/helped-drafts/{token}/sites/{siteId}/times',
  audience: 'public',
  summary: 'Free times for the people of a draft at one site',
  params: linkToken.extend({ siteId: slug }),
  query: z.object({ from: localDate.optional(), to: localDate.optional() }),
  response: page(freeTime),
  errors: ['invalid', 'look_up_failed', 'not_found'],
});

const time = z.object({ siteId: slug, start: instant });

export const holdForHelped = defineEndpoint({
  name: 'holdForHelped',
  method: 'POST',
  path: '/helped-drafts/{token}/hold',
  audience: 'public',
  summary: 'Holds a time for the people of a draft, in place of the one they held',
  params: linkToken,
  body: time.extend({ lengthMinutes: z.number().int().min(1).max(60), options: clinicOptions.optional() }),
  response: helpedDraft,
  errors: [
    'invalid',
    'look_up_failed',
    'not_found',
    'time_gone',
    'service_closed',
    'wrong_state',
    'too_many',
    'busy',
    'idempotency_key_missing',
    'idempotency_key_reused',
    'in_progress',
  ],
  idempotent: true,
});

export const bookForHelped = defineEndpoint({
  name: 'bookForHelped',
  method: 'POST',
  path: '/helped-drafts/{token}/booking',
  audience: 'public',
  summary: 'Books the time that is held; the messages go to the person who asked for help, and the link ends',
  params: linkToken,
  /** The time that the helper saw, so that no other one is booked. */
  body: time,
  response: chosen,
  errors: [
    'invalid',
    'look_up_failed',
    'hold_expired',
    'service_closed',
    'wrong_state',
    'idempotency_key_missing',
    'idempotency_key_reused',
    'in_progress',
  ],
  idempotent: true,
});

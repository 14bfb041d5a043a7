import { MESSAGE_CHANNELS, MESSAGE_KINDS, MESSAGE_STATES } from '@fairslot/domain';
import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { fault, instant, opaque, page, slug, typedCode } from '../fields';

const named = z.object({ id: z.string(), name: z.string() });
const reads = ['invalid', 'sign_in_required', 'not_found'] as const;

/** One row of the message ledger. Nothing in it says to whom. */
export const messageRow = z.object({
  id: z.string(),
  kind: z.enum(MESSAGE_KINDS),
  channel: z.enum(MESSAGE_CHANNELS),
  state: z.enum(MESSAGE_STATES),
  /** Of the booking it is about; null for an invitation. */
  reference: z.string().nullable(),
  site: named.nullable(),
  /** Not before, and not after. */
  sendAfter: z.string(),
  notAfter: z.string(),
  sentAt: z.string().nullable(),
  tries: z.number().int(),
  /** Parts a text was counted as. */
  parts: z.number().int().nullable(),
  provider: z.string().nullable(),
  /** In the provider's code, never in its words, which may quote a number. */
  error: z.string().nullable(),
  /** It failed, and there is still time to try once more. */
  mayRetry: z.boolean(),
});
export type MessageRow = z.output<typeof messageRow>;

/** A message with everything that happened to it, oldest first. */
export const messageHistory = messageRow.extend({
  plannedAt: z.string(),
  attempts: z.array(
    z.object({
      startedAt: z.string(),
      endedAt: z.string().nullable(),
      outcome: z.enum(['accepted', 'rejected', 'not_sent', 'unknown']).nullable(),
      error: z.string().nullable(),
    }),
  ),
  receipts: z.array(z.object({ at: z.string(), status: z.string(), error: z.string().nullable() })),
});
export type MessageHistory = z.output<typeof messageHistory>;

export const listBookingMessages = defineEndpoint({
  name: 'listBookingMessages',
  method: 'GET',
  path: '/staff/bookings/{reference}/messages',
  audience: 'staff:messages:read',
  summary: 'What was said about a booking, and what the person answered by text',
  params: z.object({ reference: typedCode }),
  response: z.object({
    items: z.array(messageHistory),
    replies: z.array(
      z.object({ at: z.string(), action: z.enum(['coming', 'cannot_come', 'stop', 'start', 'help', 'none']) }),
    ),
  }),
  errors: reads,
});

const filter = z.object({
  siteId: slug.optional(),
  kind: z.enum(MESSAGE_KINDS).optional(),
  channel: z.enum(MESSAGE_CHANNELS).optional(),
  state: z.enum(MESSAGE_STATES).optional(),
  /** Of those due from this instant, and before that one; today where neither is given. */
  from: instant.optional(),
  to: instant.optional(),
});

export const listMessages = defineEndpoint({
  name: 'listMessages',
  method: 'GET',
  path: '/staff/messages',
  audience: 'staff:messages:read',
  summary: 'The message ledger, the latest due first',
  query: filter.extend({ cursor: opaque.optional() }),
  response: page(messageRow),
  errors: reads,
});

export const countMessages = defineEndpoint({
  name: 'countMessages',
  method: 'GET',
  path: '/staff/messages/counts',
  audience: 'staff:messages:read',
  summary: 'How many messages of each kind, channel and state, and how many parts their texts took',
  query: filter,
  response: z.object({
    items: z.array(
      z.object({
        kind: z.enum(MESSAGE_KINDS),
        channel: z.enum(MESSAGE_CHANNELS),
        state: z.enum(MESSAGE_STATES),
        count: z.number().int(),
        parts: z.number().int(),
      }),
    ),
    total: z.number().int(),
    parts: z.number().int(),
    /** At the price of a part that the deployment pays; null where it did not say. */
    cost: z.number().nullable(),
  }),
  errors: reads,
});

export const watchMessages = defineEndpoint({
  name: 'watchMessages',
  method: 'GET',
  path: '/staff/messages/monitor',
  audience: 'staff:messages:read',
  summary: 'How sending does at this moment',
  response: z.object({
    at: z.string(),
    /** Jobs that wait in the queue, of all sites. */
    queueDepth: z.number().int(),
    /** Messages that could leave now. */
    due: z.array(z.object({ channel: z.enum(MESSAGE_CHANNELS), count: z.number().int(), oldestDueAt: z.string() })),
    /** The last fifteen minutes, the oldest first; minutes without any are there. */
    sentPerMinute: z.array(z.object({ minute: z.string(), count: z.number().int() })),
    /** The last hour. */
    failures: z.array(
      z.object({
        channel: z.enum(MESSAGE_CHANNELS),
        outcome: z.enum(['rejected', 'not_sent', 'unknown']),
        reason: z.string().nullable(),
        count: z.number().int(),
      }),
    ),
    /** The worst that any sending process sees; a channel that is not there has nobody who sends. */
    providers: z.array(
      z.object({ channel: z.enum(MESSAGE_CHANNELS), circuit: z.enum(['closed', 'half', 'open', 'probing']) }),
    ),
    /** Of unknown outcome now; and sent again in the last day because nobody knew. */
    outcomeUnknown: z.number().int(),
    sentAgain: z.number().int(),
    callsOpen: z.number().int(),
    stopsInForce: z.number().int(),
  }),
  errors: ['sign_in_required', 'not_found'],
});

export const watchQueue = defineEndpoint({
  name: 'watchQueue',
  method: 'GET',
  path: '/staff/messages/queue',
  audience: 'staff:region:manage',
  summary: 'The queue that spreads background work, for whoever runs the program; the same on Redis and on PostgreSQL',
  response: z.object({
    at: z.string(),
    on: z.enum(['redis', 'postgresql']),
    /** Null where the queue cannot be asked; messages then leave without it. */
    now: z
      .object({
        waiting: z.number().int(),
        active: z.number().int(),
        delayed: z.number().int(),
        failed: z.number().int(),
        /** Of what waits the oldest: what kind of work it is. */
        oldest: z.object({ job: z.string(), waitedSeconds: z.number().int() }).nullable(),
        /** Processes that take work from it. */
        workers: z.number().int(),
        /** Since the queue was set up or wiped. A job that fails is not kept: whatever it was for stands in the database. */
        doneInAll: z.number().int(),
        failedInAll: z.number().int(),
      })
      .nullable(),
  }),
  errors: ['sign_in_required', 'not_found'],
});

export const retryMessage = defineEndpoint({
  name: 'retryMessage',
  method: 'POST',
  path: '/staff/messages/{messageId}/retry',
  audience: 'staff:messages:write',
  summary: 'Sends a message once more that failed, while there is time',
  params: z.object({ messageId: opaque }),
  response: messageRow,
  errors: ['sign_in_required', 'not_found', 'wrong_state'],
});

export const STOPS = ['all', 'channel', 'kind', 'site', 'campaign'] as const;

export const killSwitch = z.object({
  id: z.string(),
  what: z.enum(STOPS),
  /** The channel, the kind, the site's id or the campaign's; empty for all. */
  value: z.string(),
  reason: z.string(),
  setBy: z.string(),
  setAt: z.string(),
  endedBy: z.string().nullable(),
  endedAt: z.string().nullable(),
  mayEnd: z.boolean(),
});
export type KillSwitch = z.output<typeof killSwitch>;

export const listKillSwitches = defineEndpoint({
  name: 'listKillSwitches',
  method: 'GET',
  path: '/staff/messages/kill-switches',
  audience: 'staff:messages:read',
  summary: 'What holds messages back: in force first, then those ended in the last month',
  response: z.object({ items: z.array(killSwitch) }),
  errors: ['sign_in_required', 'not_found'],
});

export const setKillSwitch = defineEndpoint({
  name: 'setKillSwitch',
  method: 'POST',
  path: '/staff/messages/kill-switches',
  audience: 'staff:messages:write',
  summary:
    'Holds messages back at once: of a site, by whoever may write for it; everything else, by whoever may for the region',
  body: z.object({
    what: z.enum(STOPS),
    value: z.string().max(80, fault('invalid')).default(''),
    reason: z.string().trim().min(1, fault('required')).max(200, fault('invalid')),
  }),
  status: 201,
  response: killSwitch,
  errors: ['invalid', 'sign_in_required', 'not_found'],
});

export const endKillSwitch = defineEndpoint({
  name: 'endKillSwitch',
  method: 'POST',
  path: '/staff/messages/kill-switches/{killSwitchId}/end',
  audience: 'staff:messages:write',
  summary: 'Lets messages go again that are still of use',
  params: z.object({ killSwitchId: opaque }),
  response: killSwitch,
  errors: ['sign_in_required', 'not_found'],
});

import { BOOKING_STATUSES, CALL_REASONS, MESSAGE_CHANNELS, MESSAGE_KINDS, MESSAGE_STATES } from '@fairslot/domain';
import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { countingCursor, opaque, page, slug } from '../fields';

export const CALL_OUTCOMES = ['reached', 'left_word', 'not_reached', 'not_needed'] as const;

/** Somebody whom no message reaches, or whose appointment no clinic serves. */
export const call = z.object({
  id: z.string(),
  reason: z.enum(CALL_REASONS),
  /** What they have to be told. */
  about: z.enum([...MESSAGE_KINDS, 'stranded']),
  createdAt: z.string(),
  /** Of the appointment; all of them null where it is an invitation that did not arrive. */
  site: z.object({ id: z.string(), name: z.string() }).nullable(),
  reference: z.string().nullable(),
  status: z.enum(BOOKING_STATUSES).nullable(),
  start: z.string().nullable(),
  service: z.object({ id: z.string(), name: z.string() }),
  firstName: z.string(),
  lastName: z.string(),
  dateOfBirth: z.string(),
  mobile: z.string().nullable(),
  landline: z.string().nullable(),
  email: z.string().nullable(),
  language: z.string(),
  help: z.array(z.string()),
  /** What was tried before. */
  tried: z.array(
    z.object({ channel: z.enum(MESSAGE_CHANNELS), state: z.enum(MESSAGE_STATES), error: z.string().nullable() }),
  ),
  done: z.object({ at: z.string(), by: z.string(), outcome: z.enum(CALL_OUTCOMES) }).nullable(),
});
export type Call = z.output<typeof call>;

export const listCalls = defineEndpoint({
  name: 'listCalls',
  method: 'GET',
  path: '/staff/calls',
  audience: 'staff:calls:act',
  summary:
    'The call list, whose appointment is nearest first; or what was ticked off in the last week, the latest first',
  query: z.object({
    siteId: slug.optional(),
    list: z.enum(['open', 'done']).default('open'),
    /** People invited belong to no site: they are called by whoever calls for the region. */
    of: z.enum(['bookings', 'invitations']).default('bookings'),
    cursor: countingCursor.optional(),
  }),
  response: page(call),
  errors: ['invalid', 'sign_in_required', 'not_found'],
});

export const tickOffCall = defineEndpoint({
  name: 'tickOffCall',
  method: 'POST',
  path: '/staff/calls/{callId}/done',
  audience: 'staff:calls:act',
  summary: 'Ticks somebody off the call list; of two who do so at once, one is answered wrong_state',
  params: z.object({ callId: opaque }),
  body: z.object({ outcome: z.enum(CALL_OUTCOMES) }),
  response: call,
  errors: ['invalid', 'sign_in_required', 'not_found', 'wrong_state'],
});

import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { fault, instant, localDate, opaque, slug } from '../fields';
import { answers } from './journeys';

const attendee = z.object({
  serviceId: slug,
  dateOfBirth: localDate.optional(),
  answers: answers.optional(),
});

const holdId = z.object({ holdId: opaque });

export const hold = z.object({
  holdId: z.string(),
  token: z.string(),
  expiresAt: z.string(),
  times: z.array(
    z.object({ serviceId: z.string(), siteId: z.string(), start: z.string(), lengthMinutes: z.number().int() }),
  ),
});
export type Hold = z.output<typeof hold>;

export const holdSlot = defineEndpoint({
  name: 'holdSlot',
  method: 'POST',
  path: '/holds',
  audience: 'public',
  summary: 'Holds a time for ten minutes',
  body: z.object({
    siteId: slug,
    start: instant,
    lengthMinutes: z.number().int().min(1).max(60).optional(),
    attendees: z.array(attendee).min(1, fault('party_size')).max(1, fault('party_size')),
    together: z.enum(['parallel', 'consecutive']).optional(),
    /** One journey keeps one live hold: a new one frees the one before it. */
    journeyId: opaque.optional(),
  }),
  status: 201,
  response: hold,
  errors: [
    'invalid',
    'time_gone',
    'not_eligible',
    'needs_information',
    'idempotency_key_missing',
    'idempotency_key_reused',
    'in_progress',
    'service_closed',
  ],
  idempotent: true,
});

export const renewHold = defineEndpoint({
  name: 'renewHold',
  method: 'POST',
  path: '/holds/{holdId}/renew',
  audience: 'public',
  summary: 'Gives a hold another ten minutes, thirty in all',
  params: holdId,
  body: z.object({ token: opaque }),
  response: z.object({ expiresAt: z.string() }),
  errors: ['invalid', 'hold_expired', 'not_found'],
});

export const releaseHold = defineEndpoint({
  name: 'releaseHold',
  method: 'DELETE',
  path: '/holds/{holdId}',
  audience: 'public',
  summary: 'Gives the time back; answers the same when it has gone already',
  params: holdId,
  body: z.object({ token: opaque }),
  errors: ['not_found', 'wrong_state'],
});

import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { clinicOptions, fault, instant, linkToken, localDate, opaque, slug } from '../fields';
import { answers } from './journeys';

const attendee = z.object({
  serviceId: slug,
  dateOfBirth: localDate.optional(),
  answers: answers.optional(),
  /** Which dose of a service with several; the first where left out. */
  dose: z.number().int().min(1).max(9).optional(),
  /** Two adjacent slots of one clinic, or one of a clinic with longer appointments, for somebody who needs longer. */
  moreTime: z.boolean().optional(),
  /** A second service in the same visit: one appointment or two places, as the services are set up. */
  alsoServiceId: slug.optional(),
  /** The dose after this one, held and booked together with it. */
  nextDose: z
    .object({
      siteId: slug.optional(),
      start: instant,
      lengthMinutes: z.number().int().min(1).max(60).optional(),
      options: clinicOptions.optional(),
    })
    .optional(),
});

const holdId = z.object({ holdId: opaque });

export const hold = z.object({
  holdId: z.string(),
  token: z.string(),
  expiresAt: z.string(),
  times: z.array(
    z.object({
      /** 1 for the first attendee of the request. */
      attendee: z.number().int(),
      serviceId: z.string(),
      dose: z.number().int(),
      siteId: z.string(),
      start: z.string(),
      /** Of both slots, where the attendee needs more time. */
      lengthMinutes: z.number().int(),
      options: clinicOptions.optional(),
    }),
  ),
});
export type Hold = z.output<typeof hold>;

export const holdSlot = defineEndpoint({
  name: 'holdSlot',
  method: 'POST',
  path: '/holds',
  audience: 'public',
  summary: 'Holds a time for ten minutes, for one to six people, all or nobody',
  body: z.object({
    siteId: slug,
    start: instant,
    lengthMinutes: z.number().int().min(1).max(60).optional(),
    /**
     * As the time was shown, none of an ordinary one: only clinics that are just this are tried. Left out, ordinary clinics, or where none has
     * that start, those that have.
     */
    options: clinicOptions.optional(),
    attendees: z.array(attendee).min(1, fault('party_size')).max(6, fault('party_size')),
    /** At the same time in places beside each other (default), or one after the other in the order given. */
    together: z.enum(['parallel', 'consecutive']).optional(),
    /** Token of the first attendee's invitation; with the date of birth it proves who books. */
    invitation: linkToken.shape.token.optional(),
    /** Opens clinics that are only for an audience, such as a named group. */
    access: opaque.optional(),
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
    'look_up_failed',
    'too_many',
    'busy',
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

export const sendDetailsAgain = defineEndpoint({
  name: 'sendDetailsAgain',
  method: 'POST',
  path: '/holds/{holdId}/details-again',
  audience: 'public',
  summary:
    'Sends the details of the booking that this hold met as `already_booked` to the contact on record; one answer, whether or not there is such a booking',
  params: holdId,
  body: z.object({ token: opaque }),
  response: z.object({}),
  errors: ['invalid', 'idempotency_key_missing', 'idempotency_key_reused'],
  idempotent: true,
});

import { BOOKING_STATUSES } from '@fairslot/domain';
import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { clinicOptions, email, fault, linkToken, localDate, mobile, opaque, page, typedCode } from '../fields';
import { publicSite } from './places';
import { help } from './bookings';
import { service } from './services';

/** Why a site closes, where it is one of these. */
export const closureReasons = ['weather', 'staff', 'stock', 'premises'] as const;

export const managedBooking = z.object({
  reference: z.string(),
  status: z.enum(BOOKING_STATUSES),
  start: z.string(),
  lengthMinutes: z.number().int(),
  options: clinicOptions.optional(),
  site: publicSite,
  service,
  firstName: z.string(),
  /** The resident's own link, to be printed. */
  manageUrl: z.string(),
  /** Rises with every change of time or length, so that a calendar replaces what it had. */
  sequence: z.number().int(),
  /** True until the start, while the booking is live. */
  mayChange: z.boolean(),
  dose: z.number().int(),
  /** Help asked for at the appointment: known codes such as step_free, or words. */
  help: z.array(z.string()),
  /**
   * Two adjacent slots, or a longer appointment for who asked for that: a move needs a hold with `moreTime`. Where it is false such a
   * hold makes the visit longer.
   */
  moreTime: z.boolean(),
  /** The link of somebody who helps, while there is one. */
  helperUrl: z.string().optional(),
  /** The site had to cancel it, and not the person. */
  cancelledBySite: z.literal(true).optional(),
  /** Why the site had to close then; left out where staff gave a reason of another kind, or none. */
  closedBecause: z.enum(closureReasons).optional(),
  /** Of a cancelled booking: until when it can be had back. */
  mayRestoreUntil: z.string().optional(),
  /** Nobody else can have its place until then; without it, it can be had back as long as the place is free. */
  placeIsKept: z.literal(true).optional(),
  /** Our records say that somebody else gave this person what is booked here, and nobody has answered yet. */
  hadElsewhere: z
    .object({
      /** Local date. */
      on: z.string(),
      /** Without an answer the booking ends then; left out where silence is no answer. */
      freesAt: z.string().optional(),
    })
    .optional(),
  /** The dose booked together with this one. */
  otherDose: z
    .object({
      reference: z.string(),
      dose: z.number().int(),
      start: z.string(),
      /** Local dates, both included, between which the later dose may lie; the last is left out where any later day will do. */
      earliest: z.string(),
      latest: z.string().optional(),
      /** False after a move that took the interval out of bounds: offer to move the later dose. */
      fits: z.boolean(),
    })
    .optional(),
});
export type ManagedBooking = z.output<typeof managedBooking>;

export const cancelReasons = ['had_elsewhere', 'not_well', 'time_does_not_suit', 'do_not_want', 'other'] as const;

const reference = z.object({ reference: typedCode });

export const openManageSession = defineEndpoint({
  name: 'openManageSession',
  method: 'POST',
  path: '/manage/sessions',
  audience: 'public',
  summary:
    'Opens a booking with its link or reference and the date of birth: a session cookie, and the same session as a bearer token',
  body: z
    .object({ reference: typedCode.optional(), token: z.string().max(100).optional(), dateOfBirth: localDate })
    .refine((b) => Boolean(b.reference) !== Boolean(b.token), { error: 'required', path: ['reference'] }),
  status: 201,
  response: z.object({ token: z.string(), expiresAt: z.string(), reference: z.string() }),
  errors: ['invalid', 'look_up_failed', 'too_many'],
});

export const askForDetails = defineEndpoint({
  name: 'askForDetails',
  method: 'POST',
  path: '/manage/details',
  audience: 'public',
  summary:
    'Sends the details of coming bookings to the number or address on record, to whoever names it with the date of birth; one answer, whether or not it is known',
  body: z
    .object({ mobile: mobile.optional(), email: email.optional(), dateOfBirth: localDate })
    .refine((b) => Boolean(b.mobile) !== Boolean(b.email), { ...fault('contact_missing'), path: ['mobile'] }),
  response: z.object({}),
  errors: ['invalid', 'too_many', 'idempotency_key_missing', 'idempotency_key_reused'],
  idempotent: true,
});

export const closeManageSession = defineEndpoint({
  name: 'closeManageSession',
  method: 'DELETE',
  path: '/manage/sessions',
  audience: 'resident',
  summary: 'Ends the session',
});

export const listManagedBookings = defineEndpoint({
  name: 'listManagedBookings',
  method: 'GET',
  path: '/manage/bookings',
  audience: 'resident',
  summary: 'The booking this session opened, first, and those made together with it',
  response: page(managedBooking),
  errors: ['sign_in_required'],
});

export const moveBooking = defineEndpoint({
  name: 'moveBooking',
  method: 'POST',
  path: '/manage/bookings/{reference}/move',
  audience: 'resident',
  summary: 'Moves the booking to a time that is held; a failure leaves it where it was',
  params: reference,
  body: z.object({ holdId: opaque, token: opaque }),
  response: managedBooking,
  errors: [
    'invalid',
    'sign_in_required',
    'not_found',
    'wrong_state',
    'hold_expired',
    'not_eligible',
    'needs_information',
    'idempotency_key_missing',
    'idempotency_key_reused',
    'in_progress',
  ],
  idempotent: true,
});

export const changeHelp = defineEndpoint({
  name: 'changeHelp',
  method: 'PATCH',
  path: '/manage/bookings/{reference}',
  audience: 'resident',
  summary: 'Replaces the help asked for; sent again, it changes nothing more',
  params: reference,
  body: z.object({
    help,
    /** True takes the next slot at the place too, or answers `time_gone`; false gives it back; left out, the length stays. */
    moreTime: z.boolean().optional(),
  }),
  response: managedBooking,
  errors: ['invalid', 'sign_in_required', 'not_found', 'wrong_state', 'time_gone'],
});

export const shareBooking = defineEndpoint({
  name: 'shareBooking',
  method: 'PATCH',
  path: '/manage/bookings/{reference}/helper-link',
  audience: 'resident',
  summary:
    'Makes the link with which somebody who helps sees when and where, or ends it; sent again, it changes nothing more',
  params: reference,
  body: z.object({ shared: z.boolean() }),
  response: managedBooking,
  errors: ['invalid', 'sign_in_required', 'not_found', 'wrong_state'],
});

/** All that a helper sees: nothing says who it is for, or what it is. */
export const helpedBooking = z.object({
  status: z.enum(['booked', 'cancelled']),
  start: z.string(),
  lengthMinutes: z.number().int(),
  site: publicSite,
});
export type HelpedBooking = z.output<typeof helpedBooking>;

export const getHelpedBooking = defineEndpoint({
  name: 'getHelpedBooking',
  method: 'GET',
  path: '/helper-links/{token}',
  audience: 'public',
  summary: 'When and where an appointment is, until it ends; one answer for every link that opens nothing',
  params: linkToken,
  response: helpedBooking,
  errors: ['look_up_failed'],
});

export const cancelBooking = defineEndpoint({
  name: 'cancelBooking',
  method: 'POST',
  path: '/manage/bookings/{reference}/cancel',
  audience: 'resident',
  summary: 'Cancels the booking; its place is kept half an hour for the person, unless somebody stranded waits for it',
  params: reference,
  body: z.object({ reason: z.enum(cancelReasons).optional() }).default({}),
  response: managedBooking,
  errors: [
    'sign_in_required',
    'not_found',
    'wrong_state',
    'idempotency_key_missing',
    'idempotency_key_reused',
    'in_progress',
  ],
  idempotent: true,
});

export const sendAgain = defineEndpoint({
  name: 'sendAgain',
  method: 'POST',
  path: '/manage/bookings/{reference}/send-again',
  audience: 'resident',
  summary:
    'Sends the details of the booking again, to the contact on record: sent (or a minute ago), often (no more today), silent (no mobile and no e-mail)',
  params: reference,
  status: 200,
  response: z.object({ outcome: z.enum(['sent', 'often', 'silent']) }),
  errors: ['sign_in_required', 'not_found', 'wrong_state'],
});

export const keepBooking = defineEndpoint({
  name: 'keepBooking',
  method: 'POST',
  path: '/manage/bookings/{reference}/keep',
  audience: 'resident',
  summary: 'Keeps a booking of which our records say that it is not needed any more; sent again, it changes nothing',
  params: reference,
  response: managedBooking,
  errors: ['sign_in_required', 'not_found', 'wrong_state'],
});

export const restoreBooking = defineEndpoint({
  name: 'restoreBooking',
  method: 'POST',
  path: '/manage/bookings/{reference}/restore',
  audience: 'resident',
  summary: 'Takes a cancellation back while its place is kept',
  params: reference,
  response: managedBooking,
  errors: [
    'sign_in_required',
    'not_found',
    'wrong_state',
    'time_gone',
    'already_booked',
    'idempotency_key_missing',
    'idempotency_key_reused',
    'in_progress',
  ],
  idempotent: true,
});

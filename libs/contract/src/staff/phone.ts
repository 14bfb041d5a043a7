import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { fault, instant, opaque, typedCode } from '../fields';
import { confirmBooking } from '../public/bookings';
import { hold, holdSlot } from '../public/holds';
import { cancelReasons } from '../public/manage';
import { dayRow } from './day';

const reference = z.object({ reference: typedCode });
const keyed = ['idempotency_key_missing', 'idempotency_key_reused', 'in_progress'] as const;

export const holdForCaller = defineEndpoint({
  name: 'holdForCaller',
  method: 'POST',
  path: '/staff/holds',
  audience: 'staff:bookings:make',
  summary: 'Holds a time for a caller for twenty minutes; shares kept back from the public are open to it',
  body: holdSlot.body,
  status: 201,
  response: hold,
  errors: [
    'invalid',
    'sign_in_required',
    'not_found',
    'time_gone',
    'not_eligible',
    'needs_information',
    'service_closed',
    'busy',
    ...keyed,
  ],
  idempotent: true,
});

export const renewForCaller = defineEndpoint({
  name: 'renewForCaller',
  method: 'POST',
  path: '/staff/holds/{holdId}/renew',
  audience: 'staff:bookings:make',
  summary: 'Gives a hold another twenty minutes, forty in all',
  params: z.object({ holdId: opaque }),
  body: z.object({ token: opaque }),
  response: z.object({ expiresAt: instant }),
  errors: ['invalid', 'sign_in_required', 'hold_expired', 'not_found'],
});

export const bookForCaller = defineEndpoint({
  name: 'bookForCaller',
  method: 'POST',
  path: '/staff/bookings',
  audience: 'staff:bookings:make',
  summary: 'Turns the hold of a caller into bookings made by phone, with or without a way to reach them',
  body: confirmBooking.body.extend({
    /** The caller hung up after agreeing; noted in the audit. */
    withoutCaller: z.boolean().default(false),
  }),
  status: 201,
  response: confirmBooking.response,
  errors: [...confirmBooking.errors, 'sign_in_required'],
  idempotent: true,
});

export const moveForCaller = defineEndpoint({
  name: 'moveForCaller',
  method: 'POST',
  path: '/staff/bookings/{reference}/move',
  audience: 'staff:bookings:write',
  summary:
    'Moves a booking into the place of a hold, on a day on which the person may have it; both or neither. The person is told',
  params: reference,
  body: z.object({ holdId: opaque, token: opaque }),
  response: dayRow,
  errors: ['invalid', 'sign_in_required', 'not_found', 'wrong_state', 'hold_expired', 'not_eligible', ...keyed],
  idempotent: true,
});

export const cancelForCaller = defineEndpoint({
  name: 'cancelForCaller',
  method: 'POST',
  path: '/staff/bookings/{reference}/cancel',
  audience: 'staff:bookings:write',
  summary: 'Cancels a booking for the person, who is told',
  params: reference,
  body: z.object({ reason: z.enum(cancelReasons, fault('invalid')).optional() }).default({}),
  response: dayRow,
  errors: ['invalid', 'sign_in_required', 'not_found', 'wrong_state', ...keyed],
  idempotent: true,
});

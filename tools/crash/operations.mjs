// The operations of the load: what is sent, which answers may come, and what an answer promises.

/** Longer than any operation takes. */
const A_WHILE_MS = 120_000;

const sameReference = ({ reference }) => ({ reference });

/** @param {import('./acknowledged.mjs').Acknowledged} acknowledged */
export const operationsOf = (acknowledged) => ({
  hold: (key, body) => ({
    kind: 'hold',
    key,
    method: 'POST',
    path: '/holds',
    body,
    accepts: ['ok', 'time_gone'],
    settle: (answer) => acknowledged.held(key, body, answer),
    essence: ({ holdId, token }) => ({ holdId, token }),
  }),

  renew: (hold) => ({
    kind: 'renew',
    method: 'POST',
    path: `/holds/${hold.holdId}/renew`,
    body: { token: hold.token },
    accepts: ['ok'],
    settle: (answer) => acknowledged.renewed(hold, answer),
  }),

  release: (hold) => ({
    kind: 'release',
    method: 'DELETE',
    path: `/holds/${hold.holdId}`,
    body: { token: hold.token },
    accepts: ['ok'],
    settle: () => acknowledged.released(hold),
  }),

  confirm: (key, hold, who) => {
    const body = { holdId: hold.holdId, token: hold.token, ...who };
    return {
      kind: 'confirm',
      key,
      method: 'POST',
      path: '/bookings',
      body,
      accepts: [{ held: 'ok', confirmed: 'wrong_state' }[hold.state] ?? 'hold_expired'],
      settle: (answer) => acknowledged.confirmed(key, hold, body, answer),
      essence: ({ bookings }) =>
        bookings.map(({ reference, attendee, dose, service, manageUrl }) => ({
          reference,
          attendee,
          dose,
          service,
          manageUrl,
        })),
    };
  },

  open: ({ reference, dateOfBirth }) => ({
    kind: 'open',
    method: 'POST',
    path: '/manage/sessions',
    body: { reference, dateOfBirth },
    accepts: ['ok'],
    settle: (answer) =>
      answer.reference.replace('-', '') === reference ? [] : [`${answer.reference} was opened instead of ${reference}`],
  }),

  list: (booking, bearer) => ({
    kind: 'list',
    method: 'GET',
    path: '/manage/bookings',
    bearer,
    accepts: ['ok'],
    settle: (answer) => acknowledged.listed(booking, answer),
  }),

  move: (key, booking, bearer, hold) => ({
    kind: 'move',
    key,
    method: 'POST',
    path: `/manage/bookings/${booking.reference}/move`,
    bearer,
    body: { holdId: hold.holdId, token: hold.token },
    accepts: [booking.status === 'booked' ? 'ok' : 'wrong_state'],
    settle: (answer) => acknowledged.moved(key, booking, hold, answer),
    essence: sameReference,
  }),

  cancel: (key, booking, bearer) => ({
    kind: 'cancel',
    key,
    method: 'POST',
    path: `/manage/bookings/${booking.reference}/cancel`,
    bearer,
    body: { reason: 'other' },
    accepts: [booking.status === 'booked' ? 'ok' : 'wrong_state'],
    settle: (answer) => acknowledged.cancelled(key, booking, answer),
    essence: sameReference,
  }),

  restore: (key, booking, bearer) => ({
    kind: 'restore',
    key,
    method: 'POST',
    path: `/manage/bookings/${booking.reference}/restore`,
    bearer,
    accepts: mayRestore(booking),
    settle: (answer) => acknowledged.restored(key, booking, answer),
    essence: sameReference,
  }),
});

/** A place can be had back while it is kept; after that, and where it could not be kept, it has gone. */
function mayRestore({ status, keptUntil }) {
  if (status !== 'cancelled') return ['wrong_state'];
  if (keptUntil === null) return ['time_gone'];
  return keptUntil > Date.now() + A_WHILE_MS ? ['ok'] : ['ok', 'time_gone'];
}

import {
  type BookedFacts,
  decideCancel,
  decideConfirm,
  decideKeep,
  decideMove,
  decideRestore,
  type ConfirmFacts,
  type MoveFacts,
} from './booking-decisions';
import type { HeldFacts, SlotFacts } from './hold-decisions';
import type { KeyFacts } from './idempotency-key';

const MINUTE = 60_000;
const NOW = Date.parse('2026-05-04T08:00:00Z');
const START = NOW + 60 * MINUTE;
const FRESH: KeyFacts = { requestHash: 'a', known: null, isRunning: false };
const REPLAY: KeyFacts = { ...FRESH, known: { requestHash: 'a' } };

const held = (more: Partial<HeldFacts> = {}): HeldFacts => ({
  status: 'held',
  holdExpiresAt: NOW + 5 * MINUTE,
  startsAt: START,
  ...more,
});
const booked = (more: Partial<BookedFacts> = {}): BookedFacts => ({
  status: 'booked',
  slotId: 1,
  startsAt: START,
  ...more,
});

describe('confirm', () => {
  const confirm = (more: Partial<ConfirmFacts> = {}) =>
    decideConfirm(
      { key: FRESH, rows: [held(), held()], asked: 2, contact: null, isAlreadyBooked: false, ...more },
      NOW,
    );

  test('every row of the party is live', () => {
    expect(confirm()).toEqual({ ok: true });
    expect(confirm({ rows: [held(), held({ holdExpiresAt: NOW })] })).toEqual({ ok: true });
    expect(confirm({ rows: [held(), held({ holdExpiresAt: NOW - 1 })] })).toMatchObject({ reason: 'hold_expired' });
    expect(confirm({ rows: [held(), held({ status: 'expired' })] })).toMatchObject({ reason: 'hold_expired' });
    expect(confirm({ rows: [held(), held({ status: 'booked' })] })).toMatchObject({ reason: 'wrong_state' });
  });

  test('id and token belong together, and every row is asked for', () => {
    expect(confirm({ rows: [], asked: 0 })).toMatchObject({ reason: 'gone' });
    expect(confirm({ asked: 1 })).toMatchObject({ reason: 'gone' });
  });

  test('a household has its bound, a proved person one booking', () => {
    const full = {
      most: 4,
      services: [
        { mine: 1, others: 2 },
        { mine: 2, others: 3 },
      ],
    };
    expect(confirm({ contact: full, isAlreadyBooked: true })).toMatchObject({ reason: 'contact_full' });
    expect(confirm({ contact: { ...full, most: 5 } })).toEqual({ ok: true });
    expect(confirm({ isAlreadyBooked: true })).toMatchObject({ reason: 'already_booked' });
  });

  test('an answer is repeated whatever has become of the party', () => {
    expect(confirm({ key: REPLAY, rows: [held({ status: 'booked' })] })).toMatchObject({ reason: 'replay' });
    expect(confirm({ key: { ...REPLAY, requestHash: 'b' } })).toMatchObject({ reason: 'reused' });
  });
});

describe('cancel', () => {
  const cancel = (visit: BookedFacts[], mayReturn = true, key = FRESH) => decideCancel({ key, visit, mayReturn }, NOW);

  test('until the start; what has no place, at any time', () => {
    expect(cancel([booked()])).toEqual({ ok: true, keepsPlace: true });
    expect(cancel([booked({ startsAt: NOW })])).toMatchObject({ reason: 'wrong_state' });
    expect(cancel([booked({ startsAt: NOW, slotId: null })])).toEqual({ ok: true, keepsPlace: false });
    expect(cancel([booked()], false)).toEqual({ ok: true, keepsPlace: false });
  });

  test('only what is booked, whole', () => {
    for (const status of ['held', 'checked_in', 'completed', 'cancelled', 'expired'] as const) {
      expect(cancel([booked({ status })])).toMatchObject({ reason: 'wrong_state' });
      expect(cancel([booked(), booked({ status })])).toMatchObject({ reason: 'wrong_state' });
    }
    expect(cancel([])).toMatchObject({ reason: 'wrong_state' });
    expect(cancel([booked({ startsAt: NOW })], true, REPLAY)).toMatchObject({ reason: 'replay' });
  });
});

describe('keeping the place', () => {
  const slot: SlotFacts = {
    id: 1,
    clinicId: 1,
    siteId: 1,
    startsAt: START,
    minutes: 10,
    serviceIds: [1],
    audienceIds: [7],
    capacity: 2,
    reserved: 2,
    taken: 1,
    status: 'paused',
  };
  const keep = (change: Partial<SlotFacts> = {}) => decideKeep([{ slot: { ...slot, ...change }, serviceId: 1 }], NOW);

  test('half an hour, or until the start', () => {
    expect(keep()).toEqual({ ok: true, expireAt: [NOW + 30 * MINUTE] });
    expect(keep({ startsAt: NOW + MINUTE })).toEqual({ ok: true, expireAt: [NOW + MINUTE] });
  });

  test.each([
    [{ taken: 2 }],
    [{ status: 'closed' }],
    [{ status: 'frozen' }],
    [{ startsAt: NOW }],
    [{ serviceIds: [2] }],
  ])('not with %j', (change) => {
    expect(keep(change as Partial<SlotFacts>)).toMatchObject({ reason: 'time_gone' });
    expect(decideKeep([{ slot: undefined, serviceId: 1 }], NOW)).toMatchObject({ reason: 'time_gone' });
  });
});

describe('restore', () => {
  const restore = (kept: (HeldFacts | null)[], more: object = {}) =>
    decideRestore({ key: FRESH, status: 'cancelled', kept, isAlreadyBooked: false, ...more }, NOW);

  test('while every place is kept', () => {
    expect(restore([held(), held()])).toEqual({ ok: true });
    expect(restore([held(), held({ holdExpiresAt: NOW - 1 })])).toMatchObject({ reason: 'gone' });
    expect(restore([held(), null])).toMatchObject({ reason: 'gone' });
    expect(restore([])).toMatchObject({ reason: 'gone' });
    expect(restore([held()], { status: 'booked' })).toMatchObject({ reason: 'wrong_state' });
    expect(restore([held()], { isAlreadyBooked: true })).toMatchObject({ reason: 'already_booked' });
    expect(restore([], { key: REPLAY })).toMatchObject({ reason: 'replay' });
  });
});

describe('move', () => {
  const single = { ...held(), isContinuation: false };
  const more = { ...held({ startsAt: START + 10 * MINUTE }), isContinuation: true };
  const move = (change: Partial<MoveFacts> = {}) =>
    decideMove(
      {
        key: FRESH,
        old: { ...booked(), serviceId: 1, partyId: 1 },
        visit: [{ isContinuation: false }],
        target: { partyId: 2, serviceId: 1, rows: [single] },
        ...change,
      },
      NOW,
    );

  test('into a live hold of the same service and of another party', () => {
    expect(move()).toEqual({ ok: true });
    expect(move({ target: null })).toMatchObject({ reason: 'gone' });
    expect(move({ target: { partyId: 1, serviceId: 1, rows: [single] } })).toMatchObject({ reason: 'gone' });
    expect(move({ target: { partyId: 2, serviceId: 9, rows: [single] } })).toMatchObject({ reason: 'gone' });
    const lapsed = { ...single, holdExpiresAt: NOW - 1 };
    expect(move({ target: { partyId: 2, serviceId: 1, rows: [lapsed] } })).toMatchObject({ reason: 'hold_expired' });
    expect(move({ key: REPLAY, target: null })).toMatchObject({ reason: 'replay' });
  });

  test('only what is booked and has not begun; what has no place, at any time', () => {
    const old = { ...booked(), serviceId: 1, partyId: 1 };
    expect(move({ old: { ...old, status: 'cancelled' } })).toMatchObject({ reason: 'wrong_state' });
    expect(move({ old: { ...old, startsAt: NOW } })).toMatchObject({ reason: 'wrong_state' });
    expect(move({ old: { ...old, startsAt: NOW, slotId: null } })).toEqual({ ok: true });
  });

  test('of the same shape, or one slot into two: two slots are not two people', () => {
    const [one, two] = [[{ isContinuation: false }], [{ isContinuation: false }, { isContinuation: true }]];
    const target = (rows: (typeof single)[]) => ({ partyId: 2, serviceId: 1, rows });
    expect(move({ visit: two, target: target([single, more]) })).toEqual({ ok: true });
    expect(move({ visit: two, target: target([single]) })).toMatchObject({ reason: 'gone' });
    expect(move({ visit: one, target: target([single, more]) })).toEqual({ ok: true });
    expect(move({ visit: one, target: target([single, single]) })).toMatchObject({ reason: 'gone' });
    expect(move({ visit: two, target: target([single, single]) })).toMatchObject({ reason: 'gone' });
  });
});

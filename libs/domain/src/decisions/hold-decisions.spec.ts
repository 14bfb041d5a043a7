import fc from 'fast-check';
import type { SeatWish } from '../allocation/seat-wishes';
import type { Occupant } from '../allocation/types';
import { HOLD_RULES } from '../holds';
import {
  decideClaim,
  decideExpire,
  decideHold,
  decideRelease,
  decideRenew,
  type HeldFacts,
  type HoldFacts,
  isLive,
  type SlotFacts,
} from './hold-decisions';
import type { KeyFacts } from './idempotency-key';

const MINUTE = 60_000;
const NOW = Date.parse('2026-05-04T08:00:00Z');
const START = NOW + 60 * MINUTE;
const [FLU, COVID, RSV] = [1, 2, 3];
const FRESH: KeyFacts = { requestHash: 'a', known: null, isRunning: false };

const aSlot = (id: number, serviceIds: number[], more: Partial<SlotFacts> = {}): SlotFacts => ({
  id,
  clinicId: id,
  siteId: 1,
  startsAt: START,
  minutes: 10,
  serviceIds,
  audienceIds: null,
  capacity: 1,
  reserved: 0,
  taken: 0,
  status: 'open',
  ...more,
});
const aWish = (serviceId: number, more: Partial<SeatWish> = {}): SeatWish => ({
  siteId: 1,
  serviceId,
  start: START,
  moreTime: false,
  ...more,
});
const somebody = (id: number, serviceId: number, slotId: number): Occupant => ({
  id,
  serviceId,
  slotId,
  rank: 1,
  createdAt: id,
});
const facts = (slots: SlotFacts[], wishes: SeatWish[], more: Partial<HoldFacts> = {}): HoldFacts => ({
  key: FRESH,
  isWithinBound: true,
  rules: HOLD_RULES.online,
  slots,
  occupants: [],
  wishes,
  ...more,
});
const held = (more: Partial<HeldFacts> = {}): HeldFacts => ({
  status: 'held',
  holdExpiresAt: NOW + 5 * MINUTE,
  startsAt: START,
  ...more,
});

const claim = (slot: SlotFacts, more: object = {}, now = NOW) => {
  const { key, isWithinBound, rules } = facts([], []);
  return decideClaim({ key, isWithinBound, rules, slot, claimant: { serviceId: FLU }, ...more }, now);
};

test('a place is claimed for ten minutes, or until the start', () => {
  expect(claim(aSlot(1, [FLU]))).toEqual({ ok: true, expiresAt: NOW + 10 * MINUTE });
  expect(claim(aSlot(1, [FLU], { startsAt: NOW + MINUTE }))).toEqual({ ok: true, expiresAt: NOW + MINUTE });
});

test.each([
  ['full', { taken: 1 }],
  ['with its last place kept back', { reserved: 1 }],
  ['paused', { status: 'paused' }],
  ['closed', { status: 'closed' }],
  ['in doubt', { status: 'frozen' }],
  ['for another service', { serviceIds: [RSV] }],
  ['for a group', { audienceIds: [7] }],
  ['begun', { startsAt: NOW }],
] as const)('a slot %s is not claimed', (_, change) => {
  expect(claim(aSlot(1, [FLU], change as Partial<SlotFacts>))).toEqual({ ok: false, reason: 'time_gone' });
});

test('the key comes first, then the bound of the network, then the place', () => {
  const full = aSlot(1, [FLU], { taken: 1 });
  const used = { ...FRESH, known: { requestHash: 'a' } };
  expect(claim(full, { key: used, isWithinBound: false })).toMatchObject({ reason: 'replay' });
  expect(claim(full, { key: { ...used, requestHash: 'b' } })).toMatchObject({ reason: 'reused' });
  expect(claim(full, { key: { ...used, isRunning: true } })).toMatchObject({ reason: 'in_progress' });
  expect(claim(full, { isWithinBound: false })).toMatchObject({ reason: 'too_many' });
  expect(claim(full)).toMatchObject({ reason: 'time_gone' });
});

test('one person takes the first candidate with room, the one with fewest services first', () => {
  const slots = [aSlot(1, [FLU, COVID]), aSlot(2, [FLU]), aSlot(3, [FLU], { taken: 1 })];
  expect(decideHold(facts(slots, [aWish(FLU)]), NOW)).toMatchObject({ slotIds: [[2]], moves: [] });
});

test('only where no candidate has room, others go to another clinic at their time', () => {
  const slots = [aSlot(1, [FLU, COVID], { taken: 1 }), aSlot(2, [FLU, RSV])];
  const answer = decideHold(facts(slots, [aWish(COVID)], { occupants: [somebody(9, FLU, 1)] }), NOW);
  expect(answer).toMatchObject({ ok: true, slotIds: [[1]], moves: [{ id: 9, from: 1, to: 2 }] });
  const two = [aWish(COVID), aWish(FLU)];
  expect(decideHold(facts(slots, two, { occupants: [somebody(9, FLU, 1)] }), NOW)).toMatchObject({
    reason: 'time_gone',
  });
});

test('a party in a row is held until its first start at most', () => {
  const next = START + 10 * MINUTE;
  const slots = [aSlot(1, [FLU]), aSlot(2, [FLU], { startsAt: next })];
  const row = [aWish(FLU), aWish(FLU, { start: 'after' })];
  expect(decideHold(facts(slots, row), START - MINUTE)).toEqual({
    ok: true,
    slotIds: [[1], [2]],
    moves: [],
    expiresAt: START,
  });
});

test('a hold is live through its last instant, and lapses after it', () => {
  fc.assert(
    fc.property(fc.integer({ min: -5, max: 5 }), fc.constantFrom('held', 'booked', 'expired'), (after, status) => {
      const row = held({ status: status as HeldFacts['status'] });
      const now = Number(row.holdExpiresAt) + after;
      return (
        isLive(row, now) === (status === 'held' && after <= 0) &&
        decideExpire(row, now).ok === (status === 'held' && after > 0)
      );
    }),
  );
});

test('renewing never outlasts thirty minutes nor the first start, and never takes time away', () => {
  fc.assert(
    fc.property(fc.nat(40), fc.nat(40), fc.nat(30), (heldFor, startsIn, left) => {
      const rows = [held({ holdExpiresAt: NOW + left * MINUTE, startsAt: NOW + startsIn * MINUTE }), held()];
      const renewed = decideRenew({ rows, heldSince: NOW - heldFor * MINUTE, rules: HOLD_RULES.online }, NOW);
      if (!renewed.ok) return false;
      const latest = Math.min(NOW + 10 * MINUTE, NOW + (30 - heldFor) * MINUTE, NOW + startsIn * MINUTE, START);
      return renewed.expiresAt === latest;
    }),
  );
});

test('a party of which one row is over is not renewed, and one without its token does not exist', () => {
  const renew = (rows: HeldFacts[]) => decideRenew({ rows, heldSince: NOW, rules: HOLD_RULES.online }, NOW);
  expect(renew([])).toMatchObject({ reason: 'gone' });
  for (const row of [held({ status: 'expired' }), held({ status: 'booked' }), held({ holdExpiresAt: NOW - 1 })])
    expect(renew([held(), row])).toMatchObject({ reason: 'hold_expired' });
});

test('a hold is given back until it is booked', () => {
  expect(decideRelease([])).toMatchObject({ reason: 'gone' });
  expect(decideRelease([held()])).toEqual({ ok: true });
  expect(decideRelease([held({ status: 'expired' })])).toEqual({ ok: true });
  expect(decideRelease([held({ status: 'booked' })])).toMatchObject({ reason: 'wrong_state' });
});

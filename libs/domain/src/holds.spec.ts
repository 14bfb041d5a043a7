import fc from 'fast-check';
import { HOLD_RULES, renewedUntil } from './holds';

const heldSince = new Date('2026-10-01T09:00:00Z');
const after = (minutes: number) => new Date(heldSince.getTime() + minutes * 60_000);

test.each([
  ['online', 0, 10],
  ['online', 9, 19],
  ['online', 19, 29],
  ['online', 25, 30],
  ['phone', 0, 20],
  ['phone', 19, 39],
  ['phone', 39, 40],
] as const)('a hold (%s) renewed after %i minutes lasts until minute %i', (rules, now, until) => {
  expect(renewedUntil({ heldSince, now: after(now), rules: HOLD_RULES[rules] })).toEqual(after(until));
});

test('at its cap a hold cannot be renewed', () => {
  expect(renewedUntil({ heldSince, now: after(30), rules: HOLD_RULES.online })).toBeNull();
  expect(renewedUntil({ heldSince, now: after(41), rules: HOLD_RULES.phone })).toBeNull();
});

test('however often it is renewed, a hold never outlasts its cap', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 * 60 }), (seconds) => {
      const now = after(seconds / 60);
      const until = renewedUntil({ heldSince, now, rules: HOLD_RULES.online });
      expect(until === null ? now >= after(30) : until > now && until <= after(30)).toBe(true);
    }),
  );
});

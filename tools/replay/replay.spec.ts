import { usual } from './behaviour';
import { replay, shareOfNone } from './replay';
import { aWorldOf } from './world';

const world = aWorldOf(3000, 1, 8);
const terms = { expectedPercent: 60, seed: 1 };

test('with the throttle hardly anybody who looks finds nothing; with none, many do', () => {
  const throttled = replay(world, usual, { ...terms, isThrottled: true });
  const free = replay(world, usual, { ...terms, isThrottled: false });
  expect(throttled.lookedAtOnce).toBeGreaterThan(20);
  expect(shareOfNone(throttled)).toBeLessThan(5);
  expect(shareOfNone(free)).toBeGreaterThan(2 * shareOfNone(throttled) + 1);
});

test('nobody is invited twice, books twice, or books without being invited', () => {
  for (const isThrottled of [true, false]) {
    const { people, invited, booked, lookedAtOnce } = replay(world, usual, { ...terms, isThrottled });
    expect(invited).toBeLessThanOrEqual(people);
    expect(booked).toBeLessThanOrEqual(invited);
    expect(lookedAtOnce).toBeLessThanOrEqual(invited);
  }
});

test('the same seed tells the same story', () => {
  const once = replay(world, usual, { ...terms, isThrottled: true });
  expect(replay(world, usual, { ...terms, isThrottled: true })).toEqual(once);
});

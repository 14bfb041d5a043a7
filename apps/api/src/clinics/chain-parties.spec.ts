import * as fc from 'fast-check';
import { chainParties } from './chain-parties';
import type { PartyTime } from './starts';

const MINUTE = 60_000;
const time = (minutes: number, length: number, free = 1): PartyTime => ({
  startsAt: minutes * MINUTE,
  minutes: length,
  free,
});
const places = (free: number[]): PartyTime[] =>
  free.map((one, n) => time(n * 10, 10, one)).filter((one) => one.free > 0);
const found = (each: PartyTime[][], moreTime = false): string[] =>
  chainParties(each, moreTime).map(({ startsAt, minutes, free }) => `${startsAt / MINUTE}/${minutes} ${free}`);

test('each begins where the one before ends', () => {
  const flu = places([1, 2, 0, 3, 3, 4]);
  expect(found([flu, flu])).toEqual(['0/10 1', '30/10 3', '40/10 3']);
});

test('people come in the order given', () => {
  const [flu, covid] = [[time(0, 10), time(10, 10)], [time(20, 10)]];
  expect(found([flu, covid])).toEqual(['10/10 1']);
  expect(found([covid, flu])).toEqual([]);
});

test('slots of several lengths that may follow add up', () => {
  expect(found([[time(0, 15, 3)], [time(10, 10, 3), time(15, 10), time(15, 20)]])).toEqual(['0/15 2']);
});

test('ways that may meet again are not counted twice', () => {
  const flu = [time(0, 10, 9), time(10, 10, 9), time(10, 20, 9), time(20, 20, 9), time(30, 10, 9), time(40, 10, 1)];
  expect(found([flu, flu, flu, flu])).toEqual(['0/10 1']);
});

test('with more time each takes two slots, and the next begins after both', () => {
  expect(found([places([1, 1, 1]), places([1, 1, 1])], true)).toEqual(['0/10 1']);
});

test('a run says when each of the others begins, by the widest way where lengths differ', () => {
  const starts = (each: PartyTime[][], moreTime = false) =>
    chainParties(each, moreTime).map(({ startsAt, others = [] }) => [startsAt, ...others].map((at) => at / MINUTE));
  const flu = places([1, 1, 1, 1]);
  expect(starts([flu, flu, flu])).toEqual([
    [0, 10, 20],
    [10, 20, 30],
  ]);
  expect(starts([flu, flu], true)).toEqual([
    [0, 20],
    [10, 30],
  ]);
  const lengths = [[time(0, 10, 5)], [time(10, 10, 1), time(10, 20, 5)], [time(20, 10, 5), time(30, 10, 5)]];
  expect(starts(lengths)).toEqual([[0, 10, 30]]);
  expect(chainParties([flu], false)[0]?.others).toEqual([]);
});

test('no more parties are counted than anybody would ask for', () => {
  expect(found([places([120]), [time(10, 10, 120)]])).toEqual(['0/10 99']);
});

test('there are as many parties as could be seated one by one', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(4), { maxLength: 8 }), fc.integer({ min: 2, max: 6 }), (free, people) => {
      const right = free.flatMap((_, n) => {
        const run = free.slice(n, n + people);
        return run.length === people && Math.min(...run) > 0 ? [`${n * 10}/10 ${Math.min(...run)}`] : [];
      });
      expect(found(Array<PartyTime[]>(people).fill(places(free)))).toEqual(right);
    }),
  );
});

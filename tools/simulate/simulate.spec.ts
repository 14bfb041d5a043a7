import { MemoryCore } from '@fairslot/testing';
import { BUGS } from './bugs';
import { Simulation } from './simulation';

const run = (seed: number, ops = 20_000) => new Simulation(new MemoryCore(), seed).run(ops);

test('the same seed has the same history, another seed another one, and no rule is broken', () => {
  const [once, again, other] = [run(7), run(7), run(8)];
  expect(again).toEqual(once);
  expect(other.hash).not.toBe(once.hash);
  expect([...once.examples, ...other.examples]).toEqual([]);
  expect(once.crashes).toBeGreaterThan(0);
  expect(once.lostReplies).toBeGreaterThan(0);
  expect(once.changeNights).toBeGreaterThan(0);
}, 120_000);

test.each(Object.keys(BUGS))(
  'it finds the fault %s',
  (bug) => {
    const found = [3, 4, 5].some((seed) => {
      const { violations } = new Simulation(new MemoryCore(BUGS[bug]), seed).run(20_000, true);
      return violations > 0;
    });
    expect(found).toBe(true);
  },
  120_000,
);

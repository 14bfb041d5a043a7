import { BatchSize } from './batch-size';

test('batches shrink while writing is slow and grow again, within bounds', () => {
  const size = new BatchSize({ wantedMs: 150, fewest: 50, first: 300, most: 1000 });
  const after = (ms: number): number => {
    size.note(ms);
    return size.people;
  };
  const first = size.people;
  expect(after(300)).toBe(first / 2);
  for (let n = 0; n < 10; n += 1) after(5000);
  expect(size.people).toBe(50);
  expect(after(100)).toBe(75);
  for (let n = 0; n < 10; n += 1) after(1);
  expect(size.people).toBe(1000);
});

test('whoever had to wait for others lets them go first, and nobody who had the machine alone', () => {
  const size = new BatchSize({ wantedMs: 100, fewest: 100, first: 100, most: 100 });
  const rest = (ms: number): number => {
    size.note(ms);
    return size.restMs;
  };
  expect([100, 90, 120, 180, 900, 80, 119, 121].map(rest)).toEqual([0, 0, 0, 90, 810, 0, 0, 41]);
});

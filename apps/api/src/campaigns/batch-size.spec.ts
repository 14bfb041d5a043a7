import { BatchSize } from './batch-size';

test('batches shrink while writing is slow and grow again, within bounds', () => {
  const size = new BatchSize({ wantedMs: 150, fewest: 50, first: 300, most: 1000 });
  const after = (ms: number): number => {
    size.note(ms, size.people);
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
    size.note(ms, size.people);
    return size.restMs;
  };
  expect([100, 90, 120, 180, 900, 80, 119, 121].map(rest)).toEqual([0, 0, 0, 90, 810, 0, 0, 41]);
});

test('a machine that takes as long for each person is never rested, though a batch was cut before the one ahead of it was noted', () => {
  const size = new BatchSize({ wantedMs: 150, fewest: 50, first: 300, most: 1000 });
  const eachMs = 0.1;
  let written = size.people;
  const rests: number[] = [];
  const sizes: number[] = [];
  for (let n = 0; n < 8; n += 1) {
    const next = size.people;
    size.note(written * eachMs, written);
    rests.push(size.restMs);
    sizes.push(written);
    written = next;
  }
  expect(rests).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  expect(sizes).toEqual([300, 300, 600, 600, 1000, 1000, 1000, 1000]);
});

test('the last batch, however small, is judged by the people in it', () => {
  const size = new BatchSize({ wantedMs: 100, fewest: 10, first: 100, most: 1000 });
  size.note(100, 100);
  size.note(7, 7);
  expect(size.restMs).toBe(0);
  size.note(70, 7);
  expect(size.restMs).toBe(63);
});

test('work that failed says nothing of the size, nor is the rest before it taken twice', async () => {
  const size = new BatchSize({ wantedMs: 100, fewest: 100, first: 100, most: 1000 });
  size.note(1, 100);
  size.note(100, 200);
  const { people, restMs } = size;
  expect([people, restMs]).toEqual([200, 98]);
  await expect(size.timed(200, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect([size.people, size.restMs]).toEqual([200, 0]);
});

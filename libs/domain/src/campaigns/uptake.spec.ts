import fc from 'fast-check';
import { slopeIndex, tellGrowing, wilsonInterval } from './uptake';

const rounded = (part: number, all: number) => {
  const interval = wilsonInterval(part, all);
  return interval && [interval.low.toFixed(1), interval.high.toFixed(1)];
};

test.each([
  // R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
  [81, 263, ['25.5', '36.6']],
  [15, 148, ['6.2', '16.0']],
  [0, 20, ['0.0', '16.1']],
  [1, 29, ['0.6', '17.2']],
  [20, 20, ['83.9', '100.0']],
  [0, 0, null],
  [3, 2, null],
])('the interval of %d of %d is %p', (part, all, said) => expect(rounded(part, all)).toEqual(said));

test('the interval holds the rate, lies within 0 and 100, and narrows with ten times the people', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true }), (all, share) => {
      const part = Math.round(all * share);
      const [one, ten] = [wilsonInterval(part, all), wilsonInterval(part * 10, all * 10)];
      if (!one || !ten) throw new Error('there is an interval');
      const rate = (part * 100) / all;
      expect(one.low).toBeGreaterThanOrEqual(0);
      expect(one.low).toBeLessThanOrEqual(rate + 1e-9);
      expect(one.high).toBeGreaterThanOrEqual(rate - 1e-9);
      expect(one.high).toBeLessThanOrEqual(100);
      expect(ten.high - ten.low).toBeLessThan(one.high - one.low);
    }),
  );
});

describe('the slope index of inequality', () => {
  test('of fifths of one size that rise by ten each is fifty from the first person to the last', () => {
    expect(slopeIndex([10, 20, 30, 40, 50].map((part) => ({ part, all: 100 })))).toBeCloseTo(50);
    expect(slopeIndex([50, 40, 30, 20, 10].map((part) => ({ part, all: 100 })))).toBeCloseTo(-50);
  });

  test('weighs a group by its people', () => {
    // Nearly everybody is in the first two, which differ by ten; the last two people hardly turn the line.
    const groups = [
      { part: 400, all: 1000 },
      { part: 500, all: 1000 },
      { part: 0, all: 2 },
    ];
    expect(slopeIndex(groups)).toBeGreaterThan(17);
    expect(slopeIndex(groups)).toBeLessThan(20);
  });

  test('is nothing of one group', () => {
    expect(
      slopeIndex([
        { part: 1, all: 9 },
        { part: 0, all: 0 },
      ]),
    ).toBeNull();
    expect(slopeIndex([])).toBeNull();
  });
});

describe('a count that grows', () => {
  test.each([
    ['is told where it grows by enough', [5, 10, 10, 40], 40, [5, 10, 10, 40]],
    ['is hidden while it is small', [0, 3, 9], 9, [0, null, 9]],
    ['says of two that differ by few the later one', [20, 23, 23, 60], 60, [null, 23, 23, 60]],
    ['does not differ by few from the total that is told elsewhere', [20, 40], 42, [20, null]],
  ])('%s', (_, counts, total, seen) => expect(tellGrowing(counts, total)).toEqual(seen));

  test('never tells two figures that differ by one to four, whatever the figures', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 12 }), (grows) => {
        let sum = 0;
        const counts = grows.map((more) => (sum += more));
        // A small total is told nowhere.
        const seen = [0, ...tellGrowing(counts, sum), sum < 5 ? null : sum].filter((one) => one !== null);
        const steps = seen.slice(1).map((one, at) => one - (seen[at] as number));
        expect(steps.filter((step) => step > 0 && step < 5)).toEqual([]);
      }),
    );
  });
});

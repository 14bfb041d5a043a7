import fc from 'fast-check';
import { suppress, suppressTable, told, type Told } from './suppress';

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

/** How many ways there are for the hidden parts of a known sum, each at least one; counted up to two. */
function waysOf(parts: readonly Told[], total: number, small: readonly boolean[]): number {
  const rest = total - sum(parts.map((part) => part ?? 0));
  const unseen = parts.flatMap((part, at) => (part === null ? [small[at] === true] : []));
  const count = (at: number, left: number): number => {
    if (at === unseen.length) return left === 0 ? 1 : 0;
    let ways = 0;
    for (let value = 1; value <= Math.min(left, unseen[at] ? 4 : left) && ways < 2; value += 1)
      ways += count(at + 1, left - value);
    return ways;
  };
  return count(0, rest);
}

test('a small figure is hidden, nothing and enough are told', () => {
  expect([0, 1, 4, 5, 60].map(told)).toEqual([0, null, null, 5, 60]);
});

test.each([
  ['one small part takes the next smallest with it', [3, 40, 12, 0], [null, 40, null, 0]],
  ['two small ones hide each other', [3, 2, 40], [null, null, 40]],
  ['two ones are both one by their sum', [1, 1, 40, 9], [null, null, 40, null]],
  ['and two fours are both four', [4, 4, 40, 9], [null, null, 40, null]],
  ['nothing small, nothing hidden', [5, 40, 0], [5, 40, 0]],
  ['all of a small sum', [3, 0], [null, 0]],
])('%s', (_, parts, seen) => {
  expect(suppress(parts)).toEqual(seen);
});

test('no hidden part of a sum that is told can be had by subtraction, whatever the figures', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 7 }), (parts) => {
      const seen = suppress(parts);
      expect(parts.every((part, at) => part === 0 || part >= 5 || seen[at] === null)).toBe(true);
      if (!seen.includes(null) || sum(parts) < 5) return;
      const small = parts.map((part) => part > 0 && part < 5);
      // Several ways must be left, unless everything there is has been hidden.
      const isEverything = parts.every((part, at) => part === 0 || seen[at] === null);
      expect(isEverything || waysOf(seen, sum(parts), small) > 1).toBe(true);
    }),
  );
});

test('a table whose sums are told hides in every row and column at least two figures or none', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 5 }).chain((columns) =>
        fc.array(fc.array(fc.integer({ min: 0, max: 15 }), { minLength: columns, maxLength: columns }), {
          minLength: 2,
          maxLength: 6,
        }),
      ),
      (rows) => {
        const none = { rows: rows.map(() => false), columns: (rows[0] ?? []).map(() => false) };
        const seen = suppressTable(rows, none);
        const lines = [
          ...rows.map((row, at) => [row, seen[at] ?? []] as const),
          ...(rows[0] ?? []).map(
            (_, at) => [rows.map((row) => row[at] as number), seen.map((row) => row[at] as Told)] as const,
          ),
        ];
        for (const [values, line] of lines) {
          const unseen = line.filter((cell) => cell === null).length;
          // One alone only where there is nothing else in the line: then its sum is the figure, and is not told either.
          expect(unseen !== 1 || values.filter((value) => value > 0).length === 1).toBe(true);
        }
      },
    ),
  );
});

test('a sum that is hidden elsewhere cannot be had from its parts', () => {
  const seen = suppressTable(
    [
      [6, 7],
      [8, 9],
      [10, 11],
    ],
    { rows: [true, false, false], columns: [false, false] },
  );
  expect(seen[0]).toContain(null);
  for (const column of [0, 1]) expect([0, 2, 3]).toContain(seen.filter((row) => row[column] === null).length);
});

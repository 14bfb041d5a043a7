/** Fewer people than this are not told to those who may not see people. */
export const FEWEST_TOLD = 5;

export type Told = number | null;

const isSmall = (people: number): boolean => people > 0 && people < FEWEST_TOLD;

/** One figure that stands by itself. */
export const told = (people: number): Told => (isSmall(people) ? null : people);

/** Can what is hidden be reckoned from the sum of a line? One figure can; so can several that are all the least or all the most. */
function isOpen(values: readonly number[], hidden: readonly boolean[]): boolean {
  const unseen = values.filter((_, at) => hidden[at]);
  if (unseen.length === 0) return false;
  if (unseen.length === 1) return true;
  const sum = unseen.reduce((all, one) => all + one, 0);
  return unseen.every(isSmall) && (sum === unseen.length || sum === unseen.length * (FEWEST_TOLD - 1));
}

/** The smallest figure of a line that is told so far and is not nothing; null where there is none. */
function nextToHide(values: readonly number[], hidden: readonly boolean[]): number | null {
  let best: number | null = null;
  for (const [at, value] of values.entries())
    if (value > 0 && !hidden[at] && (best === null || value < (values[best] as number))) best = at;
  return best;
}

/**
 * The parts of a sum that is told: small ones are hidden, and as many of the next smallest as it takes so that none of them
 * can be had by subtraction. Where the parts are all small together nothing more can be hidden: then the sum is small too, and not told.
 */
export function suppress(parts: readonly number[]): Told[] {
  const hidden = parts.map(isSmall);
  while (isOpen(parts, hidden)) {
    const next = nextToHide(parts, hidden);
    if (next === null) break;
    hidden[next] = true;
  }
  return parts.map((people, at) => (hidden[at] ? null : people));
}

/**
 * A table whose sums by row and by column are told elsewhere, but for those that are marked as hidden there: what is hidden
 * cannot be had from either sum, and a hidden sum cannot be had from its parts.
 */
export function suppressTable(
  rows: readonly (readonly number[])[],
  sumsHidden: { rows: readonly boolean[]; columns: readonly boolean[] },
): Told[][] {
  const hidden = rows.map((row) => row.map(isSmall));
  const columns = rows[0]?.map((_, at) => at) ?? [];
  const needsMore = (values: readonly number[], unseen: readonly boolean[], isSumHidden: boolean): boolean =>
    isSumHidden ? values.some((value) => value > 0) && !unseen.some(Boolean) : isOpen(values, unseen);
  for (let changed = true; changed;) {
    changed = false;
    for (const [at, row] of rows.entries()) {
      const unseen = hidden[at] as boolean[];
      const next = needsMore(row, unseen, sumsHidden.rows[at] === true) ? nextToHide(row, unseen) : null;
      if (next !== null) changed = unseen[next] = true;
    }
    for (const column of columns) {
      const values = rows.map((row) => row[column] as number);
      const unseen = hidden.map((row) => row[column] as boolean);
      const next = needsMore(values, unseen, sumsHidden.columns[column] === true) ? nextToHide(values, unseen) : null;
      if (next !== null) changed = (hidden[next] as boolean[])[column] = true;
    }
  }
  return rows.map((row, at) => row.map((people, column) => (hidden[at]?.[column] ? null : people)));
}

import { FEWEST_TOLD, type Told } from './suppress';

/** Of a hundred, from 0 to 100. */
export interface Interval {
  low: number;
  high: number;
}

const HUNDRED = 100;
/** Standard deviations on either side that hold 95 of 100 outcomes. */
const Z = 1.959964;

/**
 * The 95 % interval of a rate by Wilson's score, which stays within 0 and 100 and holds for few people too (E. B. Wilson, 1927).
 * Null of nobody, and where there are more of the part than of the whole.
 */
export function wilsonInterval(part: number, all: number): Interval | null {
  if (all <= 0 || part < 0 || part > all) return null;
  const rate = part / all;
  const square = (Z * Z) / all;
  const middle = (rate + square / 2) / (1 + square);
  const half = (Z * Math.sqrt((rate * (1 - rate)) / all + square / (4 * all))) / (1 + square);
  return {
    low: part === 0 ? 0 : Math.max(0, middle - half) * HUNDRED,
    high: part === all ? HUNDRED : Math.min(1, middle + half) * HUNDRED,
  };
}

/**
 * The slope index of inequality: by how many of a hundred a rate rises, along the straight line that fits best, from the first
 * to the last person of groups that are in order. Each group stands at the middle of its share of all people and weighs as much
 * as it has people. Null where fewer than two groups have anybody.
 */
export function slopeIndex(groups: readonly { part: number; all: number }[]): number | null {
  const people = groups.reduce((sum, { all }) => sum + all, 0);
  let before = 0;
  const points = groups.flatMap(({ part, all }) => {
    if (all <= 0) return [];
    const at = (before + all / 2) / people;
    before += all;
    return [{ at, rate: (part * HUNDRED) / all, weight: all / people }];
  });
  if (points.length < 2) return null;
  const mean = (of: 'at' | 'rate'): number => points.reduce((sum, point) => sum + point.weight * point[of], 0);
  const [middle, rate] = [mean('at'), mean('rate')];
  const shared = points.reduce((sum, point) => sum + point.weight * (point.at - middle) * (point.rate - rate), 0);
  const spread = points.reduce((sum, point) => sum + point.weight * (point.at - middle) ** 2, 0);
  return shared / spread;
}

/**
 * A count that grows from one time to the next, for those who may not see people: no two figures that are told, the total
 * that is told elsewhere among them, differ by so few that they tell of single people.
 */
export function tellGrowing(counts: readonly number[], total: number): Told[] {
  const isFar = (few: number, many: number): boolean => few === many || many - few >= FEWEST_TOLD;
  const seen: Told[] = [];
  let next = total;
  for (const count of counts.toReversed()) {
    const isTold = isFar(0, count) && isFar(count, next);
    seen.unshift(isTold ? count : null);
    if (isTold) next = count;
  }
  return seen;
}

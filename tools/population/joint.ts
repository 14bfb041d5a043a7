import region from './data/region.json';
import { Weighed } from './draws';
import { femaleByAge, otherGroupsByAge } from './parameters';

/** People who share Place, fifth, age band and ethnic group. */
export interface Cell {
  place: number;
  /** 0 is the most deprived. */
  fifth: number;
  band: number;
  group: number;
  people: number;
}

export interface Place {
  slug: string;
  /** By age band, then by single year within it. */
  years: { from: number; weights: number[]; draw: Weighed }[];
  /** Ethnic categories of each group. */
  codes: { codes: string[]; weights: number[]; draw: Weighed }[];
  /** Outcodes of people in the most deprived fifth, and of the others. */
  outcodes: { outcodes: string[]; draw: Weighed }[];
  /** Chance of being a woman, by single year of age. */
  female: number[];
}

export const MOST_YEARS = 99;
const ROUNDS = 25;
const bands = region.ages as [number, number][];
export const ageBands: readonly (readonly [number, number])[] = bands;
export const ethnicGroups: readonly string[] = region.groups;

/** Fits a table to the sums of its rows and columns, keeping the odds of the start: iterative proportional fitting. */
export function fitted(start: readonly number[][], rows: readonly number[], columns: readonly number[]): number[][] {
  const all = rows.reduce((sum, one) => sum + one, 0);
  const of = columns.reduce((sum, one) => sum + one, 0) || 1;
  const table = start.map((row) => [...row]);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [c, column] of columns.entries()) scale(table, (row) => row === c, (column * all) / of, 'column');
    for (const [r, row] of rows.entries()) scale(table, (at) => at === r, row, 'row');
  }
  return table;
}

function scale(table: number[][], isMeant: (at: number) => boolean, to: number, side: 'row' | 'column'): void {
  let sum = 0;
  for (const [r, row] of table.entries())
    for (const [c, value] of row.entries()) if (isMeant(side === 'row' ? r : c)) sum += value;
  if (sum === 0) return;
  for (const [r, row] of table.entries())
    for (const [c, value] of row.entries()) if (isMeant(side === 'row' ? r : c)) row[c] = (value * to) / sum;
}

/** Place × fifth × age × ethnic group: both joint tables of Places hold at once, older people being less often of a small group. */
function joint(): Cell[] {
  return region.places.flatMap(({ fifthByAge, fifthByGroup }, place) =>
    fifthByAge.flatMap((ages, fifth) => {
      const groups = fifthByGroup[fifth] as number[];
      const tilted = ages.map((people, band) =>
        groups.map((one, group) => people * one * (group === 0 ? 1 : (otherGroupsByAge[band] as number))),
      );
      return fitted(tilted, ages, groups).flatMap((row, band) =>
        row.map((people, group) => ({ place, fifth, band, group, people })),
      );
    }),
  );
}

function yearsOf(byYear: readonly number[], band: number): Place['years'][number] {
  const [from, to] = bands[band] as [number, number];
  const weights = Array.from({ length: to - from + 1 }, (_, n) => yearWeight(byYear, from + n));
  return { from, weights, draw: new Weighed(weights) };
}

/** The tables end with 90 and over, of whom each year a quarter fewer are left. */
function yearWeight(byYear: readonly number[], age: number): number {
  const last = byYear.length - 1;
  if (age < last) return byYear[age] as number;
  const left = 0.75 ** (age - last);
  return ((byYear[last] as number) * 0.25 * left) / (1 - 0.75 ** (MOST_YEARS - last + 1));
}

const atAge = <T>(from: readonly [number, T][], age: number): T =>
  (from.findLast(([least]) => age >= least) as [number, T])[1];

/** Women by age, brought to the share of the Place as a whole. */
function femaleOf(cells: readonly Cell[], place: number, years: Place['years'], share: number): number[] {
  const people = Array<number>(MOST_YEARS + 1).fill(0);
  for (const cell of cells.filter((one) => one.place === place)) {
    const { from, weights } = years[cell.band] as Place['years'][number];
    const all = weights.reduce((sum, weight) => sum + weight, 0);
    for (const [n, weight] of weights.entries())
      people[from + n] = (people[from + n] as number) + (cell.people * weight) / all;
  }
  const whole = people.reduce((sum, one) => sum + one, 0);
  const tilted = people.reduce((sum, one, age) => sum + one * atAge(femaleByAge, age), 0) / whole;
  return people.map((_, age) => atAge(femaleByAge, age) + (share - tilted));
}

export const cells: readonly Cell[] = joint();
export const cellDraw = new Weighed(cells.map(({ people }) => people));

export const places: readonly Place[] = region.places.map((one, index) => {
  const years = bands.map((_, band) => yearsOf(one.byYear, band));
  const outcodes = one.outcodes as [string, number, number][];
  const byEthnicity = one.byEthnicity as Record<string, number>;
  return {
    slug: one.slug,
    years,
    codes: region.codesByGroup.map((text) => {
      const codes = Array.from(text);
      const weights = codes.map((code) => byEthnicity[code] ?? 0);
      return { codes, weights, draw: new Weighed(weights) };
    }),
    outcodes: [1, 2].map((column) => ({
      outcodes: outcodes.map(([outcode]) => outcode),
      draw: new Weighed(outcodes.map((row) => (row[column] as number) + 0.001)),
    })),
    female: femaleOf(cells, index, years, one.femaleShare),
  };
});

/** Expected people of each place, single year of age and sex, and of each age by fifth and group, per person of the region. */
export function eachAge(visit: (cell: Cell, age: number, sex: 'f' | 'm', share: number) => void): void {
  const all = cells.reduce((sum, { people }) => sum + people, 0);
  for (const cell of cells) {
    const place = places[cell.place] as Place;
    const { from, weights } = place.years[cell.band] as Place['years'][number];
    const whole = weights.reduce((sum, weight) => sum + weight, 0);
    for (const [n, weight] of weights.entries()) {
      const share = (cell.people / all) * (weight / whole);
      const female = place.female[from + n] as number;
      visit(cell, from + n, 'f', share * female);
      visit(cell, from + n, 'm', share * (1 - female));
    }
  }
}

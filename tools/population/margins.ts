import { personFlags, type PersonFlag } from '@fairslot/domain';
import { ageBands, eachAge, ethnicGroups, MOST_YEARS, places, type Cell } from './joint';
import { emailChance, flagChance, mobileChance, programmes } from './parameters';
import { doseChance, type Resident } from './residents';

/** One value of one margin: what the tables say of so many people, and what was drawn. */
export interface MarginRow {
  margin: string;
  value: string;
  expected: number;
  drawn: number;
}

const YEARS = MOST_YEARS + 1;
const placeAt = new Map(places.map(({ slug }, index) => [slug, index]));
const codeKey = kept('ethnic category');
const doseKey = kept('dose');
const RISK_BITS = [0, 1 << personFlags.indexOf('clinical_risk'), 1 << personFlags.indexOf('care_home')];

/** What every margin should be for one person of the region; the tables and parameters give it without drawing. */
function expectedShares(): Map<string, number> {
  const shares = new Map<string, number>();
  const add = (margin: string, value: string, share: number): void => {
    const key = `${margin}|${value}`;
    shares.set(key, (shares.get(key) ?? 0) + share);
  };
  eachAge((cell, age, sex, share) => {
    for (const [margin, value] of keysOf(cell, age, sex)) add(margin, value, share);
    const { codes: all, weights } = places[cell.place]?.codes[cell.group] ?? { codes: [], weights: [] };
    const whole = weights.reduce((sum, one) => sum + one, 0);
    for (const [n, code] of all.entries()) add('ethnic category', code, (share * (weights[n] as number)) / whole);
    for (const flag of personFlags) add('flag', flag, share * flagChance[flag as PersonFlag](age, sex));
    add('contact', 'mobile', share * mobileChance(age));
    add('contact', 'e-mail', share * emailChance(age));
    for (const season of programmes) add('dose', season.vaccine, share * meanDose(season, age, sex, cell));
  });
  return shares;
}

/** Mean over the flags that decide: in a care home, else at risk, else neither. */
function meanDose(season: (typeof programmes)[number], age: number, sex: 'f' | 'm', cell: Cell): number {
  const care = flagChance.care_home(age, sex);
  const none = (1 - flagChance.clinical_risk(age, sex)) * (1 - flagChance.immunosuppressed(age, sex));
  const [plain, atRisk, inCare] = RISK_BITS.map((flags) => doseChance(season, age, flags, cell)) as [
    number,
    number,
    number,
  ];
  return care * inCare + (1 - care) * (none * plain + (1 - none) * atRisk);
}

function keysOf(
  cell: Pick<Cell, 'place' | 'fifth' | 'band' | 'group'>,
  age: number,
  sex: 'f' | 'm',
): [string, string][] {
  const place = places[cell.place]?.slug ?? '';
  const band = (ageBands[cell.band] ?? []).join('–');
  const fifth = String(cell.fifth + 1);
  const group = ethnicGroups[cell.group] ?? '';
  return [
    ['Place', place],
    ['deprivation fifth', fifth],
    ['age', age >= 75 ? (age >= 85 ? '85 and over' : '75–84') : age >= 65 ? '65–74' : band],
    ['sex', sex],
    ['ethnic group', group],
    ['Place × fifth × age', `${place} ${fifth} ${band}`],
    ['Place × fifth × group', `${place} ${fifth} ${group}`],
    ['Place × single year', `${place} ${age}`],
    ['age × sex', `${age} ${sex}`],
  ];
}

/** Counts people as they go by and compares what came with what was to come. */
export class Margins {
  /** By Place, fifth, group, age and sex; every margin of these is a sum of it. */
  private readonly kinds = new Int32Array(places.length * 5 * ethnicGroups.length * YEARS * 2);
  private readonly flags = new Int32Array(1 << personFlags.length);
  private readonly others = new Map<string, number>();
  private readonly homes = new Float64Array(6);
  private people = 0;

  add(one: Resident): void {
    this.people += 1;
    const area = placeAt.get(one.place) as number;
    const kind = ((area * 5 + one.deprivationFifth - 1) * ethnicGroups.length + one.group) * YEARS + one.age;
    bump(this.kinds, kind * 2 + (one.sex === 'f' ? 0 : 1), 1);
    bump(this.flags, one.flags, 1);
    this.count(codeKey(one.ethnicity));
    if (one.mobile) this.count('contact|mobile');
    if (one.email) this.count('contact|e-mail');
    for (const { vaccine } of one.doses) this.count(doseKey(vaccine));
    bump(this.homes, Math.min(5, one.homeSize), 1 / one.homeSize);
  }

  rows(): MarginRow[] {
    const drawn = this.counted();
    const expected = [...expectedShares()].map(([key, share]) => {
      const [margin, value] = key.split('|') as [string, string];
      return { margin, value, expected: share * this.people, drawn: drawn.get(key) ?? 0 };
    });
    return [...expected, ...this.homeRows()];
  }

  private counted(): Map<string, number> {
    const drawn = new Map(this.others);
    const add = (key: string, number: number): void => void drawn.set(key, (drawn.get(key) ?? 0) + number);
    for (const [at, number] of this.kinds.entries()) {
      if (number === 0) continue;
      const [age, kind] = [(at >> 1) % YEARS, Math.floor((at >> 1) / YEARS)];
      const [group, area] = [kind % ethnicGroups.length, Math.floor(kind / ethnicGroups.length)];
      const band = ageBands.findIndex(([from, to]) => age >= from && age <= to);
      const cell = { place: Math.floor(area / 5), fifth: area % 5, band, group };
      for (const [margin, value] of keysOf(cell, age, at % 2 === 0 ? 'f' : 'm')) add(`${margin}|${value}`, number);
    }
    for (const [flags, number] of this.flags.entries())
      for (const [bit, flag] of personFlags.entries()) if (flags & (1 << bit)) add(`flag|${flag}`, number);
    return drawn;
  }

  /** Households of one, two, three, four, and five or more: Census 2021 TS017, North West. */
  private homeRows(): MarginRow[] {
    const all = this.homes.reduce((sum, one) => sum + one, 0);
    return [0.321, 0.332, 0.161, 0.122, 0.064].map((share, n) => ({
      margin: 'people in a home',
      value: n === 4 ? '5 or more' : String(n + 1),
      expected: share * all,
      drawn: Math.round(this.homes[n + 1] ?? 0),
    }));
  }

  private count(key: string): void {
    this.others.set(key, (this.others.get(key) ?? 0) + 1);
  }
}

/** Chi-square of a margin against its degrees of freedom; about 1 where people were drawn from the table and nothing else. */
export function chiSquareRatio(rows: readonly MarginRow[]): number {
  const able = rows.filter(({ expected }) => expected >= 5);
  const sum = able.reduce((all, { expected, drawn }) => all + (drawn - expected) ** 2 / expected, 0);
  return able.length > 1 ? sum / (able.length - 1) : 0;
}

/** Margins with more values than this are told by their largest difference alone. */
const TOLD = 20;

/** A table for a terminal: each value of a margin, then how near the margin came as a whole. */
export function marginTable(rows: readonly MarginRow[]): string {
  const lines = [line('margin', 'value', 'expected', 'drawn', 'difference')];
  for (const margin of new Set(rows.map((row) => row.margin))) {
    const of = rows.filter((row) => row.margin === margin);
    const worst = of.reduce((one, row) => (apart(row) > apart(one) ? row : one));
    for (const row of of.length > TOLD ? [worst] : of)
      lines.push(line(row.margin, of.length > TOLD ? `worst: ${row.value}` : row.value, ...figures(row)));
    if (of.length > TOLD)
      lines.push(line(margin, `${of.length} values, chi² per degree ${chiSquareRatio(of).toFixed(2)}`, '', '', ''));
  }
  return lines.join('\n');
}

/** In standard errors of a count. */
const apart = ({ expected, drawn }: MarginRow): number => Math.abs(drawn - expected) / Math.sqrt(Math.max(expected, 1));
const figures = ({ expected, drawn }: MarginRow): [string, string, string] => [
  Math.round(expected).toLocaleString('en-GB'),
  drawn.toLocaleString('en-GB'),
  `${drawn >= expected ? '+' : '−'}${Math.abs((100 * (drawn - expected)) / Math.max(expected, 1)).toFixed(2)} %`,
];
const line = (margin: string, value: string, expected: string, drawn: string, difference: string): string =>
  `${margin.padEnd(22)} ${value.padEnd(46)} ${expected.padStart(11)} ${drawn.padStart(11)} ${difference.padStart(10)}`;

function bump(of: Int32Array | Float64Array, at: number, by: number): void {
  of[at] = (of[at] as number) + by;
}

/** Keys of one margin, each put together once. */
function kept(margin: string): (value: string) => string {
  const keys = new Map<string, string>();
  return (value) => {
    const known = keys.get(value) ?? `${margin}|${value}`;
    keys.set(value, known);
    return known;
  };
}

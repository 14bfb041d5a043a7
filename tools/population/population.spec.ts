import { ageInYears, parseMobile, parseNhsNumber, parsePostcode, readPerson } from '@fairslot/domain';
import { cells, fitted } from './joint';
import { chiSquareRatio, Margins } from './margins';
import { numberOf } from './days';
import { residents } from './residents';
import { doseRows, PEOPLE_HEADINGS, personRow } from './write-lists';

const OPTIONS = { size: 10_000, seed: 1, on: '2026-10-01' };
const people = [...residents(OPTIONS)];

describe('a synthetic population', () => {
  it('has the size asked for, and is the same on every run of a seed', () => {
    expect(people).toHaveLength(OPTIONS.size);
    expect([...residents({ ...OPTIONS, size: 500 })]).toEqual([...residents({ ...OPTIONS, size: 500 })]);
    expect([...residents({ ...OPTIONS, size: 50, seed: 2 })]).not.toEqual([...residents({ ...OPTIONS, size: 50 })]);
  });

  it('comes as near to every margin of the tables as drawing can', () => {
    const margins = new Margins();
    for (const one of people) margins.add(one);
    const rows = margins.rows();
    const ratios = [...new Set(rows.map((row) => row.margin))].map((margin) => ({
      margin,
      ratio: chiSquareRatio(rows.filter((row) => row.margin === margin)),
    }));
    // Categories of one home are drawn together, so they scatter more; who lives together follows no table.
    const most = (margin: string): number =>
      margin === 'people in a home' ? Infinity : margin === 'ethnic category' ? 7 : 1.6;
    expect(ratios.filter(({ margin, ratio }) => ratio > most(margin))).toEqual([]);
    expect(rows.filter(({ margin }) => margin === 'Place').reduce((sum, { drawn }) => sum + drawn, 0)).toBe(
      OPTIONS.size,
    );
  });

  it('is as the list says, read as any list is', () => {
    const columns = PEOPLE_HEADINGS.split(',');
    for (const one of people.slice(0, 2000)) {
      const values = personRow(one).split(',');
      const row = Object.fromEntries(columns.map((column, at) => [column, values[at] ?? '']));
      if (values.length !== columns.length) continue;
      const { person, faults } = readPerson(row, '2026-10-01');
      expect(faults.filter(({ code }) => code !== 'person_unclear')).toEqual([]);
      expect({ flags: person.flags, born: person.dateOfBirth }).toEqual({ flags: one.flags, born: one.dateOfBirth });
      expect(ageInYears(person.dateOfBirth, OPTIONS.on)).toBe(one.age);
    }
  });

  it('can be reached by nobody, each with a number of their own', () => {
    const numbers = people.flatMap(({ nhsNumber }) => nhsNumber ?? []);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.filter((number) => !number.startsWith('999') || !parseNhsNumber(number).ok)).toEqual([]);
    expect(people.filter(({ mobile }) => mobile && !(parseMobile(mobile).ok && mobile.startsWith('07700900')))).toEqual(
      [],
    );
    expect(people.filter(({ email }) => email && !email.endsWith('@example.com'))).toEqual([]);
    expect(people.filter(({ postcode }) => !/ \d[CIKMOV]{2}$/.test(parsePostcode(postcode)?.postcode ?? ''))).toEqual(
      [],
    );
  });

  it('lives in homes: one address, and children with grown-ups', () => {
    const homes = grouped();
    for (const home of homes.values()) {
      expect(new Set(home.map(({ postcode, address }) => `${address} ${postcode}`)).size).toBe(1);
      expect(home[0]?.homeSize).toBe(home.length);
    }
    const alone = [...homes.values()].filter((home) => home.every(({ age }) => age < 16)).length;
    expect(alone / homes.size).toBeLessThan(0.005);
  });

  it('has had vaccines only where it has a number to tell of them, never before its birth', () => {
    expect(people.flatMap((one) => (one.nhsNumber ? [] : doseRows(one)))).toEqual([]);
    expect(people.flatMap(({ doses, dateOfBirth }) => doses.filter(({ givenOn }) => givenOn < dateOfBirth))).toEqual(
      [],
    );
    expect(people.some(({ doses }) => doses.length > 0)).toBe(true);
  });
});

test('a fitted table has the sums of its rows and columns', () => {
  const table = fitted(
    [
      [1, 2],
      [3, 4],
    ],
    [40, 60],
    [30, 70],
  );
  expect(table.map(([a = 0, b = 0]) => Math.round(a + b))).toEqual([40, 60]);
  expect(Math.round((table[0]?.[0] ?? 0) + (table[1]?.[0] ?? 0))).toBe(30);
});

test('the joint table has every resident once', () => {
  expect(Math.round(cells.reduce((sum, one) => sum + one.people, 0))).toBe(2_518_728);
});

test('numbers beyond the range for tests are right as well, and not issued', () => {
  const number = Array.from({ length: 20 }, (_, n) => numberOf(2_600_000 + n)).find((one) => one !== null) ?? '';
  expect(parseNhsNumber(number).ok).toBe(true);
  expect(number.startsWith('997')).toBe(true);
});

function grouped(): Map<number, typeof people> {
  const homes = new Map<number, typeof people>();
  for (const one of people) homes.set(one.home, [...(homes.get(one.home) ?? []), one]);
  return homes;
}

import {
  addDays,
  addPeriod,
  makeTestNhsNumber,
  personFlags,
  type ListedPerson,
  type LocalDate,
} from '@fairslot/domain';
import type { Client } from 'pg';
import { PeopleStore } from '../../apps/api/src/people/people.store';
import { SealPerson } from '../../apps/api/src/people/seal-person';
import type { Sealing } from './bookings';
import outcodes from './data/outcodes.json';
import population from './data/population.json';
import { nameOf } from './people';
import { randomOf, type Random } from './random';

export const LIST_NAME = 'Demonstration: people of the region';
const PEOPLE = 5000;
const BATCH = 1000;
/** NHS numbers that the bookings of the demonstration reach in 2030. */
const FIRST_NUMBER = 994_999;
const UNIT_LETTERS = ['C', 'I', 'K', 'M', 'O', 'V'] as const;
/** Of a hundred people of an age, from so many years on. */
const IN_CARE_HOMES: [years: number, percent: number][] = [
  [85, 12],
  [75, 3],
];
/** What those who are not marked as English speakers in their name speak, by ethnic category. */
const LANGUAGES: Record<string, string[]> = {
  C: ['pl', 'pl', 'ro', 'en'],
  H: ['en', 'en', 'gu'],
  J: ['ur', 'en', 'en'],
  K: ['bn', 'en', 'en'],
  N: ['en', 'en', 'so'],
  R: ['zh', 'zh', 'en'],
  S: ['ar', 'ar', 'en'],
};

interface Cell {
  place: string;
  fifth: number;
  age: number;
  people: number;
}

const CELLS: Cell[] = Object.entries(population.places).flatMap(([place, { byFifthAndAge }]) =>
  byFifthAndAge.flatMap((ages, fifth) => ages.map((people, age) => ({ place, fifth: fifth + 1, age, people }))),
);
const OUTCODES = new Map(
  Object.keys(population.places).map((place) => [
    place,
    outcodes.items.filter((one) => 'place' in one && one.place === place).map(({ outcode }) => outcode),
  ]),
);

/** One of these, as often as they weigh. */
function weighed<T>(random: Random, from: readonly T[], weight: (one: T) => number): T {
  let left = random.next() * from.reduce((sum, one) => sum + weight(one), 0);
  return from.find((one) => (left -= weight(one)) < 0) ?? (from.at(-1) as T);
}

/** Somebody who does not exist, as likely of a Place, a deprivation fifth, an age and an ethnic group as people there are. */
export function residentOf(n: number, today: LocalDate): ListedPerson & { place: string } {
  const random = randomOf(`resident ${n}`);
  const { place, fifth, age } = weighed(random, CELLS, ({ people }) => people);
  const [from, to] = population.ages[age] as [number, number];
  // Of those over 65, few are very old.
  const years =
    age < population.ages.length - 1 ? random.between(from, to) : from + Math.floor((to - from) * random.next() ** 1.2);
  const groups = Object.entries(
    (population.places as Record<string, { byEthnicity: Record<string, number> }>)[place]?.byEthnicity ?? {},
  );
  const [ethnicity] = weighed(random, groups, ([, people]) => people);
  const { firstName, lastName } = nameOf(random, ethnicity);
  const outcode = random.pick(OUTCODES.get(place) ?? []);
  const postcode = `${outcode} ${random.between(1, 9)}${random.pick(UNIT_LETTERS)}${random.pick(UNIT_LETTERS)}`;
  const nhsNumber = random.chance(0.97) ? makeTestNhsNumber(FIRST_NUMBER + n) : null;
  return {
    firstName,
    lastName,
    dateOfBirth: addDays(addPeriod(today, { years: -years }), -random.between(0, 364)),
    ...(nhsNumber && { nhsNumber }),
    postcode,
    outcode,
    place,
    deprivationFifth: fifth,
    sex: random.chance(0.512) ? 'f' : 'm',
    ethnicity,
    language: random.pick(LANGUAGES[ethnicity] ?? ['en']),
    practice: `N8${String(random.between(1, 40)).padStart(4, '0')}`,
    flags: flagsOf(random, years),
    ...contactOf(random, n, years),
  };
}

function flagsOf(random: Random, years: number): number {
  const care = IN_CARE_HOMES.find(([least]) => years >= least)?.[1] ?? 0;
  const chances: Partial<Record<(typeof personFlags)[number], number>> = {
    care_home: care / 100,
    housebound: years >= 75 ? 0.05 : 0,
    immunosuppressed: 0.02,
    clinical_risk: years >= 50 ? 0.25 : 0.08,
    carer: years >= 18 && years < 80 ? 0.07 : 0,
    learning_disability: 0.01,
  };
  return personFlags.reduce((bits, flag, bit) => (random.chance(chances[flag] ?? 0) ? bits | (1 << bit) : bits), 0);
}

/** The older, the fewer mobile phones. Numbers are those that Ofcom keeps for drama, addresses are at example.com. */
function contactOf(random: Random, n: number, years: number): Pick<ListedPerson, 'mobile' | 'email' | 'address'> {
  const address = random.chance(0.9) ? { address: `${random.between(1, 180)} Made-up Street` } : {};
  const kind = random.next();
  const isOld = years >= 75;
  if (kind < (isOld ? 0.2 : 0.35)) return { ...address, mobile: `+447700900${String(n % 1000).padStart(3, '0')}` };
  if (kind < (isOld ? 0.6 : 0.92)) return { ...address, email: `resident${n}@example.com` };
  return address;
}

/** Made-up people of the region, once, as an import of a list brings them. Answers how many were added. */
export async function seedPopulation(
  client: Client,
  sealing: Sealing,
  today: LocalDate,
  userId: number,
): Promise<number> {
  const known = await client.query('SELECT 1 FROM people_import WHERE name = $1', [LIST_NAME]);
  if (known.rowCount) return 0;
  const places = await client.query<{ id: number; slug: string }>('SELECT id, slug FROM place');
  const placeIds = new Map(places.rows.map(({ id, slug }) => [slug, Number(id)]));
  const sealer = new SealPerson(sealing.cipher, sealing.keys, sealing.ids);
  const people = Array.from({ length: PEOPLE }, (_, n) => residentOf(n, today)).flatMap((person) => {
    const placeId = placeIds.get(person.place);
    return placeId === undefined ? [] : [sealer.seal(person, placeId)];
  });
  // The statements of the running program, on this connection and in this transaction.
  const query = async (text: string, values?: unknown[]) => (await client.query(text, values)).rows as unknown;
  const tx = { query } as unknown as Parameters<PeopleStore['merge']>[0];
  const store = new PeopleStore(undefined as never);
  const importId = await store.begin(tx, LIST_NAME, userId);
  let added = 0;
  for (let first = 0; first < people.length; first += BATCH)
    added += (await store.merge(tx, importId, people.slice(first, first + BATCH))).added;
  const figures = { rows: people.length, good: people.length, bad: 0, added, changed: 0, same: 0 };
  await client.query('UPDATE people_import SET figures = $2 WHERE id = $1', [
    importId,
    JSON.stringify({ ...figures, columns: {}, faultGroups: [] }),
  ]);
  return added;
}

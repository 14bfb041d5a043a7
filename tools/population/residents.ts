import { personFlags, type LocalDate, type PersonFlag } from '@fairslot/domain';
import { nameOf } from '../seed/people';
import { dayNumber, dateOfDay, numberOf } from './days';
import { Draws } from './draws';
import { homes, type Draft } from './homes';
import { cellDraw, cells, places, type Cell, type Place } from './joint';
import {
  addressChance,
  deceasedChance,
  emailChance,
  flagChance,
  languages,
  mobileChance,
  numberChance,
  perFifth,
  perGroup,
  programmes,
} from './parameters';

export interface Resident {
  firstName: string;
  lastName: string;
  dateOfBirth: LocalDate;
  age: number;
  nhsNumber?: string;
  postcode: string;
  outcode: string;
  address?: string;
  mobile?: string;
  email?: string;
  language: string;
  sex: 'f' | 'm';
  ethnicity: string;
  group: number;
  practice: string;
  place: string;
  deprivationFifth: number;
  flags: number;
  deceasedOn?: LocalDate;
  /** Who lives together has the same number. */
  home: number;
  homeSize: number;
  doses: { vaccine: string; givenOn: LocalDate }[];
}

export interface PopulationOptions {
  size: number;
  seed: number;
  /** Ages are as on this day. */
  on: LocalDate;
}

const UNIT_LETTERS = ['C', 'I', 'K', 'M', 'O', 'V'];
const PERSON = 1;
const HOME = 2;
const CARE_HOME = 1 << personFlags.indexOf('care_home');
const RISK = (1 << personFlags.indexOf('clinical_risk')) | (1 << personFlags.indexOf('immunosuppressed'));

/** People who do not exist, one after the other, in homes; the same on every run of the same options, in memory that does not grow. */
export function* residents({ size, seed, on }: PopulationOptions): Generator<Resident> {
  const today = dayNumber(on);
  const draws = new Draws(seed);
  const seasons = programmes.map((one) => ({ ...one, begins: lastStart(one.from, one.days, today) }));
  let [home, serial, row] = [0, 0, 0];
  for (const drafts of homes(draftsOf(size, draws, today), draws)) {
    home += 1;
    const lived = homeOf(draws.at(home, HOME), drafts);
    for (const [n, draft] of drafts.entries()) {
      row += 1;
      draws.at(row, 3);
      const { firstName, lastName } = nameOf(draws, lived.ethnicity);
      const isKnown = draws.chance(numberChance);
      let nhsNumber: string | null = null;
      while (isKnown && nhsNumber === null) nhsNumber = numberOf((serial += 1));
      yield {
        firstName,
        lastName: n === 0 || draws.chance(0.12) ? (n === 0 ? lived.lastName : lastName) : lived.lastName,
        dateOfBirth: dateOfDay(draft.born),
        age: draft.age,
        ...(nhsNumber && { nhsNumber }),
        ...reachOf(draws, draft.age, row, lived.mobile),
        ...(lived.address && { address: lived.address }),
        postcode: lived.postcode,
        outcode: lived.outcode,
        language: lived.language,
        sex: draft.sex,
        ethnicity: lived.ethnicity,
        group: draft.cell.group,
        practice: lived.practice,
        place: lived.place,
        deprivationFifth: draft.cell.fifth + 1,
        flags: draft.flags,
        ...(draws.chance(deceasedChance(draft.age)) && { deceasedOn: dateOfDay(today - draws.between(1, 60)) }),
        home,
        homeSize: drafts.length,
        doses: dosesOf(draws, draft, seasons),
      };
    }
  }
}

function* draftsOf(size: number, draws: Draws, today: number): Generator<Draft> {
  for (let index = 0; index < size; index += 1) {
    draws.at(index, PERSON);
    const cell = cells[cellDraw.draw(draws)] as Cell;
    const place = places[cell.place] as Place;
    const years = place.years[cell.band] as Place['years'][number];
    const age = years.from + years.draw.draw(draws);
    const sex = draws.chance(place.female[age] as number) ? 'f' : 'm';
    let flags = 0;
    for (const [bit, flag] of personFlags.entries())
      if (draws.chance(flagChance[flag as PersonFlag](age, sex))) flags |= 1 << bit;
    yield { cell, age, sex, flags, born: birthday(today, age, draws) };
  }
}

/** A day of the year in which somebody has reached this age and not the next. */
function birthday(today: number, age: number, draws: Draws): number {
  const at = new Date(today * 86_400_000);
  const years = (back: number): number => {
    const day = new Date(Date.UTC(at.getUTCFullYear() - back, at.getUTCMonth(), at.getUTCDate()));
    return Math.floor(day.getTime() / 86_400_000);
  };
  const [latest, before] = [years(age), years(age + 1)];
  return latest - draws.between(0, latest - before - 1);
}

interface Home {
  lastName: string;
  ethnicity: string;
  language: string;
  outcode: string;
  postcode: string;
  address: string | null;
  practice: string;
  place: string;
  mobile: string;
}

function homeOf(draws: Draws, drafts: readonly Draft[]): Home {
  const [{ cell, flags }] = drafts as [Draft];
  const place = places[cell.place] as Place;
  const { codes, draw } = place.codes[cell.group] as Place['codes'][number];
  const ethnicity = codes[draw.draw(draws)] as string;
  const areas = place.outcodes[cell.fifth === 0 ? 0 : 1] as Place['outcodes'][number];
  const outcode = areas.outcodes[areas.draw.draw(draws)] as string;
  const isCareHome = (flags & CARE_HOME) !== 0;
  const postcode = `${outcode} ${draws.between(1, 9)}${draws.pick(UNIT_LETTERS)}${draws.pick(UNIT_LETTERS)}`;
  const street = isCareHome ? 'Invented Care Home, ' : '';
  const address = draws.chance(addressChance) ? `${street}${draws.between(1, 180)} Made-up Street` : null;
  return {
    lastName: nameOf(draws, ethnicity).lastName,
    ethnicity,
    language: languageOf(draws, ethnicity),
    outcode,
    postcode,
    address,
    practice: `N8${String(draws.between(1, 40) + 40 * cell.place).padStart(4, '0')}`,
    place: place.slug,
    mobile: mobile(draws),
  };
}

const mobile = (draws: Draws): string => `07700900${String(draws.between(0, 999)).padStart(3, '0')}`;

function languageOf(draws: Draws, ethnicity: string): string {
  let left = draws.next() * 100;
  return languages[ethnicity]?.find(([, percent]) => (left -= percent) < 0)?.[0] ?? 'en';
}

/** Children are reached by the phone of the home. Numbers are those that Ofcom keeps for drama, addresses are at example.com. */
function reachOf(draws: Draws, age: number, row: number, shared: string): Pick<Resident, 'mobile' | 'email'> {
  const own = mobile(draws);
  const [hasMobile, hasEmail] = [draws.chance(mobileChance(age)), draws.chance(emailChance(age))];
  return {
    ...(hasMobile && { mobile: age < 16 ? shared : own }),
    ...(hasEmail && { email: `resident${row}@example.com` }),
  };
}

/** The latest season of these days that has ended. */
function lastStart(from: string, days: number, today: number): number {
  const year = new Date(today * 86_400_000).getUTCFullYear();
  const [begins, before] = [year, year - 1].map((one) => dayNumber(`${one}-${from}`)) as [number, number];
  return begins + days <= today ? begins : before;
}

type Season = (typeof programmes)[number] & { begins: number };

function dosesOf(draws: Draws, draft: Draft, seasons: readonly Season[]): Resident['doses'] {
  return seasons.flatMap((season) => {
    const chance = doseChance(season, draft.age, draft.flags, draft.cell);
    const [had, day] = [draws.chance(chance), draws.between(0, season.days - 1)];
    return had ? [{ vaccine: season.vaccine, givenOn: dateOfDay(season.begins + day) }] : [];
  });
}

/** How likely somebody has had it: 0 for people whom it is not for. */
export function doseChance(
  { logOdds }: (typeof programmes)[number],
  age: number,
  flags: number,
  { fifth, group }: Pick<Cell, 'fifth' | 'group'>,
): number {
  const odds = logOdds(age, { risk: (flags & RISK) !== 0, careHome: (flags & CARE_HOME) !== 0 });
  return odds === null ? 0 : 1 / (1 + Math.exp(-(odds + perFifth * (2 - fifth) + (perGroup[group] as number))));
}

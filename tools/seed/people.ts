import { addDays, addPeriod, makeTestNhsNumber, type LocalDate } from '@fairslot/domain';
import type { Random } from './random';

/** Names of people who live here, from several cultures; any likeness is chance. */
const NAMES: { language: string; weight: number; first: string[]; last: string[] }[] = [
  {
    language: 'en',
    weight: 9,
    first: [
      'Margaret',
      'John',
      'Patricia',
      'Kenneth',
      'Sheila',
      'Brian',
      'Jean',
      'Alan',
      'Chloe',
      'Liam',
      'Grace',
      'Oliver',
    ],
    last: ['Roberts', 'Hughes', 'Barnes', 'Whitfield', 'Ashworth', 'Pemberton', 'Clarke', 'Lunt', 'Rimmer', 'Molyneux'],
  },
  {
    language: 'en',
    weight: 3,
    first: ['Siobhán', 'Niamh', 'Declan', 'Eamonn', 'Bridget', 'Aoife'],
    last: ["O'Neill", 'Doyle', 'Kavanagh', "O'Shaughnessy", 'Byrne'],
  },
  {
    language: 'en',
    weight: 2,
    first: ['Gwenllian', 'Rhys', 'Eleri', 'Ieuan'],
    last: ['Llewellyn', 'Prydderch', 'ap Rhys', 'Gruffudd'],
  },
  {
    language: 'pl',
    weight: 2,
    first: ['Agnieszka', 'Łukasz', 'Zofia', 'Grzegorz'],
    last: ['Wiśniewska', 'Wójcik', 'Kowalczyk', 'Żak'],
  },
  {
    language: 'en',
    weight: 2,
    first: ['Priya', 'Rajesh', 'Meena', 'Arjun'],
    last: ['Patel', 'Krishnamurthy', 'Nair', 'Iyer'],
  },
  {
    language: 'en',
    weight: 2,
    first: ['Ayesha', 'Imran', 'Nusrat', 'Bilal'],
    last: ['Khan', 'Begum', 'Hussain', 'Chaudhry'],
  },
  {
    language: 'ar',
    weight: 2,
    first: ['Fatima', 'Yusuf', 'Layla', 'Omar'],
    last: ['Al-Harbi', 'Saleh', 'Mansour', 'Ben Youssef'],
  },
  { language: 'en', weight: 1, first: ['Hodan', 'Abdi', 'Amina', 'Mahad'], last: ['Warsame', 'Ali', 'Farah', 'Jama'] },
  {
    language: 'en',
    weight: 2,
    first: ['Adaeze', 'Kwame', 'Ngozi', 'Kofi'],
    last: ['Okonkwo', 'Mensah', 'Adeyemi', 'Boateng'],
  },
  {
    language: 'en',
    weight: 1,
    first: ['Mei Ling', 'Wei', 'Xiulan', 'Chi Wai'],
    last: ['Chen', 'Wong', 'Li', 'Cheung'],
  },
  { language: 'en', weight: 1, first: ['Thị Lan', 'Minh'], last: ['Nguyễn', 'Trần'] },
  { language: 'en', weight: 1, first: ['Ioana', 'Andrei'], last: ['Popescu', 'Ștefănescu'] },
  { language: 'en', weight: 1, first: ['Oksana', 'Taras'], last: ['Shevchenko', "Mel'nyk"] },
];
/** Names that people of an ethnic category may have: places in the list above. */
const BY_ETHNICITY: Record<string, readonly number[]> = {
  B: [1],
  C: [3, 11, 12],
  H: [4],
  J: [5],
  K: [5],
  L: [4, 10],
  M: [8, 0],
  N: [8, 7],
  P: [8],
  R: [9],
  S: [6],
};

/** A first and a last name from one culture. */
export function nameOf(random: Random, ethnicity: string): { firstName: string; lastName: string } {
  const names = NAMES[random.pick(BY_ETHNICITY[ethnicity] ?? [0, 0, 0, 0, 1, 2])] as (typeof NAMES)[number];
  return { firstName: random.pick(names.first), lastName: random.pick(names.last) };
}

const BAG = NAMES.flatMap((names) => Array<(typeof NAMES)[number]>(names.weight).fill(names));

/** How old the people of each service are, in years, and what they answered. */
const WHO: Record<string, { from: number; to: number; answers: Record<string, boolean | string> }> = {
  flu: { from: 65, to: 92, answers: {} },
  'covid-autumn': { from: 75, to: 94, answers: {} },
  mmr: { from: 1, to: 11, answers: { immunosuppressed: false } },
  'health-check': { from: 40, to: 74, answers: { had_health_check_5y: false } },
  'blood-test': { from: 19, to: 88, answers: {} },
};
const IMMUNOSUPPRESSED = { from: 31, to: 74, answers: { immunosuppressed: true } };

const HELP = [
  'interpreter',
  'bsl',
  'step_free',
  'hearing_loop',
  'more_time',
  'quiet',
  'needles',
  'chaperone',
  'lie_down',
  'format',
];
/** Letters that no real postcode ends with. */
const UNIT_LETTERS = ['C', 'I', 'K', 'M', 'O', 'V'] as const;

export interface SyntheticPerson {
  firstName: string;
  lastName: string;
  dateOfBirth: LocalDate;
  nhsNumber: string | undefined;
  postcode: string;
  contact: { mobile?: string; email?: string; landline?: string };
  language: string;
  help: string[];
  answers: Record<string, boolean | string>;
}

/** Somebody who does not exist, of an age that fits the service on that date. `n` (0–999999) decides the NHS number. */
export function syntheticPerson(
  random: Random,
  n: number,
  service: string,
  near: string,
  on: LocalDate,
): SyntheticPerson {
  const names = random.pick(BAG);
  const [firstName, lastName] = [random.pick(names.first), random.pick(names.last)];
  const usual = WHO[service] ?? { from: 18, to: 90, answers: {} };
  const who = service === 'covid-autumn' && random.chance(0.15) ? IMMUNOSUPPRESSED : usual;
  const birthday = addPeriod(on, { years: -random.between(who.from, who.to) });
  const code: Record<string, string> =
    service === 'blood-test' ? { referralCode: `BT${random.between(100_000, 999_999)}` } : {};
  return {
    firstName,
    lastName,
    // Within the year before that birthday, so that the age is reached.
    dateOfBirth: addDays(birthday, -random.between(0, 360)),
    nhsNumber: random.chance(0.88) ? (makeTestNhsNumber(n) ?? undefined) : undefined,
    postcode: `${near.split(' ')[0]} ${random.between(1, 9)}${random.pick(UNIT_LETTERS)}${random.pick(UNIT_LETTERS)}`,
    contact: contactOf(random, `${firstName}.${lastName}.${n}`),
    language: names.language,
    help: random.chance(0.18) ? [random.pick(HELP)] : [],
    answers: { ...who.answers, ...code },
  };
}

/** Numbers that Ofcom keeps for drama, and addresses at example.com: nobody is reached by accident. */
function contactOf(random: Random, name: string): SyntheticPerson['contact'] {
  const local = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/ł/g, 'l')
    .replace(/[^a-z0-9.]/g, '');
  const mobile = `+447700900${String(random.between(0, 999)).padStart(3, '0')}`;
  const email = `${local}@example.com`;
  const kind = random.next();
  if (kind < 0.55) return { mobile, email };
  if (kind < 0.8) return { mobile };
  if (kind < 0.93) return { email };
  return { landline: `+44151496${String(random.between(0, 999)).padStart(4, '0')}` };
}

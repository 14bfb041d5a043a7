import { parseMobile } from '../contact';
import { parseDateParts } from '../date-parts';
import { parseEmail } from '../email';
import { isLocalDate, type LocalDate } from '../local-date';
import { parseNhsNumber } from '../nhs-number';
import { parsePostcode } from '../postcode';
import { flagBits, personFlags, type PersonFlag } from './words';

/** A row of a list of people, by column; a column that is missing or empty is not known. */
export type PersonRow = Readonly<Record<string, string>>;

export interface ListedPerson {
  firstName: string;
  lastName: string;
  dateOfBirth: LocalDate;
  nhsNumber?: string;
  /** A number that the one above has replaced. */
  previousNhsNumber?: string;
  postcode?: string;
  outcode?: string;
  address?: string;
  mobile?: string;
  email?: string;
  /** ISO 639; English where nothing is said. */
  language: string;
  sex?: 'f' | 'm';
  /** NHS data dictionary, ethnic category 2001: A to S, Z not stated. */
  ethnicity?: string;
  practice?: string;
  place?: string;
  deprivationFifth?: number;
  /** Bits of `personFlags`. */
  flags: number;
  deceasedOn?: LocalDate;
}

export interface RowFault {
  column: string;
  code:
    | 'first_name_missing'
    | 'last_name_missing'
    | 'first_name_long'
    | 'last_name_long'
    | 'date_not_real'
    | 'date_of_birth_in_future'
    | 'date_of_birth_too_old'
    | 'nhs_number_wrong'
    | 'postcode_wrong'
    | 'mobile_wrong'
    | 'email_wrong'
    | 'person_unclear'
    | 'unknown_value';
}

const LONGEST_NAME = 100;
const LONGEST_ADDRESS = 300;
const OLDEST_YEARS = 130;

/** '27/03/1950', '27.3.1950', '27 March 1950' or '1950-03-27', the day first as in England; null when it is no date. */
export function readDate(text: string): LocalDate | null {
  if (isLocalDate(text)) return text;
  const parts = text.split(/[\s/.-]+/);
  if (parts.length !== 3) return null;
  const [day, month, year] = parts as [string, string, string];
  const read = parseDateParts({ day, month, year });
  return read.ok ? read.date : null;
}

/** Words that come again and again in lists of millions, each read once. */
function once<T>(parse: (value: string) => T | null): (value: string) => T | null {
  const known = new Map<string, T | null>();
  return (value) => {
    const before = known.get(value);
    if (before !== undefined) return before;
    const read = parse(value);
    if (known.size < MOST_KNOWN) known.set(value, read);
    return read;
  };
}
const MOST_KNOWN = 5000;

const readNhsNumber = (value: string): string | null => ok(parseNhsNumber(value), ({ value: number }) => number);
const readMobile = (value: string): string | null => ok(parseMobile(value), ({ e164 }) => e164);
const readEmail = (value: string): string | null => ok(parseEmail(value), ({ email }) => email);
const readLanguage = once((value) => /^[a-z]{2,3}$/.exec(value.toLowerCase())?.[0] ?? null);
const readFlags = once(flags);
const readSex = once(sex);
const readEthnicity = once((value) => /^[A-SZ]/i.exec(value)?.[0].toUpperCase() ?? null);
const readPractice = once((value) => /^[A-Z0-9]{3,8}$/.exec(value.toUpperCase())?.[0] ?? null);
const readFifth = once((value) => (/^[1-5]$/.test(value) ? Number(value) : null));

/** Reads one row; every fault of it is told. A person without number and postcode cannot be told from others of the name. */
export function readPerson(row: PersonRow, today: LocalDate): { person: ListedPerson; faults: RowFault[] } {
  const faults: RowFault[] = [];
  const fault = (column: string, code: RowFault['code']): undefined => void faults.push({ column, code });
  const read = <T>(column: string, parse: (value: string) => T | null, code: RowFault['code']): T | undefined => {
    const value = textOf(row, column);
    if (value === '') return undefined;
    return parse(value) ?? fault(column, code);
  };
  const name = (column: 'first_name' | 'last_name'): string => {
    const value = textOf(row, column);
    if (value === '') fault(column, `${column}_missing`);
    if (value.length > LONGEST_NAME) fault(column, `${column}_long`);
    return value;
  };
  const person: ListedPerson = {
    firstName: name('first_name'),
    lastName: name('last_name'),
    dateOfBirth: '',
    language: read('language', readLanguage, 'unknown_value') ?? 'en',
    flags: read('flags', readFlags, 'unknown_value') ?? 0,
  };
  const set = <K extends keyof ListedPerson>(key: K, value: ListedPerson[K] | undefined): void => {
    if (value !== undefined) person[key] = value;
  };
  const born = readDate(textOf(row, 'date_of_birth'));
  if (!born) fault('date_of_birth', 'date_not_real');
  else if (born > today) fault('date_of_birth', 'date_of_birth_in_future');
  else if (Number(today.slice(0, 4)) - Number(born.slice(0, 4)) > OLDEST_YEARS)
    fault('date_of_birth', 'date_of_birth_too_old');
  person.dateOfBirth = born ?? '';
  const postcode = read('postcode', parsePostcode, 'postcode_wrong');
  set('nhsNumber', read('nhs_number', readNhsNumber, 'nhs_number_wrong'));
  set('previousNhsNumber', read('previous_nhs_number', readNhsNumber, 'nhs_number_wrong'));
  set('postcode', postcode?.postcode);
  set('outcode', postcode?.outcode);
  set('address', textOf(row, 'address').slice(0, LONGEST_ADDRESS) || undefined);
  set('mobile', read('mobile', readMobile, 'mobile_wrong'));
  set('email', read('email', readEmail, 'email_wrong'));
  set('sex', read('sex', readSex, 'unknown_value'));
  set('ethnicity', read('ethnicity', readEthnicity, 'unknown_value'));
  set('practice', read('practice', readPractice, 'unknown_value'));
  set('place', textOf(row, 'place') || undefined);
  set('deprivationFifth', read('deprivation_fifth', readFifth, 'unknown_value'));
  set('deceasedOn', read('deceased_on', readDate, 'date_not_real'));
  if (textOf(row, 'nhs_number') === '' && textOf(row, 'postcode') === '') fault('postcode', 'person_unclear');
  return { person, faults };
}

const textOf = (row: PersonRow, column: string): string => (row[column] ?? '').trim();

function ok<T extends { ok: boolean }, R>(read: T, value: (read: Extract<T, { ok: true }>) => R): R | null {
  return read.ok ? value(read as Extract<T, { ok: true }>) : null;
}

function sex(value: string): 'f' | 'm' | null {
  if (/^(f|female|2)$/i.test(value)) return 'f';
  return /^(m|male|1)$/i.test(value) ? 'm' : null;
}

/** Words of `personFlags`, apart by space, comma, semicolon or bar. */
function flags(value: string): number | null {
  const words = value
    .toLowerCase()
    .split(/[\s,;|]+/)
    .filter((word) => word !== '');
  const known = words.filter((word): word is PersonFlag => (personFlags as readonly string[]).includes(word));
  return known.length === words.length ? flagBits(known) : null;
}

/** Other headings that lists use for a column, in the form of `columnOf`. */
const SYNONYMS: Record<string, string> = {
  forename: 'first_name',
  given_name: 'first_name',
  firstname: 'first_name',
  surname: 'last_name',
  family_name: 'last_name',
  lastname: 'last_name',
  dob: 'date_of_birth',
  birth_date: 'date_of_birth',
  nhs: 'nhs_number',
  nhs_no: 'nhs_number',
  old_nhs_number: 'previous_nhs_number',
  superseded_nhs_number: 'previous_nhs_number',
  post_code: 'postcode',
  mobile_number: 'mobile',
  mobile_phone: 'mobile',
  phone: 'mobile',
  email_address: 'email',
  e_mail: 'email',
  gender: 'sex',
  ethnic_group: 'ethnicity',
  mobile_no: 'mobile',
  telephone: 'mobile',
  preferred_language: 'language',
  gp_practice: 'practice',
  gp_surgery: 'practice',
  surgery: 'practice',
  practice_code: 'practice',
  imd_quintile: 'deprivation_fifth',
  deprivation_quintile: 'deprivation_fifth',
  date_of_death: 'deceased_on',
  death_date: 'deceased_on',
  deceased_date: 'deceased_on',
  deceased: 'deceased_on',
  died_on: 'deceased_on',
};

/** The column that a heading most likely means: 'NHS No.' is nhs_number. */
export function columnOf(heading: string): string {
  const word = heading
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return SYNONYMS[word] ?? word;
}

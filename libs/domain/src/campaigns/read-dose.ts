import { parseNhsNumber } from '../nhs-number';
import { parsePostcode } from '../postcode';
import type { LocalDate } from '../local-date';
import { columnOf, readDate, type PersonRow } from './read-person';

/** A dose that somebody else gave, as a list says it. */
export interface ListedDose {
  nhsNumber?: string;
  firstName?: string;
  lastName?: string;
  dateOfBirth: LocalDate;
  postcode?: string;
  /** What was given, in the words of the list. */
  service: string;
  givenOn: LocalDate;
  product: string;
  givenAt: string;
}

export interface DoseFault {
  column: string;
  code:
    | 'required'
    | 'date_not_real'
    | 'date_in_future'
    | 'date_before_birth'
    | 'nhs_number_wrong'
    | 'postcode_wrong'
    | 'person_unclear';
}

const LONGEST = 120;

/** '20261003' and '20261003T10150000' are how national extracts write a date; else as lists of people write it. */
export function readListDate(text: string): LocalDate | null {
  const compact = /^(\d{4})(\d{2})(\d{2})(T\d+)?$/.exec(text);
  return readDate(compact ? `${compact[1]}-${compact[2]}-${compact[3]}` : text.replace(/T\d{2}:\d{2}.*$/, ''));
}

/** Reads one row; every fault of it is told. Whose dose it is must be said by number, or by name and postcode; and by date of birth. */
export function readDose(row: PersonRow, today: LocalDate): { dose: ListedDose; faults: DoseFault[] } {
  const faults: DoseFault[] = [];
  const text = (column: string): string => (row[column] ?? '').trim();
  const fault = (column: string, code: DoseFault['code']): undefined => void faults.push({ column, code });
  const date = (column: string): LocalDate | undefined => {
    const value = text(column);
    if (value === '') return fault(column, 'required');
    const read = readListDate(value);
    if (!read) return fault(column, 'date_not_real');
    return read > today ? fault(column, 'date_in_future') : read;
  };
  const number = text('nhs_number');
  const read = number === '' ? undefined : parseNhsNumber(number);
  if (read && !read.ok) fault('nhs_number', 'nhs_number_wrong');
  const postcode =
    text('postcode') === '' ? undefined : (parsePostcode(text('postcode')) ?? fault('postcode', 'postcode_wrong'));
  const [firstName, lastName] = [text('first_name'), text('last_name')];
  if (number === '' && (firstName === '' || lastName === '' || text('postcode') === ''))
    fault('nhs_number', 'person_unclear');
  const [dateOfBirth, givenOn] = [date('date_of_birth'), date('given_on')];
  if (dateOfBirth && givenOn && givenOn < dateOfBirth) fault('given_on', 'date_before_birth');
  if (text('service') === '') fault('service', 'required');
  return {
    dose: {
      ...(read?.ok && { nhsNumber: read.value }),
      ...(firstName !== '' && { firstName }),
      ...(lastName !== '' && { lastName }),
      ...(postcode && { postcode: postcode.postcode }),
      dateOfBirth: dateOfBirth ?? '',
      service: text('service'),
      givenOn: givenOn ?? '',
      product: text('product').slice(0, LONGEST),
      givenAt: text('given_at').slice(0, LONGEST),
    },
    faults,
  };
}

/** Other headings that such lists use, in the form of `columnOf`; national extracts among them. */
const SYNONYMS: Record<string, string> = {
  person_forename: 'first_name',
  person_surname: 'last_name',
  person_dob: 'date_of_birth',
  person_postcode: 'postcode',
  vaccine: 'service',
  vaccination: 'service',
  vaccine_type: 'service',
  vaccine_programme: 'service',
  programme: 'service',
  date: 'given_on',
  date_given: 'given_on',
  dose_date: 'given_on',
  vaccination_date: 'given_on',
  event_date: 'given_on',
  date_and_time: 'given_on',
  vaccine_product: 'product',
  vaccine_product_term: 'product',
  product_name: 'product',
  where: 'given_at',
  place: 'given_at',
  location: 'given_at',
  site: 'given_at',
  site_name: 'given_at',
  organisation: 'given_at',
};

/** The column of a dose that a heading most likely means. */
export function doseColumnOf(heading: string): string {
  const word = columnOf(heading);
  return SYNONYMS[word] ?? word;
}

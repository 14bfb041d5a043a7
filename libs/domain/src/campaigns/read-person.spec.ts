import { columnOf, readDate, readPerson } from './read-person';
import { flagBits } from './words';

const TODAY = '2026-11-26';
const row = {
  first_name: ' Amina ',
  last_name: 'Osei',
  date_of_birth: '27/03/1950',
  nhs_number: '943 476 5919',
  postcode: 'l24 8qb',
  mobile: '07700 900123',
  email: 'amina@example.com',
  language: 'PL',
  sex: 'F',
  ethnicity: 'A',
  flags: 'carer; care_home',
  deprivation_fifth: '1',
};

test('a row is read as lists write it', () => {
  expect(readPerson(row, TODAY)).toEqual({
    faults: [],
    person: {
      firstName: 'Amina',
      lastName: 'Osei',
      dateOfBirth: '1950-03-27',
      nhsNumber: '9434765919',
      postcode: 'L24 8QB',
      outcode: 'L24',
      mobile: '+447700900123',
      email: 'amina@example.com',
      language: 'pl',
      sex: 'f',
      ethnicity: 'A',
      flags: flagBits(['carer', 'care_home']),
      deprivationFifth: 1,
    },
  });
});

test('every fault of a row is told at once', () => {
  const { faults } = readPerson(
    {
      ...row,
      first_name: '',
      date_of_birth: '03/14/1952',
      nhs_number: '9434765918',
      mobile: '0151 496 0000',
      flags: 'brave',
    },
    TODAY,
  );
  expect(faults).toEqual([
    { column: 'first_name', code: 'first_name_missing' },
    { column: 'flags', code: 'unknown_value' },
    { column: 'date_of_birth', code: 'date_not_real' },
    { column: 'nhs_number', code: 'nhs_number_wrong' },
    { column: 'mobile', code: 'mobile_wrong' },
  ]);
});

test('somebody without number and postcode cannot be told from others', () => {
  expect(readPerson({ ...row, nhs_number: '', postcode: '' }, TODAY).faults).toEqual([
    { column: 'postcode', code: 'person_unclear' },
  ]);
});

test.each([
  ['1950-03-27', '1950-03-27'],
  ['27.3.1950', '1950-03-27'],
  ['27 March 1950', '1950-03-27'],
  ['29/02/2023', null],
  ['yesterday', null],
])('%s is %s', (text, date) => expect(readDate(text)).toBe(date));

test.each([
  ['NHS No.', 'nhs_number'],
  ['Date of birth', 'date_of_birth'],
  ['Surname', 'last_name'],
  ['Deceased', 'deceased_on'],
  ['GP surgery', 'practice'],
  ['favourite colour', 'favourite_colour'],
])('the heading %s is %s', (heading, column) => expect(columnOf(heading)).toBe(column));

import { doseColumnOf, readDose, readListDate } from './read-dose';

const row = { nhs_number: '9990000018', date_of_birth: '01/03/1950', service: 'Flu', given_on: '03/10/2026' };
const TODAY = '2026-11-02';
const faults = (more: object) =>
  readDose({ ...row, ...more }, TODAY).faults.map(({ column, code }) => `${column} ${code}`);

test('a row says whose dose it was, of what, and when', () => {
  expect(readDose({ ...row, product: ' Fluad ', given_at: 'Boots Speke' }, TODAY)).toEqual({
    dose: {
      nhsNumber: '9990000018',
      dateOfBirth: '1950-03-01',
      service: 'Flu',
      givenOn: '2026-10-03',
      product: 'Fluad',
      givenAt: 'Boots Speke',
    },
    faults: [],
  });
});

test('every fault of a row is told', () => {
  expect(faults({ nhs_number: '123', given_on: '31/02/2026', service: '' })).toEqual([
    'nhs_number nhs_number_wrong',
    'given_on date_not_real',
    'service required',
  ]);
  expect(faults({ given_on: '03/11/2026' })).toEqual(['given_on date_in_future']);
  expect(faults({ given_on: '28/02/1950' })).toEqual(['given_on date_before_birth']);
  expect(faults({ nhs_number: '', first_name: 'Ada' })).toEqual(['nhs_number person_unclear']);
  expect(faults({ nhs_number: '', first_name: 'Ada', last_name: 'Ng', postcode: 'L24 8QB' })).toEqual([]);
  expect(faults({ date_of_birth: '' })).toEqual(['date_of_birth required']);
});

test('dates and headings of national extracts are known', () => {
  expect(readListDate('20261003T10150000')).toBe('2026-10-03');
  expect(readListDate('2026-10-03T10:15:00+01:00')).toBe('2026-10-03');
  expect(readListDate('20261332')).toBeNull();
  expect(['PERSON_DOB', 'Vaccination date', 'NHS No.', 'Where', 'VACCINE_PRODUCT_TERM'].map(doseColumnOf)).toEqual([
    'date_of_birth',
    'given_on',
    'nhs_number',
    'given_at',
    'product',
  ]);
});

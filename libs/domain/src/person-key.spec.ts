import { personKeyText } from './person-key';

const amina = { firstName: 'Amina', lastName: 'Khan', dateOfBirth: '1990-05-06', postcode: 'L24 8QB' };
const key = (change: Partial<Parameters<typeof personKeyText>[0]> = {}) => personKeyText({ ...amina, ...change });

test('an NHS number is the whole key, however it is spaced', () => {
  expect(key({ nhsNumber: '999 123 4567' })).toBe('nhs:9991234567');
  expect(key({ nhsNumber: ' ' })).toBe(key());
});

test('without one it is last name, first initial, date of birth and home postcode', () => {
  expect(key()).toBe('khan|a|1990-05-06|l248qb');
  expect(key({ postcode: undefined })).toBe('khan|a|1990-05-06|none');
  expect(key({ postcode: ' ' })).toBe('khan|a|1990-05-06|none');
});

test('spelling does not make two people of one', () => {
  const spellings = ["O'Brien-Łukasz", 'O’BRIEN ŁUKASZ', ' obrien lukasz '].map((lastName) => key({ lastName }));
  expect(new Set(spellings).size).toBe(1);
  expect(key({ firstName: 'Émile' })).toBe(key({ firstName: 'emile' }));
  expect(key({ lastName: 'Mu\u0308ller' })).toBe(key({ lastName: 'MÜLLER' }));
  expect(key({ lastName: 'İnan' })).toBe(key({ lastName: 'inan' }));
  expect(key({ postcode: 'l248qb' })).toBe(key());
});

test('twins and other people stay different', () => {
  const people = [
    {},
    { firstName: 'Bilal' },
    { lastName: 'Kahn' },
    { dateOfBirth: '1990-06-05' },
    { postcode: 'L24 8QA' },
    { postcode: undefined },
  ];
  expect(new Set(people.map(key)).size).toBe(people.length);
});

test('names in other scripts keep their letters and vowels', () => {
  expect(key({ lastName: 'राम' })).not.toBe(key({ lastName: 'रोम' }));
  expect(key({ lastName: '王' })).not.toBe(key({ lastName: '李' }));
  expect(key({ lastName: 'مُحَمَّد' })).toBe(key({ lastName: 'محمد' }));
  expect(key({ firstName: '😀 한', lastName: '김' })).toBe('김|한|1990-05-06|l248qb');
});

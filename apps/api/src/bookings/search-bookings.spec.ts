import { nameAndBirth, nameStarts } from './search-bookings';

test('one word starts a first or a last name', () => {
  expect(nameStarts(' okafor ')).toEqual([
    { first: 'okafor', last: '' },
    { first: '', last: 'okafor' },
  ]);
});

test('several words are split at every space, in both orders', () => {
  expect(nameStarts('Jones, Mary  Ann')).toEqual([
    { first: 'Jones Mary Ann', last: '' },
    { first: '', last: 'Jones Mary Ann' },
    { first: 'Jones', last: 'Mary Ann' },
    { first: 'Mary Ann', last: 'Jones' },
    { first: 'Jones Mary', last: 'Ann' },
    { first: 'Ann', last: 'Jones Mary' },
  ]);
});

test('a text without end makes no list without end', () => {
  expect(nameStarts('a '.repeat(50))).toHaveLength(12);
});

test('nothing but commas finds nobody', () => {
  expect(nameStarts(',,')).toEqual([]);
});

test.each([
  ['27/3/1950', [{ first: '', last: '' }], '1950-03-27'],
  ['27 March 1950', [{ first: '', last: '' }], '1950-03-27'],
  ['khan 1950-03-27', nameStarts('khan'), '1950-03-27'],
  ['Khan, Amina, 27.03.1950 ', nameStarts('Khan, Amina'), '1950-03-27'],
  ['khan 31/2/1950', nameStarts('khan 31/2/1950'), null],
  ['khan', nameStarts('khan'), null],
])('%s is read as a name, a date of birth or both', (typed, starts, born) => {
  expect(nameAndBirth(typed)).toEqual({ starts, born });
});

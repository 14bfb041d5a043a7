import { aRow } from '../../test/staff-api';
import { isShown, readShow, rowMatcher } from './row-filters';

const person = aRow({ firstName: 'Anne-Marie', lastName: "O'Brien Łuczak", reference: 'K7QF9-X2A4M' });
const finds = (typed: string) => rowMatcher(typed)(person);

test.each([
  '',
  '  ',
  'anne',
  'marie',
  'anne-marie',
  'annemarie',
  'brien',
  'obrien',
  "o'brien",
  'BRIEN ANNE',
  'anne brien',
  'k7qf9x2a4m',
  'K7QF9 X2A4M',
  'x2a4',
  '9990000018',
  '999 000 0018',
  '0018',
  '3/4/1954',
  '03041954',
  '3 april 1954',
  '1954-04-03',
])('%p finds the person', (typed) => {
  expect(finds(typed)).toBe(true);
});

test.each(['x', 'nne', 'k7', 'brien smith', '4/3/1954', '1234567890', '31/2/1954', '99'])('%p does not', (typed) => {
  expect(finds(typed)).toBe(false);
});

test('letters that look like digits are forgiven in a reference', () => {
  const row = aRow({ reference: '01ABC-D10EF' });
  for (const typed of ['oiabc', 'OLABC', '0 1 a b c', 'd1oe']) expect(rowMatcher(typed)(row)).toBe(true);
});

test('a person without NHS number or date of birth is not found by one', () => {
  const row = aRow({ nhsNumber: null, dateOfBirth: null });
  expect(rowMatcher('9990000018')(row)).toBe(false);
  expect(rowMatcher('3/4/1954')(row)).toBe(false);
});

test('a filter shows what the figure of the same name counts; all shows everybody', () => {
  expect(isShown({ status: 'booked' }, 'expected')).toBe(true);
  expect(isShown({ status: 'checked_in' }, 'arrived')).toBe(true);
  expect(isShown({ status: 'completed' }, 'done')).toBe(true);
  expect(isShown({ status: 'did_not_attend' }, 'done')).toBe(false);
  expect(isShown({ status: 'cancelled' }, 'expected')).toBe(false);
  expect(isShown({ status: 'cancelled' }, 'all')).toBe(true);
});

test('an unknown filter in the address means all', () => {
  expect(readShow('nonsense')).toBe('all');
  expect(readShow('done')).toBe('done');
});

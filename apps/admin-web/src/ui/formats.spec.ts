import { dateAt, formatLongDate, formatShortDate, formatShortWeekday, formatTime, weekdayNames } from './formats';

test.each([
  ['2026-11-21T10:50:00+00:00', '10:50am'],
  ['2026-07-01T12:00:00+01:00', '12:00pm'],
  ['2026-07-01T11:00:00Z', '12:00pm'],
  ['2026-11-21T00:30:00Z', '12:30am'],
])('%s is shown as %s', (instant, shown) => {
  expect(formatTime(instant)).toBe(shown);
});

test('the hour that happens twice when the clocks go back is told apart', () => {
  expect(formatTime('2026-10-25T00:30:00Z')).toBe('1:30am (first)');
  expect(formatTime('2026-10-25T01:30:00Z')).toBe('1:30am (second)');
  expect(formatTime('2026-10-25T02:00:00Z')).toBe('2:00am');
});

test('dates are written without commas', () => {
  expect(formatLongDate('2026-11-21')).toBe('Saturday 21 November 2026');
  expect(formatShortDate('1954-03-03')).toBe('3 Mar 1954');
  expect(formatShortWeekday('2026-11-21')).toBe('Sat 21 Nov 2026');
});

test('the date is that of the sites, not of the browser', () => {
  expect(dateAt('2026-06-30T23:30:00Z')).toBe('2026-07-01');
});

test.each([
  [[1, 2, 3, 4, 5], 'Monday to Friday'],
  [[7, 1, 2, 3], 'Monday to Wednesday, Sunday'],
  [[1, 2, 5], 'Monday, Tuesday, Friday'],
  [[6], 'Saturday'],
  [[], ''],
])('%s is said as %s', (weekdays, said) => {
  expect(weekdayNames(weekdays)).toBe(said);
});

import { easterOf, holidaysBetween, readHolidays, usualHolidays } from './holidays';

const datesOf = (year: number) =>
  holidaysBetween('england-and-wales', `${year}-01-01`, `${year}-12-31`).map(({ date }) => date);

// As published by the government for these years.
test.each([
  [2025, ['01-01', '04-18', '04-21', '05-05', '05-26', '08-25', '12-25', '12-26']],
  [2026, ['01-01', '04-03', '04-06', '05-04', '05-25', '08-31', '12-25', '12-28']],
  [2027, ['01-01', '03-26', '03-29', '05-03', '05-31', '08-30', '12-27', '12-28']],
  // Christmas on a Sunday, and New Year on one.
  [2016, ['01-01', '03-25', '03-28', '05-02', '05-30', '08-29', '12-26', '12-27']],
  [2017, ['01-02', '04-14', '04-17', '05-01', '05-29', '08-28', '12-25', '12-26']],
])('the bank holidays of England in %i', (year, days) => {
  expect(datesOf(year).sort()).toEqual(days.map((day) => `${year}-${day}`));
});

test('Easter falls where the church keeps it', () => {
  expect([1818, 2000, 2008, 2024, 2038].map(easterOf)).toEqual([
    '1818-03-22',
    '2000-04-23',
    '2008-03-23',
    '2024-03-31',
    '2038-04-25',
  ]);
});

test('only days between the dates count, over the turn of a year, and a region without a calendar has none', () => {
  expect(holidaysBetween('england-and-wales', '2026-12-25', '2027-01-01')).toEqual([
    { date: '2026-12-25', name: 'christmas' },
    { date: '2026-12-28', name: 'boxing' },
    { date: '2027-01-01', name: 'new_year' },
  ]);
  expect(holidaysBetween('england-and-wales', '2026-12-26', '2026-12-25')).toEqual([]);
  expect(holidaysBetween('none', '2026-01-01', '2026-12-31')).toEqual([]);
});

test('a region has the holidays of its country, its own dates, or none', () => {
  expect(usualHolidays('Europe/London')).toBe('england-and-wales');
  expect(usualHolidays('Europe/Madrid')).toBe('none');
  expect(readHolidays('none')).toBe('none');
  const own = readHolidays('2026-12-26, 2026-09-11,2026-09-11') ?? 'none';
  expect(own).toEqual(['2026-09-11', '2026-12-26']);
  expect(holidaysBetween(own, '2026-09-01', '2026-12-25')).toEqual([{ date: '2026-09-11' }]);
  expect(['', 'scotland', '2026-02-30', '2026-12-25;2026-12-26'].map(readHolidays)).toEqual(Array(4).fill(undefined));
});

import fc from 'fast-check';
import { parseDateParts } from './date-parts';
import { addDays } from './local-date';

const read = (day: string, month: string, year: string) => {
  const parsed = parseDateParts({ day, month, year });
  return parsed.ok ? parsed.date : parsed.reason;
};

test.each([
  ['27', '3', '1952', '1952-03-27'],
  [' 7 ', '03', ' 1952', '1952-03-07'],
  ['27', 'March', '1952', '1952-03-27'],
  ['27', 'mar', '1952', '1952-03-27'],
  ['27', 'SEPT.', '1952', '1952-09-27'],
  ['٢٧', '٣', '١٩٥٢', '1952-03-27'],
  ['', '', ' ', 'empty'],
  ['', '3', '1952', 'missing_day'],
  ['27', '', '1952', 'missing_month'],
  ['27', '3', '', 'missing_year'],
  ['', '', '1952', 'missing_day_and_month'],
  ['', '3', '', 'missing_day_and_year'],
  ['27', '', '', 'missing_month_and_year'],
  ['27', '3', '52', 'short_year'],
  ['29', '2', '2025', 'not_real'],
  ['31', 'june', '2025', 'not_real'],
  ['27', 'ma', '1952', 'not_real'],
  ['27', 'marches', '1952', 'not_real'],
  ['27', '13', '1952', 'not_real'],
  ['x', '3', '1952', 'not_real'],
  ['27', '3', '19520', 'not_real'],
  ['27', '3', 'year', 'not_real'],
])('"%s" "%s" "%s" is read as %s', (day, month, year, expected) => {
  expect(read(day, month, year)).toBe(expected);
});

test('every date can be typed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 90_000 }), (n) => {
      const date = addDays('1880-01-01', n);
      const [year, month, day] = date.split('-') as [string, string, string];
      expect([read(day, month, year), read(String(Number(day)), String(Number(month)), year)]).toEqual([date, date]);
    }),
  );
});

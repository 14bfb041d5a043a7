import fc from 'fast-check';
import { DateTime } from 'luxon';
import { addDays, addPeriod, ageInYears, dateReachingAge, daysBetween, isLocalDate, weekdayOf } from './local-date';

const anyDate = fc.integer({ min: 0, max: 90_000 }).map((n) => addDays('1880-01-01', n));

test('a day that is not in the calendar is not a date', () => {
  expect(
    [
      '2026-02-29',
      '2026-13-01',
      '2026-00-10',
      '2026-04-31',
      '26-01-01',
      '2026-1-1',
      ' 2026-01-01',
      '0000-01-01',
      '',
    ].filter(isLocalDate),
  ).toEqual([]);
  expect(['2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'].every(isLocalDate)).toBe(true);
  expect(isLocalDate('1900-02-29')).toBe(false);
});

test('adding days goes through leap days and years, and agrees with Luxon', () => {
  expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
  expect(addDays('0001-01-02', -1)).toBe('0001-01-01');
  fc.assert(
    fc.property(anyDate, fc.integer({ min: -40_000, max: 40_000 }), (date, n) => {
      expect(addDays(date, n)).toBe(DateTime.fromISO(date, { zone: 'utc' }).plus({ days: n }).toISODate());
      expect(daysBetween(date, addDays(date, n))).toBe(n);
    }),
  );
});

test.each([
  ['2026-03-31', { months: 6 }, '2026-10-01'],
  ['2024-02-29', { years: 1 }, '2025-03-01'],
  ['2024-02-29', { years: 4 }, '2028-02-29'],
  ['2026-08-31', { months: 18 }, '2028-03-01'],
  ['2026-12-31', { months: 2 }, '2027-03-01'],
  ['2026-01-31', { months: 1, days: 1 }, '2026-03-02'],
  ['2026-01-31', { months: -2 }, '2025-12-01'],
  ['2026-01-15', { months: -13 }, '2024-12-15'],
  ['2026-10-24', { weeks: 1, days: 1 }, '2026-11-01'],
])('%s plus %j is %s', (date, period, expected) => {
  expect(addPeriod(date, period)).toBe(expected);
});

test('a date that exists after adding is kept, one that does not is the 1st of the next month', () => {
  fc.assert(
    fc.property(anyDate, fc.integer({ min: -600, max: 600 }), (date, months) => {
      const clamped = DateTime.fromISO(date, { zone: 'utc' }).plus({ months });
      const isKept = clamped.day === Number(date.slice(8));
      expect(addPeriod(date, { months })).toBe((isKept ? clamped : clamped.plus({ days: 1 })).toISODate());
    }),
  );
});

test('text that is not a date and years outside the calendar are thrown out', () => {
  expect(() => addDays('2026-02-30', 1)).toThrow(RangeError);
  expect(() => addPeriod('2026-02-30', {})).toThrow(RangeError);
  expect(() => addDays('9999-12-31', 1)).toThrow(RangeError);
  expect(() => addPeriod('9999-12-31', { years: 1 })).toThrow(RangeError);
});

test('weekdays count from Monday, also before 1970', () => {
  expect(['2026-10-26', '2026-11-01', '1969-12-31', '1970-01-01'].map(weekdayOf)).toEqual([1, 7, 3, 4]);
  fc.assert(fc.property(anyDate, (date) => expect(weekdayOf(date)).toBe(DateTime.fromISO(date).weekday)));
});

test('an age is reached on the birthday, and on 1 March by someone born on 29 February', () => {
  expect([ageInYears('1950-06-15', '2026-06-14'), ageInYears('1950-06-15', '2026-06-15')]).toEqual([75, 76]);
  expect([ageInYears('1952-02-29', '2027-02-28'), ageInYears('1952-02-29', '2027-03-01')]).toEqual([74, 75]);
  expect(ageInYears('1952-02-29', '2028-02-29')).toBe(76);
  expect(dateReachingAge('1952-02-29', { years: 75 })).toBe('2027-03-01');
});

test('an age in years changes exactly on the date that reaches it', () => {
  fc.assert(
    fc.property(anyDate, fc.integer({ min: 0, max: 110 }), (born, years) => {
      const reached = dateReachingAge(born, { years });
      expect([ageInYears(born, addDays(reached, -1)), ageInYears(born, reached)]).toEqual([years - 1, years]);
    }),
  );
});

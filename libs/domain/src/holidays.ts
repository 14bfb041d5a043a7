import { addDays, isLocalDate, localDateFrom, weekdayOf, type LocalDate } from './local-date';

export const HOLIDAY_NAMES = [
  'new_year',
  'good_friday',
  'easter_monday',
  'early_may',
  'spring',
  'summer',
  'christmas',
  'boxing',
] as const;
export type HolidayName = (typeof HOLIDAY_NAMES)[number];
export interface Holiday {
  date: LocalDate;
  /** None where a region has written its own dates. */
  name?: HolidayName;
}

/** Which days are public holidays: by the rule of a country, on a region's own dates, or nobody has said. */
export type HolidayCalendar = 'england-and-wales' | 'none' | readonly LocalDate[];

const HOME = 'Europe/London';

/** Where nobody chose: England and Wales in the time zone they share with their neighbours, nothing elsewhere. */
export const usualHolidays = (timeZone: string): HolidayCalendar => (timeZone === HOME ? 'england-and-wales' : 'none');

/** `england-and-wales`, `none`, or dates with commas between: `2026-12-25,2026-12-26`; undefined for anything else. */
export function readHolidays(text: string): HolidayCalendar | undefined {
  const typed = text.trim();
  if (typed === 'england-and-wales' || typed === 'none') return typed;
  const dates = typed.split(',').map((date) => date.trim());
  return dates.every(isLocalDate) ? [...new Set(dates)].sort() : undefined;
}

const MONDAY = 1;
const SATURDAY = 6;

/** Easter Sunday of the Gregorian calendar. Source: Meeus, Astronomical Algorithms, chapter 8. */
export function easterOf(year: number): LocalDate {
  const a = year % 19;
  const [b, c] = [Math.floor(year / 100), year % 100];
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  return localDateFrom(year, month, (h + l - 7 * m + 33 * month + 19) % 32) as LocalDate;
}

const onOrAfter = (weekday: number, date: LocalDate): LocalDate => addDays(date, (weekday - weekdayOf(date) + 7) % 7);
const onOrBefore = (weekday: number, date: LocalDate): LocalDate =>
  addDays(date, -((weekdayOf(date) - weekday + 7) % 7));

/**
 * Bank holidays of England and Wales by rule; one that falls on a weekend moves to the next day that is none. Holidays proclaimed for
 * one year alone cannot be reckoned. Source: Banking and Financial Dealings Act 1971.
 */
function ofEnglandAndWales(year: number): Holiday[] {
  const day = (month: number, dayOfMonth: number) => localDateFrom(year, month, dayOfMonth) as LocalDate;
  const easter = easterOf(year);
  const newYear = day(1, 1);
  const [christmas, boxing] = [day(12, 25), day(12, 26)];
  return [
    { name: 'new_year', date: weekdayOf(newYear) >= SATURDAY ? onOrAfter(MONDAY, newYear) : newYear },
    { name: 'good_friday', date: addDays(easter, -2) },
    { name: 'easter_monday', date: addDays(easter, 1) },
    { name: 'early_may', date: onOrAfter(MONDAY, day(5, 1)) },
    { name: 'spring', date: onOrBefore(MONDAY, day(5, 31)) },
    { name: 'summer', date: onOrBefore(MONDAY, day(8, 31)) },
    { name: 'christmas', date: weekdayOf(christmas) >= SATURDAY ? addDays(christmas, 2) : christmas },
    { name: 'boxing', date: weekdayOf(boxing) >= SATURDAY ? addDays(boxing, 2) : boxing },
  ];
}

/** Holidays between two dates, both included, by date. */
export function holidaysBetween(calendar: HolidayCalendar, from: LocalDate, to: LocalDate): Holiday[] {
  if (calendar === 'none' || to < from) return [];
  if (typeof calendar !== 'string')
    return calendar.filter((date) => from <= date && date <= to).map((date) => ({ date }));
  const [first, last] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))];
  return Array.from({ length: last - first + 1 }, (_, n) => ofEnglandAndWales(first + n))
    .flat()
    .filter(({ date }) => from <= date && date <= to)
    .sort((a, b) => a.date.localeCompare(b.date));
}

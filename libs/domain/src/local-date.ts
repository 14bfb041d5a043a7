/** A calendar date, 'YYYY-MM-DD', years 0001–9999. Compares correctly as text. */
export type LocalDate = string;
/** A wall-clock time, 'HH:mm', 00:00–23:59 (24:00 only where an end is meant). */
export type LocalTime = string;
/** A span of the calendar. Parts are added in this order: years and months, then weeks and days. May be negative. */
export interface Period {
  years?: number;
  months?: number;
  weeks?: number;
  days?: number;
}

const DAY = 86_400_000;

const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

const daysInMonth = (year: number, month: number): number =>
  [31, isLeapYear(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;

const isDay = (year: number, month: number, day: number): boolean =>
  year >= 1 && year <= 9999 && day >= 1 && day <= daysInMonth(year, month);

/** Year, month 1–12, day → 'YYYY-MM-DD', or null if there is no such day. */
export const localDateFrom = (year: number, month: number, day: number): LocalDate | null =>
  isDay(year, month, day)
    ? `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
    : null;

/** Is this text a day of the calendar, written 'YYYY-MM-DD'? */
export const isLocalDate = (text: string): boolean => {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  return match !== null && isDay(Number(match[1]), Number(match[2]), Number(match[3]));
};

const epochDay = (date: LocalDate): number => {
  if (!isLocalDate(date)) throw new RangeError(`not a date: ${date}`);
  return Date.parse(`${date}T00:00:00Z`) / DAY;
};

/** `n` days later (earlier when negative). Throws RangeError for text that is not a date or a year outside 1–9999. */
export const addDays = (date: LocalDate, n: number): LocalDate => {
  const text = new Date((epochDay(date) + n) * DAY).toISOString().slice(0, 10);
  if (!isLocalDate(text)) throw new RangeError(`outside the calendar: ${date} + ${n} days`);
  return text;
};

/**
 * Adds by calendar: years and months first, then weeks and days. A day that does not exist becomes the 1st of the next
 * month: 31 March + 6 months = 1 October. Source: CDC CDSi Logic Specification, CALCDT-1 to 6.
 */
export const addPeriod = (date: LocalDate, period: Period): LocalDate => {
  const [year, month, day] = [date.slice(0, 4), date.slice(5, 7), date.slice(8, 10)].map(Number) as [
    number,
    number,
    number,
  ];
  epochDay(date);
  const months = (year + (period.years ?? 0)) * 12 + (month - 1) + (period.months ?? 0);
  const moved = (index: number, dayOfMonth: number) =>
    localDateFrom(Math.floor(index / 12), (((index % 12) + 12) % 12) + 1, dayOfMonth);
  const landed = moved(months, day) ?? moved(months + 1, 1);
  if (!landed) throw new RangeError(`outside the calendar: ${date}`);
  return addDays(landed, (period.weeks ?? 0) * 7 + (period.days ?? 0));
};

/** Whole days from `a` to `b`; negative when `b` is earlier. */
export const daysBetween = (a: LocalDate, b: LocalDate): number => epochDay(b) - epochDay(a);

/** 1 = Monday … 7 = Sunday (ISO 8601). */
export const weekdayOf = (date: LocalDate): number => ((((epochDay(date) + 3) % 7) + 7) % 7) + 1;

/** The first date on which someone born on `dateOfBirth` is at least `period` old. */
export const dateReachingAge = (dateOfBirth: LocalDate, period: Period): LocalDate => addPeriod(dateOfBirth, period);

/** Completed years on the date `on`; negative before birth. Born on 29 February, an age is reached on 1 March in other years. */
export const ageInYears = (dateOfBirth: LocalDate, on: LocalDate): number => {
  epochDay(on);
  const years = Number(on.slice(0, 4)) - Number(dateOfBirth.slice(0, 4));
  return addPeriod(dateOfBirth, { years }) <= on ? years : years - 1;
};

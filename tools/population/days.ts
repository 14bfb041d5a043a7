import type { LocalDate } from '@fairslot/domain';

const DAY = 86_400_000;
const FIRST = -60_000;
/** From 1805 to 2105. */
const names = Array<string>(110_000).fill('');

/** Days since 1970. */
export const dayNumber = (date: LocalDate): number => Date.parse(`${date}T00:00:00Z`) / DAY;

/** The date of a day; each is spelled once, because millions of people share the same few birthdays. */
export function dateOfDay(day: number): LocalDate {
  const known = names[day - FIRST] as string;
  if (known !== '') return known;
  return (names[day - FIRST] = new Date(day * DAY).toISOString().slice(0, 10));
}

const LAST_NUMBER = 999_999_999;

/**
 * The NHS number of a serial number from 1: from the end of the range 999 that is kept for tests, and beyond its million from the numbers
 * below it, of which none is issued either. Null where the check digit does not exist.
 */
export function numberOf(serial: number): string | null {
  const nine = LAST_NUMBER + 1 - serial;
  let [sum, left] = [0, nine];
  for (let weight = 2; weight <= 10; weight += 1) {
    sum += (left % 10) * weight;
    left = Math.floor(left / 10);
  }
  const check = (11 - (sum % 11)) % 11;
  const repeated = nine % 111_111_111 === 0 && check === nine % 10;
  return check === 10 || repeated ? null : `${nine}${check}`;
}

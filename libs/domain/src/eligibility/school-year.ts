import type { LocalDate } from '../local-date';

/** England: the school year begins on 1 September; reception (0) is the year after turning 4 by 31 August. */
const FIRST_DAY = '-09-01';
const RECEPTION_AGE = 4;

const calendarYear = (date: LocalDate): number => Number(date.slice(0, 4));
const isInAutumnTerm = (date: LocalDate): boolean => date.slice(4) >= FIRST_DAY;
const receptionStarts = (dateOfBirth: LocalDate): number =>
  calendarYear(dateOfBirth) + (isInAutumnTerm(dateOfBirth) ? 1 : 0) + RECEPTION_AGE;

/** School year on a date: 0 = reception, 1 = year 1, … negative before school; goes on counting after year 13. */
export const schoolYearOn = (dateOfBirth: LocalDate, on: LocalDate): number =>
  calendarYear(on) - (isInAutumnTerm(on) ? 0 : 1) - receptionStarts(dateOfBirth);

/** The 1 September on which someone enters a school year. */
export const schoolYearStart = (dateOfBirth: LocalDate, schoolYear: number): LocalDate =>
  `${String(receptionStarts(dateOfBirth) + schoolYear).padStart(4, '0')}${FIRST_DAY}`;

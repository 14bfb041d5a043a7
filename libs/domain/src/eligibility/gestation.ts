import { addDays, daysBetween, type LocalDate } from '../local-date';

/** A pregnancy is reckoned 40 weeks back from its due date. */
const TERM_DAYS = 280;
/** No pregnancy lasts 44 weeks: from then on a stored due date says that it is over. */
const LONGEST_DAYS = 308;

/** Completed weeks of pregnancy on `on`, or null if not pregnant then. 28 weeks 0 days → 28. */
export const weeksPregnant = (dueDate: LocalDate, on: LocalDate): number | null => {
  const days = TERM_DAYS - daysBetween(on, dueDate);
  return days >= 0 && days < LONGEST_DAYS ? Math.floor(days / 7) : null;
};

/** The dates on which a pregnancy begins, reaches each of `weeks`, and is over for certain. */
export const pregnancyDates = (dueDate: LocalDate, weeks: readonly number[]): LocalDate[] => [
  addDays(dueDate, -TERM_DAYS),
  ...weeks.map((week) => addDays(dueDate, week * 7 - TERM_DAYS)),
  addDays(dueDate, LONGEST_DAYS - TERM_DAYS),
];

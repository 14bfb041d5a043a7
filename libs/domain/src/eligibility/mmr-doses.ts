import { addPeriod, type LocalDate } from '../local-date';

/** Earliest ages of the first and second valid dose, and the least days after any dose given before. Source: behaviour of NHS Mavis. */
const MINIMUM_AGES = [{ months: 12 }, { months: 15 }];
const MINIMUM_GAP = { days: 28 };

/** How many of the MMR or MMRV doses count: 0, 1 or 2. An invalid dose still starts the 28 days before the next (live vaccine). */
export const countValidMmrDoses = (dateOfBirth: LocalDate, doseDates: readonly LocalDate[]): number => {
  const dates = [...doseDates].sort();
  return dates.reduce((valid, date, index) => {
    const minimumAge = MINIMUM_AGES[valid];
    const previous = dates[index - 1];
    const isOldEnough = minimumAge !== undefined && date >= addPeriod(dateOfBirth, minimumAge);
    const isFarEnough = previous === undefined || date >= addPeriod(previous, MINIMUM_GAP);
    return isOldEnough && isFarEnough ? valid + 1 : valid;
  }, 0);
};

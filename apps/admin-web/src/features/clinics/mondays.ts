import { addDays, weekdayOf, type LocalDate } from '@fairslot/domain';

/** The Monday of the week a date lies in. */
export const mondayOf = (date: LocalDate): LocalDate => addDays(date, 1 - weekdayOf(date));

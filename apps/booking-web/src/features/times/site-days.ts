import { addDays } from '@fairslot/domain';

/** Ten days with times are shown; a fortnight is asked for, because places close at weekends. */
export const DAYS_SHOWN = 10;
export const DAYS_ASKED = 14;

/** The first day of the next list; undefined where nothing is known to follow. */
export function nextDay(days: readonly { date: string }[], from: string | undefined): string | undefined {
  const last = days.at(-1)?.date;
  const shownAll = days.length < DAYS_SHOWN;
  return from && shownAll ? addDays(from, DAYS_ASKED) : last && addDays(last, 1);
}

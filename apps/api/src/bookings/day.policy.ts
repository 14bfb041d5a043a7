import type { LocalDate } from '@fairslot/domain';

/** What a desk records about a booking. */
export type DeskAct = 'check_in' | 'complete' | 'not_given' | 'did_not_attend' | 'undo';

/**
 * Nobody arrives or fails to come before the day, and who is checked in came on the day. The end of the work may be
 * recorded later; taking back what was recorded may not, because figures of past days have been reported.
 */
const WHEN: Record<DeskAct, 'that_day' | 'from_that_day'> = {
  check_in: 'that_day',
  complete: 'from_that_day',
  not_given: 'from_that_day',
  did_not_attend: 'from_that_day',
  undo: 'that_day',
};

/** May the act be recorded today, for an appointment on `day`? Both are local dates. */
export function mayRecord(act: DeskAct, day: LocalDate, today: LocalDate): boolean {
  return WHEN[act] === 'that_day' ? day === today : day <= today;
}

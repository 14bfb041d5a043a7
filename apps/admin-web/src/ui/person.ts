import type { DayRow } from '@fairslot/contract';
import { texts } from './texts';

export const fullName = (row: Pick<DayRow, 'firstName' | 'lastName'>): string => `${row.firstName} ${row.lastName}`;

/** The word a desk uses for where a booking stands: "Expected", "Arrived", "Seen" … */
export function statusWord(row: Pick<DayRow, 'status' | 'outcome' | 'service'>): string {
  if (row.status !== 'completed') return texts.day.status[row.status];
  return row.outcome === 'not_given' ? texts.day.status.notGiven : texts.day.status[row.service.outcomeWord];
}

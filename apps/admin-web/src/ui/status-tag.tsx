import type { DayRow } from '@fairslot/contract';
import { statusWord } from './person';

const looks: Partial<Record<DayRow['status'], string>> = {
  checked_in: 'arrived',
  completed: 'done',
  did_not_attend: 'absent',
};

/** Where a booking stands. The word carries it; the colour only repeats it. */
export function StatusTag({ row }: { row: DayRow }) {
  const look = row.outcome === 'not_given' ? 'absent' : (looks[row.status] ?? 'plain');
  return <strong className={`staff-tag staff-tag--${look}`}>{statusWord(row)}</strong>;
}

import type { DayRow } from '@fairslot/contract';

const minute = 60_000;
const quarter = 15 * minute;

/**
 * Where a row stands against the clock: over, within the quarter of an hour that runs now, or still to come. Whoever has
 * arrived and waits is never over.
 */
export function phaseOf(row: Pick<DayRow, 'start' | 'lengthMinutes' | 'status'>, at: Date): 'past' | 'now' | 'plain' {
  const start = Date.parse(row.start);
  const began = Math.floor(at.getTime() / quarter) * quarter;
  if (start >= began && start < began + quarter) return 'now';
  if (row.status === 'checked_in') return 'plain';
  return start + row.lengthMinutes * minute <= at.getTime() ? 'past' : 'plain';
}

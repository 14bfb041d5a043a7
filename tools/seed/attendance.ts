import type { Client } from 'pg';
import { randomOf, type Random } from './random';

const MINUTE = 60_000;

export interface StatusNow {
  status: 'booked' | 'checked_in' | 'completed' | 'did_not_attend';
  outcome: 'given' | null;
}

const booked: StatusNow = { status: 'booked', outcome: null };
const completed: StatusNow = { status: 'completed', outcome: 'given' };
const checkedIn: StatusNow = { status: 'checked_in', outcome: null };

const minutesSince = (startsAt: Date, now: Date): number => (now.getTime() - startsAt.getTime()) / MINUTE;
const isOver = (startsAt: Date, now: Date): boolean => minutesSince(startsAt, now) >= 30;

/** What has become of a booking by now. With `isLate` the person is still expected, so that a desk has somebody to check in at any hour. */
export function statusNow(random: Random, startsAt: Date, now: Date, isLate: boolean): StatusNow {
  const minutesAgo = minutesSince(startsAt, now);
  const [fate, early] = [random.next(), random.chance(0.3)];
  if (isLate || minutesAgo < -15) return booked;
  if (minutesAgo < 10) return early ? checkedIn : booked;
  if (!isOver(startsAt, now)) return fate < 0.6 ? checkedIn : booked;
  if (fate < 0.85) return completed;
  return fate < 0.93 ? { status: 'did_not_attend', outcome: null } : booked;
}

/**
 * Seeded yesterday for today, and nobody has touched them (a booking made by a person has version 2 or more): the
 * morning's people have been by now.
 */
export async function bringUpToDate(client: Client, now: Date): Promise<number> {
  const { rows } = await client.query<{ id: string; status: string; starts_at: Date; row_key: string; late: boolean }>(
    `SELECT b.id, b.status, b.starts_at, p.row_key, b.id % 4 = 0 AND b.starts_at > $1::timestamptz - interval '12 hours' AS late
     FROM booking b JOIN person p ON p.id = b.person_id
     WHERE b.status IN ('booked', 'checked_in') AND b.version = 1 AND b.starts_at < $1
       AND b.starts_at > $1::timestamptz - interval '7 days'`,
    [now],
  );
  const changes = rows.flatMap(({ id, status, row_key, starts_at, late }) => {
    const next = statusNow(randomOf(`attendance ${row_key}`), starts_at, now, late);
    // Whoever has arrived is seen in the end.
    if (status === 'checked_in') return isOver(starts_at, now) ? [{ id, ...completed }] : [];
    return next.status === 'booked' ? [] : [{ id, ...next }];
  });
  await client.query(
    `UPDATE booking SET status = c.status, outcome = c.outcome
     FROM jsonb_to_recordset($1) AS c(id bigint, status text, outcome text) WHERE booking.id = c.id`,
    [JSON.stringify(changes)],
  );
  return changes.length;
}

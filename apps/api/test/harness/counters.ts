import type { Client } from 'pg';

/** Fails where the counter of a slot, of those that `which` picks, is not the number of bookings in it. */
export async function checkCounters(owner: Client, which = 'true'): Promise<void> {
  const { rows } = await owner.query(`SELECT s.id, s.taken, count(b.id)::integer AS people
    FROM slot s LEFT JOIN booking b ON b.slot_id = s.id AND b.status IN ('held', 'booked', 'checked_in', 'completed', 'did_not_attend')
    WHERE ${which} GROUP BY s.id HAVING s.taken <> count(b.id)`);
  if (rows.length > 0) throw new Error(`slots that count wrong: ${JSON.stringify(rows)}`);
}

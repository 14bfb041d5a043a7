import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../platform/database/database';
import { AT, columns, type LockedSlot, SLOT, type Start } from './allocation.store';

const SLOTS = {
  name: 'more_time.slots',
  text: `SELECT ${SLOT} FROM ${AT} JOIN slot s ON s.site_id = w.site_id AND s.starts_at = w.starts_at AND s.minutes = w.minutes ORDER BY s.id`,
};
const STILL_AHEAD = `status = 'booked' AND (starts_at > app_now() OR slot_id IS NULL)`;

/** Gives the second slot of a visit back; run by `GiveBack`. */
export const SHORTEN_VISIT = { name: 'bookings.shorten', text: 'SELECT shorten_visit($1, $2, $3) AS outcome' };

/** The second slot of a visit. */
@Injectable()
export class MoreTimeStore {
  constructor(private readonly database: Database) {}

  /** Every slot at these starts, unlocked. */
  slots(starts: readonly Start[]): Promise<LockedSlot[]> {
    return this.database.once<LockedSlot & Record<string, unknown>>(SLOTS, columns(starts));
  }

  async setHelp(tx: Tx, bookingId: number, help: string[]): Promise<boolean> {
    const [, changed] = await tx.query<[unknown, number]>(
      `UPDATE booking SET help = $2, version = version + 1 WHERE id = $1 AND ${STILL_AHEAD}`,
      [bookingId, help],
    );
    return changed === 1;
  }

  /** False where the booking began or went elsewhere. The slots are locked; the caller counts their places. */
  async lengthen(
    tx: Tx,
    booking: { id: number; slotId: number },
    [first, second]: [number, number],
    help: string[],
    requestId: string,
  ): Promise<boolean> {
    const [row] = await tx.query<[{ done: boolean }]>('SELECT lengthen_visit($1, $2, $3, $4, $5, $6) AS done', [
      booking.id,
      booking.slotId,
      first,
      second,
      help,
      requestId,
    ]);
    return row.done;
  }
}

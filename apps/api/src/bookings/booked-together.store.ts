import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';

const TOGETHER = {
  name: 'bookings.together',
  text: `SELECT other.id FROM booking own JOIN booking other ON other.party_id = own.party_id AND other.id <> own.id
    WHERE own.id = $1 AND other.continues IS NULL AND other.status NOT IN ('held', 'expired')
      AND ($2::text IS NULL OR other.reference = $2) ORDER BY other.position`,
};
const HELP = `UPDATE booking SET help = $2, version = version + 1
  WHERE id = $1 AND status = 'booked' AND (starts_at > app_now() OR slot_id IS NULL) RETURNING id`;

/** The bookings of one party: whoever manages one manages those made together with it. */
@Injectable()
export class BookedTogetherStore {
  constructor(private readonly database: Database) {}

  /** Of the others, in the order of the party; of one reference where it is given. */
  async ids(bookingId: number, reference?: string): Promise<number[]> {
    const rows = await this.database.once<{ id: number }>(TOGETHER, [bookingId, reference ?? null]);
    return rows.map(({ id }) => Number(id));
  }

  /** False where the booking is not to come any more. */
  async setHelp(bookingId: number, help: string[], siteId: number, requestId: string): Promise<boolean> {
    return this.database.tx(async (tx) => {
      const [rows] = await tx.query<[object[], number]>(HELP, [bookingId, help]);
      if (rows.length === 0) return false;
      // Of the help itself the audit keeps nothing: it may say something about somebody's health.
      await tx.query(`SELECT note_audit('resident', 'booking.help_changed', $1, $2, $3, '{}')`, [
        siteId,
        bookingId,
        requestId,
      ]);
      return true;
    });
  }
}

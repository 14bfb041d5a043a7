import { Inject, Injectable } from '@nestjs/common';
import type { BookingNote } from '@fairslot/contract';
import { instantText } from '@fairslot/domain';
import { CONFIG, type Config } from '../platform/config/config';
import type { Tx } from '../platform/database/database';

interface NewNote {
  siteId: number;
  bookingId: number;
  text: string;
  userId: number;
}

/** Notes about bookings, of the sites in the transaction's scope. */
@Injectable()
export class NotesStore {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  async add(tx: Tx, { siteId, bookingId, text, userId }: NewNote): Promise<void> {
    await tx.query(
      'INSERT INTO booking_note (booking_id, site_id, text, written_by, created_at) VALUES ($1, $2, $3, $4, app_now())',
      [bookingId, siteId, text, userId],
    );
  }

  /** The newest first. */
  async of(tx: Tx, bookingId: number): Promise<BookingNote[]> {
    const rows = await tx.query<{ at: Date; by: string | null; text: string }[]>(
      `SELECT created_at AS at, staff_name(written_by) AS by, text FROM booking_note WHERE booking_id = $1 ORDER BY id DESC LIMIT 50`,
      [bookingId],
    );
    return rows.map(({ at, by, text }) => ({ at: instantText(at, this.config.TIME_ZONE), by: by ?? '', text }));
  }
}

import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/database';

/** Vaccinations given. One taken back stays, marked, because it was told to somebody. */
@Injectable()
export class DosesStore {
  async give(tx: Tx, bookingId: number, userId: number, batchId: number | null): Promise<void> {
    await tx.query(
      `INSERT INTO dose (booking_id, person_id, site_id, service_id, number, batch_id, given_by, given_at)
       SELECT b.id, b.person_id, b.site_id, b.service_id, b.dose, $3, $2, app_now() FROM booking b WHERE b.id = $1`,
      [bookingId, userId, batchId],
    );
  }

  async takeBack(tx: Tx, bookingId: number, userId: number): Promise<void> {
    await tx.query(
      'UPDATE dose SET undone_by = $2, undone_at = app_now() WHERE booking_id = $1 AND undone_at IS NULL',
      [bookingId, userId],
    );
  }
}

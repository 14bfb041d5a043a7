import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';

const NOTE = {
  name: 'helped_drafts.note_helper',
  text: `SELECT note_audit('resident', 'booking.made_by_helper', site_id, id, $2, '{}') FROM booking WHERE reference = ANY ($1)`,
};

@Injectable()
export class DraftBookingsStore {
  constructor(private readonly database: Database) {}

  /** Says in the audit that somebody with a helper's link made these bookings. */
  async noteHelper(references: readonly string[], requestId: string): Promise<void> {
    await this.database.once(NOTE, [references.map((reference) => reference.replace('-', '')), requestId]);
  }
}

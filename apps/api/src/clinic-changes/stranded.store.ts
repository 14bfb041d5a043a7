import { Injectable } from '@nestjs/common';
import type { PlannedMessage } from '@fairslot/domain';
import type { Cause } from '../bookings/reallocate';
import type { Tx } from '../platform/database/database';

export interface CancelledBooking {
  id: number;
  startsAt: Date;
  occurrence: number;
  hasMobile: boolean;
  hasEmail: boolean;
}

/** One statement has five seconds at most, also on a busy server. */
const TOLD_AT_ONCE = 250;

/** Bookings without a place, whose rows re-allocation has locked. */
@Injectable()
export class StrandedStore {
  /** Cancels them for the site, each with the slot that continues it. */
  async cancel(tx: Tx, ids: readonly number[], { actor, requestId }: Cause): Promise<CancelledBooking[]> {
    if (ids.length === 0) return [];
    const [cancelled] = await tx.query<[{ id: number }[], number]>(
      `UPDATE booking SET status = 'cancelled', cancel_reason = 'site', version = version + 1
       WHERE (id = ANY ($1) OR continues = ANY ($1)) AND status = 'booked' AND slot_id IS NULL
       RETURNING CASE WHEN continues IS NULL THEN id END AS id`,
      [ids],
    );
    const visits = cancelled.filter(({ id }) => id !== null);
    if (visits.length !== ids.length) throw new Error(`${ids.length - visits.length} bookings have a place again`);
    await tx.query(
      `SELECT note_audit($2, 'booking.cancelled', b.site_id, b.id, $3, '{"reason": "site"}') FROM booking b WHERE b.id = ANY ($1)`,
      [ids, actor, requestId],
    );
    return tx.query<CancelledBooking[]>(
      `SELECT b.id, b.starts_at AS "startsAt", b.occurrence, c.mobile_ct IS NOT NULL AS "hasMobile", c.email_ct IS NOT NULL AS "hasEmail"
       FROM booking b JOIN contact c ON c.party_id = b.party_id WHERE b.id = ANY ($1) ORDER BY b.id`,
      [ids],
    );
  }

  /** Puts messages into the ledger, in place of those that still waited to be sent. */
  async tell(tx: Tx, told: readonly { bookingId: number; messages: PlannedMessage[] }[]): Promise<void> {
    for (let at = 0; at < told.length; at += TOLD_AT_ONCE)
      await tx.query(
        `SELECT supersede_messages(b.id), plan_messages(b.id, b.site_id, t.messages)
         FROM jsonb_to_recordset($1::jsonb) AS t ("bookingId" bigint, messages jsonb) JOIN booking b ON b.id = t."bookingId"`,
        [JSON.stringify(told.slice(at, at + TOLD_AT_ONCE))],
      );
  }

  /** Versions of these bookings as they are now. */
  async versions(tx: Tx, ids: readonly number[]): Promise<Map<number, number>> {
    const rows = await tx.query<{ id: number; version: number }[]>(
      'SELECT id, version FROM booking WHERE id = ANY ($1)',
      [ids],
    );
    return new Map(rows.map(({ id, version }) => [id, version]));
  }
}

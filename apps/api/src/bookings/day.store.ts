import { Injectable } from '@nestjs/common';
import type { BookingStatus, PlannedMessage } from '@fairslot/domain';
import type { Tx } from '../platform/database/database';

export interface SeenBooking {
  id: number;
  siteId: number;
  status: BookingStatus;
  version: number;
  startsAt: Date;
  /** The database's clock, which decides what day it is. */
  now: Date;
  serviceId: number;
  dose: number;
  occurrence: number;
  hasMobile: boolean;
  hasEmail: boolean;
}

/** What a desk changes of a booking. The place it takes stays taken, so its slot need not be locked. */
@Injectable()
export class DayStore {
  async find(tx: Tx, reference: string, siteIds: readonly number[]): Promise<SeenBooking | null> {
    const [seen] = await tx.query<SeenBooking[]>(
      `SELECT b.id, b.site_id AS "siteId", b.status, b.version, b.starts_at AS "startsAt", app_now() AS now,
         b.service_id AS "serviceId", b.dose, b.occurrence,
         COALESCE(c.mobile_ct IS NOT NULL, false) AS "hasMobile", COALESCE(c.email_ct IS NOT NULL, false) AS "hasEmail"
       FROM booking b LEFT JOIN contact c ON c.party_id = b.party_id WHERE b.reference = $1 AND b.site_id = ANY ($2)`,
      [reference, siteIds],
    );
    return seen ?? null;
  }

  /** What is to be said of it afterwards. */
  async plan(tx: Tx, { id, siteId }: SeenBooking, messages: readonly PlannedMessage[]): Promise<void> {
    if (messages.length > 0) await tx.query('SELECT plan_messages($1, $2, $3)', [id, siteId, JSON.stringify(messages)]);
  }

  /** Compare and set: false when the booking is no longer as it was seen. */
  async change(tx: Tx, seen: SeenBooking, status: BookingStatus, outcome: 'given' | null): Promise<boolean> {
    const [, changed] = await tx.query<[unknown, number]>(
      `UPDATE booking SET status = $1, outcome = $2, version = version + 1 WHERE id = $3 AND version = $4 AND status = $5`,
      [status, outcome, seen.id, seen.version, seen.status],
    );
    if (changed !== 1) return false;
    // The second slot of a visit that needs two goes with the first.
    await tx.query(`UPDATE booking SET status = $1, outcome = $2, version = version + 1 WHERE continues = $3`, [
      status,
      outcome,
      seen.id,
    ]);
    return true;
  }
}

import { Injectable } from '@nestjs/common';
import type { BookingStatus } from '@fairslot/domain';
import type { Tx } from '../platform/database/database';

export interface SeenBooking {
  id: number;
  siteId: number;
  status: BookingStatus;
  version: number;
  startsAt: Date;
  /** The database's clock, which decides what day it is. */
  now: Date;
}

/** What a desk changes of a booking. The place it takes stays taken, so its slot need not be locked. */
@Injectable()
export class DayStore {
  async find(tx: Tx, reference: string, siteIds: readonly number[]): Promise<SeenBooking | null> {
    const [seen] = await tx.query<SeenBooking[]>(
      `SELECT id, site_id AS "siteId", status, version, starts_at AS "startsAt", app_now() AS now
       FROM booking WHERE reference = $1 AND site_id = ANY ($2)`,
      [reference, siteIds],
    );
    return seen ?? null;
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

import { Injectable } from '@nestjs/common';
import type { NotGivenReason } from '@fairslot/contract';
import type { BookingStatus, PlannedMessage } from '@fairslot/domain';
import type { Tx } from '../platform/database/database';

export interface SeenBooking {
  id: number;
  siteId: number;
  serviceId: number;
  personId: number;
  status: BookingStatus;
  version: number;
  startsAt: Date;
  /** The database's clock, which decides what day it is. */
  now: Date;
  dose: number;
  occurrence: number;
  hasMobile: boolean;
  hasEmail: boolean;
}

export interface Outcome {
  given: 'given' | 'not_given';
  reason?: NotGivenReason;
}

/** What a desk changes of a booking. The place it takes stays taken, so its slot need not be locked. */
@Injectable()
export class DayStore {
  async find(tx: Tx, reference: string, siteIds: readonly number[]): Promise<SeenBooking | null> {
    const [seen] = await tx.query<SeenBooking[]>(
      `SELECT b.id, b.site_id AS "siteId", b.person_id AS "personId", b.status, b.version, b.starts_at AS "startsAt", app_now() AS now,
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
  async change(tx: Tx, seen: SeenBooking, status: BookingStatus, outcome: Outcome | null): Promise<boolean> {
    const values = [status, outcome?.given ?? null, outcome?.reason ?? null];
    const set = 'UPDATE booking SET status = $1, outcome = $2, not_given_reason = $3, version = version + 1';
    const [, changed] = await tx.query<[unknown, number]>(`${set} WHERE id = $4 AND version = $5 AND status = $6`, [
      ...values,
      seen.id,
      seen.version,
      seen.status,
    ]);
    if (changed !== 1) return false;
    // The second slot of a visit that needs two goes with the first.
    await tx.query(`${set} WHERE continues = $4`, [...values, seen.id]);
    return true;
  }

  /** Compare and set, as above. */
  async setHelp(tx: Tx, seen: SeenBooking, help: readonly string[]): Promise<boolean> {
    const [, changed] = await tx.query<[unknown, number]>(
      'UPDATE booking SET help = $1, version = version + 1 WHERE id = $2 AND version = $3',
      [help, seen.id, seen.version],
    );
    return changed === 1;
  }

  async setChecked(tx: Tx, seen: SeenBooking): Promise<boolean> {
    const [, changed] = await tx.query<[unknown, number]>(
      'UPDATE booking SET details_checked_at = app_now(), version = version + 1 WHERE id = $1 AND version = $2',
      [seen.id, seen.version],
    );
    return changed === 1;
  }

  async rowKeyOf(tx: Tx, personId: number): Promise<string> {
    const [row] = await tx.query<[{ rowKey: string }]>('SELECT row_key AS "rowKey" FROM person WHERE id = $1', [
      personId,
    ]);
    return row.rowKey;
  }

  async setNhsNumber(tx: Tx, personId: number, sealed: Buffer, index: Buffer): Promise<void> {
    await tx.query('UPDATE person SET nhs_number_ct = $2, nhs_number_bi = $3 WHERE id = $1', [personId, sealed, index]);
  }
}

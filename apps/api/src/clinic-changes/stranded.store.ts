import { Injectable } from '@nestjs/common';
import type { LocalDate, PlannedMessage } from '@fairslot/domain';
import type { Cause } from '../bookings/reallocate';
import type { Tx } from '../platform/database/database';

/** A booking whose person has to be told something. */
export interface ToldBooking {
  id: number;
  startsAt: Date;
  occurrence: number;
  hasMobile: boolean;
  hasEmail: boolean;
}

/** One statement has five seconds at most, also on a busy server. */
const TOLD_AT_ONCE = 250;

/** Bookings that a change of clinics does something to: those without a place, whose rows re-allocation has locked, and those at a new place. */
@Injectable()
export class StrandedStore {
  /** Cancels them for the site, each with the slot that continues it. */
  async cancel(tx: Tx, ids: readonly number[], { actor, requestId }: Cause): Promise<ToldBooking[]> {
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
    return this.contacts(tx, ids);
  }

  private contacts(tx: Tx, ids: readonly number[]): Promise<ToldBooking[]> {
    return tx.query<ToldBooking[]>(
      `SELECT b.id, b.starts_at AS "startsAt", b.occurrence, c.mobile_ct IS NOT NULL AS "hasMobile", c.email_ct IS NOT NULL AS "hasEmail"
       FROM booking b JOIN contact c ON c.party_id = b.party_id WHERE b.id = ANY ($1) ORDER BY b.id`,
      [ids],
    );
  }

  /** Those of coming appointments on these days that have a place, each as another occurrence, so that it is told once more. */
  async atNewPlace(
    tx: Tx,
    { siteId, dates, zone }: { siteId: number; dates: readonly LocalDate[]; zone: string },
    { actor, requestId }: Cause,
  ): Promise<ToldBooking[]> {
    if (dates.length === 0) return [];
    const [kept] = await tx.query<[{ id: number }[], number]>(
      `UPDATE booking SET occurrence = occurrence + 1, version = version + 1
       WHERE id IN (SELECT id FROM booking WHERE site_id = $1 AND status = 'booked' AND slot_id IS NOT NULL AND continues IS NULL
         AND starts_at > app_now() AND (starts_at AT TIME ZONE $3)::date = ANY ($2::date[]) ORDER BY id FOR UPDATE) RETURNING id`,
      [siteId, dates, zone],
    );
    const ids = kept.map(({ id }) => id);
    await tx.query(
      `SELECT note_audit($2, 'booking.place_changed', b.site_id, b.id, $3, '{}') FROM booking b WHERE b.id = ANY ($1)`,
      [ids, actor, requestId],
    );
    return this.contacts(tx, ids);
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

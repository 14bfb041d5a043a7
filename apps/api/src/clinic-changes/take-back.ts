import { Injectable } from '@nestjs/common';
import type { Cause } from '../bookings/reallocate';
import type { Tx } from '../platform/database/database';

interface Displaced {
  id: number;
  occurrence: number;
  outcome: 'moved' | 'cancelled';
  /** Where they were. */
  slotId: number;
  /** Where they are; null for who is cancelled. */
  nowIn: number | null;
}

const KINDS = ['clinic_moved', 'cancelled_by_site'];

/** Puts people back where they were before a closure moved or cancelled them, as long as nobody has been told. */
@Injectable()
export class TakeBack {
  /** The sites to which the closure moved people. */
  async sitesReached(tx: Tx, closureId: number): Promise<number[]> {
    const rows = await tx.query<{ id: number }[]>(
      'SELECT DISTINCT to_site_id AS id FROM displaced_booking WHERE closure_id = $1 AND to_site_id IS NOT NULL',
      [closureId],
    );
    return rows.map(({ id }) => id);
  }

  /** How many are back. All or nobody: once a message has left, what people were told stands. */
  async run(tx: Tx, siteId: number, closureId: number, { actor, requestId }: Cause): Promise<number> {
    const all = await this.displaced(tx, closureId);
    if (all.length === 0 || !(await this.untold(tx, all))) return 0;
    const free = await this.room(tx, all);
    const back = all.filter(({ slotId }) => {
      const left = free.get(slotId) ?? 0;
      if (left <= 0) return false;
      free.set(slotId, left - 1);
      return true;
    });
    const ids = back.map(({ id }) => id);
    await this.count(tx, back);
    await tx.query(
      `UPDATE booking b SET slot_id = s.id, site_id = s.site_id, starts_at = s.starts_at, minutes = s.minutes, status = 'booked', cancel_reason = NULL,
         occurrence = b.occurrence + 1, version = b.version + 1, stranded_at = NULL, stranded_from = NULL
       FROM displaced_booking d JOIN slot s ON s.id = d.slot_id
       WHERE b.id = ANY ($1) AND d.closure_id = $2 AND d.booking_id = b.id AND d.occurrence = b.occurrence`,
      [ids, closureId],
    );
    // Their reminders, and whatever else was still to come, as they were before.
    await tx.query(`UPDATE message SET state = 'superseded' WHERE booking_id = ANY ($1) AND state = 'pending'`, [ids]);
    await tx.query(
      `INSERT INTO message (booking_id, site_id, kind, channel, occurrence, copy, send_after, not_after, created_at)
       SELECT m.booking_id, d.site_id, m.kind, m.channel, b.occurrence, m.copy, m.send_after, m.not_after, app_now()
       FROM displaced_booking d JOIN booking b ON b.id = d.booking_id JOIN message m ON m.booking_id = b.id
         AND m.occurrence = d.occurrence - CASE d.outcome WHEN 'moved' THEN 1 ELSE 0 END
       WHERE d.closure_id = $2 AND b.id = ANY ($1) AND m.state = 'superseded' AND m.not_after > app_now() AND NOT m.kind = ANY ($3)
       ON CONFLICT (booking_id, kind, channel, occurrence, copy) DO NOTHING`,
      [ids, closureId, KINDS],
    );
    await tx.query(
      'UPDATE displaced_booking SET taken_back_at = app_now() WHERE closure_id = $2 AND booking_id = ANY ($1)',
      [ids, closureId],
    );
    await tx.query(
      `SELECT note_audit($2, 'booking.taken_back', $4, id, $3, jsonb_build_object('closure', $5::integer)) FROM unnest($1::bigint[]) AS id`,
      [ids, actor, requestId, siteId, closureId],
    );
    return back.length;
  }

  /** Those who are still as the closure left them, locked. */
  private displaced(tx: Tx, closureId: number): Promise<Displaced[]> {
    return tx.query<Displaced[]>(
      `SELECT b.id, b.occurrence, d.outcome, d.slot_id AS "slotId", b.slot_id AS "nowIn"
       FROM displaced_booking d JOIN booking b ON b.id = d.booking_id AND b.occurrence = d.occurrence
       WHERE d.closure_id = $1 AND d.taken_back_at IS NULL
         AND CASE d.outcome WHEN 'moved' THEN b.status = 'booked' AND b.slot_id IS NOT NULL ELSE b.status = 'cancelled' AND b.cancel_reason = 'site' END
       ORDER BY b.created_at, b.id FOR UPDATE OF b`,
      [closureId],
    );
  }

  /** Is everything that tells them still waiting? It is locked, so that nothing leaves meanwhile. */
  private async untold(tx: Tx, all: readonly Displaced[]): Promise<boolean> {
    const states = await tx.query<{ state: string }[]>(
      `SELECT m.state FROM message m JOIN unnest($1::bigint[], $2::smallint[]) AS d (id, occurrence) ON m.booking_id = d.id AND m.occurrence = d.occurrence
       WHERE m.kind = ANY ($3) ORDER BY m.id FOR UPDATE OF m`,
      [all.map(({ id }) => id), all.map(({ occurrence }) => occurrence), KINDS],
    );
    return states.every(({ state }) => state === 'pending');
  }

  /** Free places of the slots they come from; every slot concerned is locked, in order of id. */
  private async room(tx: Tx, all: readonly Displaced[]): Promise<Map<number, number>> {
    const ids = all.flatMap(({ slotId, nowIn }) => (nowIn === null ? [slotId] : [slotId, nowIn]));
    const rows = await tx.query<{ id: number; free: number }[]>(
      `SELECT id, CASE WHEN status = 'closed' OR starts_at <= app_now() THEN 0 ELSE capacity - taken END AS free
       FROM slot WHERE id = ANY ($1) ORDER BY id FOR UPDATE`,
      [[...new Set(ids)]],
    );
    return new Map(rows.map(({ id, free }) => [id, free]));
  }

  private async count(tx: Tx, back: readonly Displaced[]): Promise<void> {
    const people = new Map<number, number>();
    const add = (slot: number, n: number): void => void people.set(slot, (people.get(slot) ?? 0) + n);
    for (const { slotId, nowIn } of back) {
      add(slotId, 1);
      if (nowIn !== null) add(nowIn, -1);
    }
    await tx.query(
      `UPDATE slot s SET taken = s.taken + c.people FROM unnest($1::integer[], $2::integer[]) AS c (id, people) WHERE s.id = c.id`,
      [[...people.keys()], [...people.values()]],
    );
  }
}

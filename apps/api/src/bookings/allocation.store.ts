import { Injectable } from '@nestjs/common';
import type { LocalDate, Move, Occupant, SeatWish, TimedSlot } from '@fairslot/domain';
import { Database, type Tx } from '../platform/database/database';

/** Slots that start together and last as long, at one site: what bookings may be moved between. */
export interface Start {
  siteId: number;
  startsAt: Date;
  minutes: number;
}

export interface LockedSlot extends TimedSlot {
  serviceIds: number[];
  taken: number;
  status: 'open' | 'paused' | 'closed' | 'frozen';
}

/** A booking at a start, with what re-allocation reports of it. */
export interface SeatedBooking extends Occupant {
  status: 'held' | 'booked' | 'checked_in' | 'completed' | 'did_not_attend';
  siteId: number;
  startsAt: Date;
  minutes: number;
  continues: number | null;
  reachable: boolean;
}

export const SLOT = `s.id, s.clinic_id AS "clinicId", s.site_id AS "siteId", (extract(epoch FROM s.starts_at) * 1000)::bigint AS "startsAt", s.minutes,
  s.service_ids AS "serviceIds", s.audience_ids AS "audienceIds", COALESCE(s.options, '{}') AS options, s.capacity, s.reserved, s.taken, s.status`;
export const AT = `unnest($1::integer[], $2::timestamptz[], $3::integer[]) AS w (site_id, starts_at, minutes)`;
// A pinned booking fits only where it is, or where it was before it was stranded; every other one where the clinic is what that was.
const BOOKING = `b.id, b.slot_id AS "slotId", b.service_id AS "serviceId", b.audience_id AS "audienceId", b.status, b.site_id AS "siteId",
  b.starts_at AS "startsAt", b.minutes, b.continues, CASE WHEN b.pinned THEN COALESCE(b.slot_id, b.stranded_from, 0) END AS "pinnedTo",
  COALESCE((SELECT chosen.options FROM slot chosen WHERE chosen.id = COALESCE(b.slot_id, b.stranded_from)), '{}') AS options,
  CASE b.status WHEN 'held' THEN 2 WHEN 'booked' THEN 1 ELSE 0 END AS rank, (extract(epoch FROM b.created_at) * 1000)::float8 AS "createdAt",
  EXISTS (SELECT 1 FROM contact c WHERE c.party_id = b.party_id AND (c.mobile_ct IS NOT NULL OR c.email_ct IS NOT NULL)) AS reachable`;
const OCCUPYING = `('held', 'booked', 'checked_in', 'completed', 'did_not_attend')`;

const WHERE_THERE = `WHERE b.id IN (
  SELECT id FROM booking WHERE slot_id = ANY ($4) AND status IN ${OCCUPYING}
  UNION ALL
  SELECT st.id FROM ${AT} JOIN booking st ON st.site_id = w.site_id AND st.starts_at = w.starts_at AND st.minutes = w.minutes
  WHERE st.slot_id IS NULL AND st.status IN ('booked', 'checked_in') AND st.source <> 'walk_in')`;

const STARTS_OF = {
  name: 'allocation.starts_of',
  text: `SELECT DISTINCT site_id AS "siteId", starts_at AS "startsAt", minutes FROM booking
    WHERE id = $1 OR continues = $1 OR party_id = $2 OR (status = 'held' AND journey_id = (SELECT id FROM journey WHERE id_hash = $3))`,
};
const ON_SALE = {
  name: 'allocation.on_sale',
  text: `SELECT ${SLOT} FROM slot s WHERE s.site_id = $1 AND s.starts_at >= $2 AND s.starts_at < $3 AND s.starts_at > app_now()
    AND s.status = 'open'`,
};
const ANY_PAUSED = {
  name: 'allocation.any_paused',
  text: `SELECT bool_or(is_service_paused(site_id, service_id, starts_at)) AS paused
    FROM unnest($1::integer[], $2::integer[], $3::timestamptz[]) AS w (site_id, service_id, starts_at)`,
};

const SEATED = {
  name: 'allocation.seated',
  text: `SELECT ${BOOKING}, COALESCE(b.status = 'held' AND b.journey_id = (SELECT id FROM journey WHERE id_hash = $2), false) AS "isMine"
    FROM booking b WHERE b.slot_id = ANY ($1) AND b.status IN ${OCCUPYING} ORDER BY b.id`,
};

export const columns = (starts: readonly Start[]): unknown[] => [
  starts.map(({ siteId }) => siteId),
  starts.map(({ startsAt }) => startsAt),
  starts.map(({ minutes }) => minutes),
];

/**
 * What re-allocation reads and writes, always in one order of locks: site and date, then slots by id, then bookings by id.
 */
@Injectable()
export class AllocationStore {
  constructor(private readonly database: Database) {}

  /** Starts of a booking with what continues it, of a party, or of what a journey holds. */
  startsOf(of: { bookingId?: number; partyId?: number; journeyHash?: Buffer }, tx?: Tx): Promise<Start[]> {
    const values = [of.bookingId ?? null, of.partyId ?? null, of.journeyHash ?? null];
    return tx ? tx.query<Start[]>(STARTS_OF.text, values) : this.database.once<Start>(STARTS_OF, values);
  }

  /** Open slots from the start until `until`, of every service, because people may be moved into any: unlocked. */
  onSale(siteId: number, from: Date, until: Date): Promise<LockedSlot[]> {
    return this.database.once<LockedSlot>(ON_SALE, [siteId, from, until]);
  }

  /** One after another per site and date, whoever re-allocates; given in any order, taken in one. */
  async lockDays(tx: Tx, days: readonly { siteId: number; date: LocalDate }[]): Promise<void> {
    await tx.query(
      `SELECT pg_advisory_xact_lock(d.site_id, d.date - DATE '2000-01-01') FROM (
         SELECT DISTINCT site_id, date FROM unnest($1::integer[], $2::date[]) AS d (site_id, date) ORDER BY site_id, date) AS d`,
      [days.map(({ siteId }) => siteId), days.map(({ date }) => date)],
    );
  }

  /** Every slot at these starts, whatever its status, locked in order of id. */
  slots(tx: Tx, starts: readonly Start[]): Promise<LockedSlot[]> {
    return tx.query<LockedSlot[]>(
      `SELECT ${SLOT} FROM ${AT} JOIN slot s ON s.site_id = w.site_id AND s.starts_at = w.starts_at AND s.minutes = w.minutes
       ORDER BY s.id FOR UPDATE OF s`,
      columns(starts),
    );
  }

  /**
   * The bookings that sit in these slots, and those stranded at these starts, locked in order of id. Read once more after
   * locking: a row that changed while its lock was waited for, as by a renewal, can fall out of the query that locks.
   */
  async bookings(tx: Tx, starts: readonly Start[], slotIds: readonly number[]): Promise<SeatedBooking[]> {
    const values = [...columns(starts), slotIds];
    await tx.query(`SELECT 1 FROM booking b ${WHERE_THERE} ORDER BY b.id FOR UPDATE OF b`, values);
    return tx.query<SeatedBooking[]>(`SELECT ${BOOKING} FROM booking b ${WHERE_THERE} ORDER BY b.id`, values);
  }

  /** As `bookings`, without locks: to see whether re-allocating could help. Mine is what the journey holds. */
  seated(slotIds: readonly number[], journeyHash: Buffer | null): Promise<(SeatedBooking & { isMine: boolean })[]> {
    return this.database.once<SeatedBooking & { isMine: boolean }>(SEATED, [slotIds, journeyHash]);
  }

  /** Is the service of one of these rows paused where and when it is to be? Rows that follow another are on its day. */
  async anyPaused(wishes: readonly SeatWish[], tx?: Tx): Promise<boolean> {
    const start = Number(wishes.find((wish) => wish.start !== 'after')?.start);
    const values = [
      wishes.map(({ siteId }) => siteId),
      wishes.map(({ serviceId }) => serviceId),
      wishes.map((wish) => new Date(wish.start === 'after' ? start : wish.start)),
    ];
    const [row] = tx
      ? await tx.query<{ paused: boolean }[]>(ANY_PAUSED.text, values)
      : await this.database.once<{ paused: boolean }>(ANY_PAUSED, values);
    return row?.paused ?? false;
  }

  /** Of these locked slots those that the public may still take. */
  async stillOnSale(tx: Tx, slots: readonly LockedSlot[]): Promise<LockedSlot[]> {
    const [row] = await tx.query<[{ now: number }]>('SELECT (extract(epoch FROM app_now()) * 1000)::float8 AS now');
    return slots.filter(({ status, startsAt }) => status === 'open' && startsAt > row.now);
  }

  /** Starts that visits of two slots tie to these. */
  tiedStarts(tx: Tx, starts: readonly Start[]): Promise<Start[]> {
    return tx.query<Start[]>(
      `SELECT DISTINCT other.site_id AS "siteId", other.starts_at AS "startsAt", other.minutes
       FROM ${AT} JOIN booking b ON b.site_id = w.site_id AND b.starts_at = w.starts_at AND b.minutes = w.minutes AND b.pinned
         JOIN booking other ON other.id = b.continues OR other.continues = b.id
       WHERE b.status IN ('held', 'booked', 'checked_in')`,
      columns(starts),
    );
  }

  /** Moves bookings to other slots. The slot rows are locked, so each must still be where it was seen. */
  async move(tx: Tx, moves: readonly Move[]): Promise<void> {
    if (moves.length === 0) return;
    const [, moved] = await tx.query<[unknown, number]>(
      `UPDATE booking b SET slot_id = m.to_slot, version = version + 1, stranded_at = NULL, stranded_from = NULL
       FROM unnest($1::bigint[], $2::integer[], $3::integer[]) AS m (id, from_slot, to_slot)
       WHERE b.id = m.id AND b.slot_id IS NOT DISTINCT FROM m.from_slot`,
      [moves.map(({ id }) => id), moves.map(({ from }) => from), moves.map(({ to }) => to)],
    );
    if (moved !== moves.length) throw new Error(`${moves.length - moved} bookings were moved by somebody else`);
  }

  /** Takes bookings out of their slots: holds end, the others wait for a place. */
  async unseat(tx: Tx, bookings: readonly SeatedBooking[]): Promise<void> {
    if (bookings.length === 0) return;
    const [, unseated] = await tx.query<[unknown, number]>(
      `UPDATE booking b SET version = version + 1,
         status = CASE WHEN b.status = 'held' THEN 'expired' ELSE b.status END,
         journey_id = CASE WHEN b.status = 'held' THEN NULL ELSE b.journey_id END,
         slot_id = CASE WHEN b.status = 'held' THEN b.slot_id END,
         stranded_from = CASE WHEN b.status = 'held' THEN NULL ELSE b.slot_id END,
         stranded_at = CASE WHEN b.status = 'held' THEN NULL ELSE app_now() END
       FROM unnest($1::bigint[], $2::integer[]) AS u (id, slot_id) WHERE b.id = u.id AND b.slot_id = u.slot_id`,
      [bookings.map(({ id }) => id), bookings.map(({ slotId }) => slotId)],
    );
    if (unseated !== bookings.length)
      throw new Error(`${bookings.length - unseated} bookings were moved by somebody else`);
    // Whoever loses their place is called; also again, where they had one in between.
    await tx.query(
      `INSERT INTO call_list_entry (booking_id, site_id, kind, occurrence, reason, created_at)
       SELECT id, site_id, 'stranded', occurrence, 'stranded', app_now() FROM booking
       WHERE id = ANY ($1) AND status IN ('booked', 'checked_in') AND continues IS NULL
       ON CONFLICT (booking_id, kind, occurrence) DO UPDATE SET created_at = excluded.created_at, done_at = NULL, done_by = NULL, outcome = NULL`,
      [bookings.map(({ id }) => id)],
    );
  }

  /** Gives slots whose counter is in doubt the counter of their bookings, before some of these leave; they stay frozen. */
  async recount(tx: Tx, slotIds: readonly number[]): Promise<void> {
    if (slotIds.length === 0) return;
    await tx.query(
      `UPDATE slot s SET taken = n.people, capacity = greatest(s.capacity, n.people)
       FROM (SELECT slot_id, count(*)::integer AS people FROM booking WHERE slot_id = ANY ($1) AND status IN ${OCCUPYING} GROUP BY slot_id) AS n
       WHERE s.id = n.slot_id`,
      [slotIds],
    );
  }

  /** Changes what the slots count. Also where nothing changes in number: who follows the slots must hear of a swap. */
  async count(tx: Tx, changes: ReadonlyMap<number, number>): Promise<void> {
    if (changes.size === 0) return;
    await tx.query(
      `UPDATE slot s SET taken = s.taken + c.people FROM unnest($1::integer[], $2::integer[]) AS c (id, people) WHERE s.id = c.id`,
      [[...changes.keys()], [...changes.values()]],
    );
  }

  /** One audit row for each booking, in one statement. Action `booking.reallocated`, `.stranded`, `.rescued` or `.hold_ended`. */
  async audit(
    tx: Tx,
    actor: string,
    requestId: string,
    entries: readonly { action: string; siteId: number; bookingId: number; from: number | null; to: number | null }[],
  ): Promise<void> {
    if (entries.length === 0) return;
    await tx.query(
      `INSERT INTO audit (at, actor, action, site_id, booking_id, request_id, details)
       SELECT app_now(), $1, e.action, e."siteId", e."bookingId", $2, jsonb_build_object('fromSlot', e."from", 'toSlot', e."to")
       FROM jsonb_to_recordset($3::jsonb) AS e (action text, "siteId" integer, "bookingId" bigint, "from" integer, "to" integer)`,
      [actor, requestId, JSON.stringify(entries)],
    );
  }
}

import { Injectable } from '@nestjs/common';
import type { Displaced, FreeSlot } from '@fairslot/domain';
import type { Cause } from '../bookings/reallocate';
import type { Tx } from '../platform/database/database';
import type { Answers } from '../services/judge-eligibility';

/** Somebody without a place, with what decides on another one. */
export interface DisplacedPerson extends Omit<Displaced, 'needs'> {
  help: string[];
  dateOfBirth: string;
  answers: Answers;
}

export interface Seat {
  bookingId: number;
  slotId: number;
}

export interface SeatedAnew {
  id: number;
  startsAt: Date;
  occurrence: number;
  hasMobile: boolean;
  hasEmail: boolean;
}

/** Where somebody was, before a change took their place. */
export interface Was {
  bookingId: number;
  slotId: number;
  startsAt: Date;
  minutes: number;
}

/** Another time for those whom a site cannot see. */
@Injectable()
export class DisplacedStore {
  /** In the order in which they booked. Visits of two slots, and doses that depend on each other, are for people to move. */
  people(tx: Tx, ids: readonly number[]): Promise<DisplacedPerson[]> {
    return tx.query<DisplacedPerson[]>(
      `SELECT b.id, b.party_id AS "partyId", b.service_id AS "serviceId", b.audience_id AS "audienceId", b.starts_at AS "startsAt", b.help,
         -- Who chose longer appointments and does not need them may have others.
         COALESCE(CASE WHEN 'more_time' = ANY (b.help) THEN was.options ELSE array_remove(was.options, 'longer') END, '{}') AS options,
         is_known_male(b.person_id) AS "isMale",
         p.date_of_birth::text AS "dateOfBirth", b.answers
       FROM booking b JOIN person p ON p.id = b.person_id LEFT JOIN slot was ON was.id = b.stranded_from
       WHERE b.id = ANY ($1) AND NOT b.pinned AND b.dose_after IS NULL
         AND NOT EXISTS (SELECT 1 FROM booking o WHERE o.continues = b.id OR (o.dose_after = b.id AND o.status IN ('held', 'booked', 'checked_in')))
       ORDER BY b.created_at, b.id`,
      [ids],
    );
  }

  /** Unlocked. At the site itself the share kept back counts; elsewhere only what the public may take. */
  free(tx: Tx, siteId: number, siteIds: readonly number[], from: Date, until: Date): Promise<FreeSlot[]> {
    return tx.query<FreeSlot[]>(
      `SELECT id, site_id AS "siteId", starts_at AS "startsAt",
         ARRAY(SELECT one FROM unnest(service_ids) AS one WHERE NOT is_service_paused(site_id, one, starts_at)) AS "serviceIds", audience_ids AS "audienceIds",
         COALESCE(options, '{}') AS options, capacity - taken - CASE WHEN site_id = $1 THEN 0 ELSE reserved END AS free
       FROM slot WHERE site_id = ANY ($2) AND starts_at > $3 AND starts_at <= $4 AND status = 'open'
         AND taken + CASE WHEN site_id = $1 THEN 0 ELSE reserved END < capacity`,
      [siteId, siteIds, from, until],
    );
  }

  /**
   * Takes these places, as far as they are still there. Nobody is waited for: whoever books at such a start at this moment
   * goes first, because they may wait for a slot that is locked here.
   */
  async take(tx: Tx, siteId: number, seats: readonly Seat[]): Promise<Seat[]> {
    const wanted = new Map<number, Seat[]>();
    for (const seat of seats) wanted.set(seat.slotId, [...(wanted.get(seat.slotId) ?? []), seat]);
    const locked = await tx.query<{ id: number; free: number }[]>(
      `SELECT id, CASE WHEN status = 'open' THEN capacity - taken - CASE WHEN site_id = $1 THEN 0 ELSE reserved END ELSE 0 END AS free
       FROM slot WHERE id = ANY ($2) ORDER BY id FOR UPDATE SKIP LOCKED`,
      [siteId, [...wanted.keys()]],
    );
    const taken = locked.flatMap(({ id, free }) => (wanted.get(id) as Seat[]).slice(0, Math.max(0, free)));
    await tx.query(
      `UPDATE slot s SET taken = s.taken + t.people
       FROM (SELECT id, count(*)::integer AS people FROM unnest($1::integer[]) AS id GROUP BY id) t WHERE s.id = t.id`,
      [taken.map(({ slotId }) => slotId)],
    );
    return taken;
  }

  /** Puts people who have no place into the places taken for them. */
  async seat(tx: Tx, seats: readonly Seat[]): Promise<SeatedAnew[]> {
    const [seated] = await tx.query<[SeatedAnew[], number]>(
      `UPDATE booking b SET slot_id = s.id, site_id = s.site_id, starts_at = s.starts_at, minutes = s.minutes, occurrence = b.occurrence + 1,
         version = b.version + 1, stranded_at = NULL, stranded_from = NULL
       FROM unnest($1::bigint[], $2::integer[]) AS m (id, slot_id) JOIN slot s ON s.id = m.slot_id
       WHERE b.id = m.id AND b.slot_id IS NULL AND b.status = 'booked'
       RETURNING b.id, b.starts_at AS "startsAt", b.occurrence,
         EXISTS (SELECT 1 FROM contact c WHERE c.party_id = b.party_id AND c.mobile_ct IS NOT NULL) AS "hasMobile",
         EXISTS (SELECT 1 FROM contact c WHERE c.party_id = b.party_id AND c.email_ct IS NOT NULL) AS "hasEmail"`,
      [seats.map(({ bookingId }) => bookingId), seats.map(({ slotId }) => slotId)],
    );
    if (seated.length !== seats.length) throw new Error(`${seats.length - seated.length} bookings have a place again`);
    return seated;
  }

  /** Remembers where they were, and notes the moves. */
  async note(
    tx: Tx,
    siteId: number,
    was: readonly Was[],
    outcome: 'moved' | 'cancelled',
    closureId: number | null,
    { actor, requestId }: Cause,
  ): Promise<void> {
    if (was.length === 0) return;
    await tx.query(
      `INSERT INTO displaced_booking (booking_id, occurrence, closure_id, outcome, site_id, slot_id, starts_at, minutes, to_site_id, created_at)
       SELECT b.id, b.occurrence, $2, $3, $4, w."slotId", w."startsAt", w.minutes, CASE WHEN $3 = 'moved' THEN b.site_id END, app_now()
       FROM jsonb_to_recordset($1::jsonb) AS w ("bookingId" bigint, "slotId" integer, "startsAt" timestamptz, minutes smallint)
         JOIN booking b ON b.id = w."bookingId"
       ON CONFLICT (booking_id, occurrence) DO UPDATE SET closure_id = excluded.closure_id, outcome = excluded.outcome, site_id = excluded.site_id,
         slot_id = excluded.slot_id, starts_at = excluded.starts_at, minutes = excluded.minutes, to_site_id = excluded.to_site_id,
         created_at = excluded.created_at, taken_back_at = NULL`,
      [JSON.stringify(was), closureId, outcome, siteId],
    );
    if (outcome === 'moved')
      await tx.query(
        `INSERT INTO audit (at, actor, action, site_id, booking_id, request_id, details)
         SELECT app_now(), $2, 'booking.moved', $4, b.id, $3, jsonb_build_object('reason', 'site', 'from', d.starts_at, 'to', b.starts_at, 'toSite', b.site_id)
         FROM booking b JOIN displaced_booking d ON d.booking_id = b.id AND d.occurrence = b.occurrence WHERE b.id = ANY ($1)`,
        [was.map(({ bookingId }) => bookingId), actor, requestId, siteId],
      );
  }
}

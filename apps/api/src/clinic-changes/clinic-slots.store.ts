import type { ClinicOption } from '@fairslot/domain';
import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/database';

export type SlotStatus = 'open' | 'paused' | 'closed' | 'frozen';

/** What a slot is to be; its audiences and options are those of its clinic. */
export interface WantedSlot {
  clinicId: number;
  startsAt: Date;
  minutes: number;
  capacity: number;
  reserved: number;
  reserveUntil: Date | null;
  status: SlotStatus;
  /** Those of its clinic that no closure takes away; ascending. */
  serviceIds: number[];
}

export interface ClinicSlot extends WantedSlot {
  id: number;
  siteId: number;
  taken: number;
  audienceIds: number[] | null;
  options: ClinicOption[] | null;
}

export type Begun = Pick<ClinicSlot, 'startsAt' | 'minutes'>;

const COLUMNS = `s.id, s.clinic_id AS "clinicId", s.site_id AS "siteId", s.starts_at AS "startsAt", s.minutes, s.capacity, s.reserved,
  s.reserve_until AS "reserveUntil", s.taken, s.status, s.service_ids AS "serviceIds", s.audience_ids AS "audienceIds", s.options`;
/** Rows an INSERT takes at once: far below the time a statement may run. */
const MOST_AT_ONCE = 10_000;

/** Slots of clinics that change. Every change is an UPDATE or INSERT, so that whoever follows the slots hears of it. */
@Injectable()
export class ClinicSlotsStore {
  /** The database's clock: the same during the whole transaction. */
  async now(tx: Tx): Promise<Date> {
    const [row] = await tx.query<[{ now: Date }]>('SELECT app_now() AS now');
    return row.now;
  }

  /** Slots of these clinics that have not started, whatever their status. */
  coming(tx: Tx, clinicIds: readonly number[]): Promise<ClinicSlot[]> {
    return tx.query<ClinicSlot[]>(
      `SELECT ${COLUMNS} FROM slot s WHERE s.clinic_id = ANY ($1) AND s.starts_at > app_now() ORDER BY s.id`,
      [clinicIds],
    );
  }

  /** Starts of appointments today that have begun, one for each person who is booked or has come, of these services. */
  begun(tx: Tx, clinicIds: readonly number[], serviceIds: readonly number[] | null): Promise<Begun[]> {
    return tx.query<Begun[]>(
      `SELECT s.starts_at AS "startsAt", s.minutes FROM slot s JOIN booking b ON b.slot_id = s.id
       WHERE s.clinic_id = ANY ($1) AND s.starts_at <= app_now() AND b.status IN ('booked', 'checked_in') AND b.continues IS NULL
         AND ($2::integer[] IS NULL OR b.service_id = ANY ($2))`,
      [clinicIds, serviceIds],
    );
  }

  /**
   * Gives slots what they are to be, but never less room than is taken: what shrinks is lowered when it has been emptied.
   * A slot whose counter was in doubt and that closes gets the counter of its bookings, which are about to leave it.
   */
  async change(tx: Tx, slots: readonly (WantedSlot & { id: number })[]): Promise<void> {
    if (slots.length === 0) return;
    const closing = slots.filter(({ status }) => status === 'closed').map(({ id }) => id);
    await tx.query(
      `UPDATE slot s SET taken = n.people, capacity = greatest(s.capacity, n.people), status = 'closed'
       FROM (SELECT f.id, count(b.id)::integer AS people FROM slot f LEFT JOIN booking b ON b.slot_id = f.id
           AND b.status IN ('held', 'booked', 'checked_in', 'completed', 'did_not_attend')
         WHERE f.id = ANY ($1) AND f.status = 'frozen' GROUP BY f.id) AS n WHERE s.id = n.id`,
      [closing],
    );
    await tx.query(
      `UPDATE slot s SET capacity = greatest(w.capacity, s.taken), reserved = w.reserved, reserve_until = w.reserve_until,
         status = w.status, service_ids = w.service_ids::integer[], audience_ids = c.audience_ids, options = c.options
       FROM unnest($1::integer[], $2::smallint[], $3::smallint[], $4::timestamptz[], $5::text[], $6::text[])
         AS w (id, capacity, reserved, reserve_until, status, service_ids), clinic c
       WHERE s.id = w.id AND c.id = s.clinic_id`,
      [slots.map(({ id }) => id), ...columns(slots)],
    );
  }

  /** Takes the room away that `change` left to those who were there. */
  async lower(tx: Tx, capacities: ReadonlyMap<number, number>): Promise<void> {
    if (capacities.size === 0) return;
    await tx.query(
      `UPDATE slot s SET capacity = w.capacity FROM unnest($1::integer[], $2::smallint[]) AS w (id, capacity)
       WHERE s.id = w.id AND s.capacity <> w.capacity AND s.status <> 'frozen'`,
      [[...capacities.keys()], [...capacities.values()]],
    );
  }

  /** Adds slots; those of one clinic get neighbouring ids in the order given. */
  async add(tx: Tx, slots: readonly WantedSlot[]): Promise<void> {
    for (let at = 0; at < slots.length; at += MOST_AT_ONCE) {
      const some = slots.slice(at, at + MOST_AT_ONCE);
      await tx.query(
        `INSERT INTO slot (clinic_id, site_id, starts_at, minutes, service_ids, audience_ids, options, capacity, reserved, reserve_until, status)
         SELECT c.id, c.site_id, w.starts_at, w.minutes, w.service_ids::integer[], c.audience_ids, c.options, w.capacity, w.reserved, w.reserve_until, w.status
         FROM unnest($1::integer[], $2::timestamptz[], $3::smallint[], $4::smallint[], $5::smallint[], $6::timestamptz[], $7::text[], $8::text[])
           WITH ORDINALITY AS w (clinic_id, starts_at, minutes, capacity, reserved, reserve_until, status, service_ids, n)
           JOIN clinic c ON c.id = w.clinic_id ORDER BY w.n`,
        [
          some.map(({ clinicId }) => clinicId),
          some.map(({ startsAt }) => startsAt),
          some.map(({ minutes }) => minutes),
          ...columns(some),
        ],
      );
    }
  }
}

const columns = (slots: readonly WantedSlot[]): unknown[] => [
  slots.map(({ capacity }) => capacity),
  slots.map(({ reserved }) => reserved),
  slots.map(({ reserveUntil }) => reserveUntil),
  slots.map(({ status }) => status),
  // As PostgreSQL writes arrays: lists of different lengths fit no array of arrays.
  slots.map(({ serviceIds }) => `{${serviceIds.join()}}`),
];

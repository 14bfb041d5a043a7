import { Injectable } from '@nestjs/common';
import { NO_OPTIONS, type ClinicOption } from '@fairslot/domain';
import { Database } from '../platform/database/database';
import type { SeatedRow } from './seated';
import { CLOSED, openByte, type Purpose, type SlotLine } from './slot-line';

export interface SlotRow {
  id: number;
  clinicId: number;
  siteId: number;
  startsAt: Date;
  minutes: number;
  serviceIds: number[];
  audienceIds: number[] | null;
  options?: ClinicOption[];
  capacity: number;
  reserved: number;
  taken: number;
  status: 'open' | 'paused' | 'closed' | 'frozen';
}

/** The coming slots of one clinic in one row: lists in the order of their starts, as PostgreSQL writes arrays. */
interface ClinicRow extends Purpose {
  clinicId: number;
  siteId: number;
  minutes: number;
  ids: string;
  /** Seconds since 1970. */
  starts: string;
  /** Places left for the public, less than none where staff booked into the share kept back; NOT_OPEN where it is not open. */
  places: string;
  /** Every slot is as its clinic says. */
  alike: boolean;
}

const NOT_OPEN = -1000;
const SECONDS = 60;
const COLUMNS = `id, clinic_id AS "clinicId", site_id AS "siteId", starts_at AS "startsAt", minutes, service_ids AS "serviceIds",
  audience_ids AS "audienceIds", COALESCE(options, '{}') AS options, capacity, reserved, taken, status`;

// Site by site, because a search reads the days of a site together. A day of margin, because the database does not know the zone.
const COMING_CLINICS = {
  name: 'slots.coming_clinics',
  text: `SELECT id FROM clinic WHERE date >= app_now()::date - 1 ORDER BY site_id, date, id`,
};
// One row a clinic, because millions of single rows would take minutes to read; lists as text, because they are read faster so.
const LINES = {
  name: 'slots.lines',
  text: `SELECT c.id AS "clinicId", c.site_id AS "siteId", c.slot_minutes AS minutes, c.service_ids AS "serviceIds",
      c.audience_ids AS "audienceIds", COALESCE(c.options, '{}') AS options, slots.*
    FROM clinic c, LATERAL (
      SELECT array_agg(id)::text AS ids, array_agg(start)::text AS starts, array_agg(places)::text AS places, bool_and(alike) AS alike
      FROM (
        SELECT s.id, date_part('epoch', s.starts_at)::bigint AS start,
          CASE WHEN s.status = 'open' THEN s.capacity - s.reserved - s.taken ELSE ${NOT_OPEN} END AS places,
          s.service_ids = c.service_ids AND s.minutes = c.slot_minutes AND s.site_id = c.site_id
            AND s.audience_ids IS NOT DISTINCT FROM c.audience_ids AND s.options IS NOT DISTINCT FROM c.options AS alike
        FROM slot s WHERE s.clinic_id = c.id AND s.starts_at > (SELECT app_now()) ORDER BY s.starts_at
      ) AS slot
    ) AS slots WHERE c.id = ANY ($1) AND slots.ids IS NOT NULL`,
};
const OF_CLINICS = {
  name: 'slots.of_clinics',
  text: `SELECT ${COLUMNS} FROM slot WHERE clinic_id = ANY ($1) AND starts_at > (SELECT app_now())`,
};
const CLINICS_OF = {
  name: 'slots.clinics_of',
  text: `SELECT id, clinic_id AS "clinicId", site_id AS "siteId" FROM slot WHERE id = ANY ($1)`,
};
const SOME = { name: 'slots.some', text: `SELECT ${COLUMNS} FROM slot WHERE id = ANY ($1)` };

// Who is pinned cannot be moved and only takes room, which the counter of the slot says already.
const SEATED = `SELECT slot_id AS "slotId", site_id AS "siteId", starts_at AS "startsAt", service_id AS "serviceId",
    audience_id AS "audienceId", count(*)::integer AS people
  FROM booking WHERE slot_id IS NOT NULL AND NOT pinned AND status IN ('held', 'booked', 'checked_in', 'completed', 'did_not_attend')`;
const SEATED_GROUPS = 'GROUP BY slot_id, site_id, starts_at, service_id, audience_id';
const SEATED_IN = { name: 'slots.seated_in', text: `${SEATED} AND slot_id = ANY ($1) ${SEATED_GROUPS}` };
const SEATED_AT = {
  name: 'slots.seated_at',
  text: `${SEATED} AND site_id = ANY ($1) AND starts_at > (SELECT app_now()) ${SEATED_GROUPS}`,
};

// Events of transactions that the snapshot of the time before could not see: no gap, and none twice however long another one runs.
const CHANGED = {
  name: 'slots.changed',
  text: `SELECT pg_current_snapshot()::text AS mark, ARRAY(SELECT DISTINCT slot_id FROM slot_event
      WHERE xid >= pg_snapshot_xmin($1::pg_snapshot) AND NOT pg_visible_in_snapshot(xid, $1::pg_snapshot)) AS "slotIds"`,
};
const MARK = { name: 'slots.mark', text: 'SELECT pg_current_snapshot()::text AS mark' };
const TRIM = { name: 'slots.trim_events', text: `DELETE FROM slot_event WHERE at < now() - interval '1 hour'` };
const RELEASE_RESERVED = { name: 'slots.release_reserved', text: 'SELECT release_reserved() AS released' };

@Injectable()
export class SlotsStore {
  constructor(private readonly database: Database) {}

  /** Clinics that may still have slots to come. */
  async comingClinics(): Promise<number[]> {
    return (await this.database.once<{ id: number }>(COMING_CLINICS, [])).map(({ id }) => id);
  }

  /** The coming slots of these clinics; and the clinics among them whose slots are not all alike, to be read slot by slot. */
  async lines(clinicIds: readonly number[]): Promise<{ lines: SlotLine[]; uneven: number[] }> {
    const clinics = await this.database.once<ClinicRow & Record<string, unknown>>(LINES, [clinicIds]);
    const uneven = clinics.filter(({ alike }) => !alike).map(({ clinicId }) => clinicId);
    return { lines: clinics.filter(({ alike }) => alike).flatMap(linesOfClinic), uneven };
  }

  ofClinics(clinicIds: readonly number[]): Promise<SlotRow[]> {
    return this.database.once<SlotRow & Record<string, unknown>>(OF_CLINICS, [clinicIds]);
  }

  some(ids: readonly number[]): Promise<SlotRow[]> {
    return this.database.once<SlotRow & Record<string, unknown>>(SOME, [ids]);
  }

  /** The clinics of these slots. */
  clinicsOf(ids: readonly number[]): Promise<{ id: number; clinicId: number; siteId: number }[]> {
    return this.database.once(CLINICS_OF, [ids]);
  }

  /** Who sits in these slots. */
  seatedIn(slotIds: readonly number[]): Promise<SeatedRow[]> {
    return this.database.once<SeatedRow & Record<string, unknown>>(SEATED_IN, [slotIds]);
  }

  /** Who sits in the coming slots of these sites. */
  seatedAt(siteIds: readonly number[]): Promise<SeatedRow[]> {
    return this.database.once<SeatedRow & Record<string, unknown>>(SEATED_AT, [siteIds]);
  }

  /** What is committed now, for `changedSince`. */
  async mark(): Promise<string> {
    const [row] = await this.database.once<{ mark: string }>(MARK, []);
    return (row as { mark: string }).mark;
  }

  /** Slots touched by transactions that were not over at the mark, and the mark for the next call. */
  async changedSince(mark: string): Promise<{ mark: string; slotIds: number[] }> {
    const [row] = await this.database.once<{ mark: string; slotIds: number[] }>(CHANGED, [mark]);
    return row as { mark: string; slotIds: number[] };
  }

  async trimEvents(): Promise<void> {
    await this.database.once(TRIM, []);
  }

  /** Puts shares on sale whose time has come; the number of slots. */
  async releaseReserved(): Promise<number> {
    const [row] = await this.database.once<{ released: number }>(RELEASE_RESERVED, []);
    return row?.released ?? 0;
  }
}

/** A break, or a slot that was added later, begins another line. */
function linesOfClinic({
  ids,
  starts,
  places,
  clinicId,
  siteId,
  minutes,
  serviceIds,
  audienceIds,
  options = NO_OPTIONS,
}: ClinicRow): SlotLine[] {
  const [slotIds, seconds, left] = [numbersIn(ids), numbersIn(starts), numbersIn(places)];
  const lines: SlotLine[] = [];
  for (let first = 0, n = 1; n <= slotIds.length; n += 1) {
    const isNext =
      slotIds[n] === (slotIds[n - 1] as number) + 1 && seconds[n] === (seconds[n - 1] as number) + minutes * SECONDS;
    if (isNext) continue;
    const free = new Uint8Array(n - first);
    for (let i = first; i < n; i += 1) free[i - first] = byteOf(left[i] as number);
    const startsAt = (seconds[first] as number) * 1000;
    lines.push({
      clinicId,
      siteId,
      minutes,
      serviceIds,
      audienceIds,
      options,
      firstId: slotIds[first] as number,
      startsAt,
      free,
    });
    first = n;
  }
  return lines;
}

function byteOf(places: number): number {
  return places === NOT_OPEN ? CLOSED : openByte(places);
}

/** `{1,-2,3}`; millions of them are read at the start, so not by a parser that can do more. */
function numbersIn(list: string): number[] {
  return JSON.parse(`[${list.slice(1, -1)}]`) as number[];
}

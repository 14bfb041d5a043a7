import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';

export interface SlotRow {
  id: number;
  siteId: number;
  startsAt: Date;
  minutes: number;
  serviceIds: number[];
  capacity: number;
  reserved: number;
  taken: number;
  status: 'open' | 'paused' | 'closed';
}

const COLUMNS = `id, site_id AS "siteId", starts_at AS "startsAt", minutes, service_ids AS "serviceIds", capacity, reserved, taken, status`;

const ALL = {
  name: 'slots.all',
  text: `SELECT ${COLUMNS} FROM slot WHERE starts_at > app_now() ORDER BY site_id, starts_at`,
};
const SOME = { name: 'slots.some', text: `SELECT ${COLUMNS} FROM slot WHERE id = ANY ($1)` };
// The snapshot's xmin is read in the statement that reads the events: whatever commits later has a higher xid or is read again.
const CHANGED = {
  name: 'slots.changed',
  text: `SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xmin,
    ARRAY(SELECT DISTINCT slot_id FROM slot_event WHERE xid >= $1::xid8) AS "slotIds"`,
};
const NOW_XMIN = { name: 'slots.xmin', text: 'SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xmin' };
const CANDIDATES = {
  name: 'slots.candidates',
  text: `SELECT ${COLUMNS} FROM slot WHERE site_id = $1 AND starts_at = $2 AND service_ids @> ARRAY[$3::integer]`,
};
const TRIM = { name: 'slots.trim_events', text: `DELETE FROM slot_event WHERE at < now() - interval '1 hour'` };

@Injectable()
export class SlotsStore {
  constructor(private readonly database: Database) {}

  all(): Promise<SlotRow[]> {
    return this.database.once<SlotRow>(ALL, []);
  }

  some(ids: readonly number[]): Promise<SlotRow[]> {
    return this.database.once<SlotRow>(SOME, [ids]);
  }

  candidates(siteId: number, startsAt: Date, serviceId: number): Promise<SlotRow[]> {
    return this.database.once<SlotRow>(CANDIDATES, [siteId, startsAt, serviceId]);
  }

  async xmin(): Promise<string> {
    const [row] = await this.database.once<{ xmin: string }>(NOW_XMIN, []);
    return (row as { xmin: string }).xmin;
  }

  /** Slots touched by transactions that were not over when `since` was read, and the mark for the next call. */
  async changedSince(since: string): Promise<{ xmin: string; slotIds: number[] }> {
    const [row] = await this.database.once<{ xmin: string; slotIds: number[] }>(CHANGED, [since]);
    return row as { xmin: string; slotIds: number[] };
  }

  async trimEvents(): Promise<void> {
    await this.database.once(TRIM, []);
  }
}

import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../platform/database/database';

/** What a slot counts, and what is booked in it. */
export interface SlotCount {
  slotId: number;
  siteId: number;
  status: string;
  taken: number;
  counted: number;
  /** Bookings for a service that the slot does not offer. */
  misplaced: number;
}

const OCCUPYING = `('held', 'booked', 'checked_in', 'completed', 'did_not_attend')`;
// Asked once a statement: a function in the comparison itself would be called for every row.
const SINCE = `(SELECT app_now() - interval '1 day')`;

const SITES = { name: 'reconcile.sites', text: 'SELECT id FROM site ORDER BY id' };
// One statement sees one moment, so that no transaction is seen half done. Empty slots without bookings, nearly all, are only walked past.
const SUSPECTS = {
  name: 'reconcile.suspects',
  text: `SELECT COALESCE(s.id, b.slot_id) AS "slotId"
    FROM (SELECT id, taken, service_ids FROM slot WHERE site_id = ANY ($1) AND starts_at > ${SINCE} AND taken > 0) AS s
    FULL JOIN (
      SELECT slot_id, count(*) AS people, array_agg(service_id) AS services FROM booking
      WHERE site_id = ANY ($1) AND starts_at > ${SINCE} AND slot_id IS NOT NULL AND status IN ${OCCUPYING} GROUP BY slot_id
    ) AS b ON b.slot_id = s.id
    WHERE s.taken IS DISTINCT FROM b.people OR NOT s.service_ids @> b.services ORDER BY 1`,
};

@Injectable()
export class ReconcileStore {
  constructor(private readonly database: Database) {}

  async sites(): Promise<number[]> {
    return (await this.database.once<{ id: number }>(SITES, [])).map(({ id }) => id);
  }

  /** Slots of these sites, of the last day and to come, that seem to disagree with their bookings. Reads only. */
  async suspects(siteIds: readonly number[]): Promise<number[]> {
    return (await this.database.once<{ slotId: number }>(SUSPECTS, [siteIds])).map(({ slotId }) => slotId);
  }

  /** Locks the slot, so that nobody changes which bookings it holds, and only then counts them. */
  async count(tx: Tx, slotId: number): Promise<SlotCount | null> {
    const [slot] = await tx.query<(Omit<SlotCount, 'counted' | 'misplaced'> & { serviceIds: number[] })[]>(
      `SELECT id AS "slotId", site_id AS "siteId", status, taken, service_ids AS "serviceIds" FROM slot WHERE id = $1 FOR UPDATE`,
      [slotId],
    );
    if (!slot) return null;
    const { serviceIds, ...known } = slot;
    const [row] = await tx.query<[Pick<SlotCount, 'counted' | 'misplaced'>]>(
      `SELECT count(*)::integer AS counted, count(*) FILTER (WHERE service_id <> ALL ($2))::integer AS misplaced
       FROM booking WHERE slot_id = $1 AND status IN ${OCCUPYING}`,
      [slotId, serviceIds],
    );
    return { ...known, ...row };
  }

  /** Takes the slot off sale until somebody has looked. */
  async freeze(tx: Tx, slotId: number): Promise<void> {
    await tx.query(`UPDATE slot SET status = 'frozen' WHERE id = $1`, [slotId]);
  }
}

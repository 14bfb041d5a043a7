import { Injectable } from '@nestjs/common';
import type { LocalDate } from '@fairslot/domain';
import type { Tx } from '../platform/database/database';

export interface SitePause {
  id: number;
  serviceId: number;
  from: LocalDate;
  to: LocalDate | null;
}

export interface NewPause extends Omit<SitePause, 'id'> {
  siteId: number;
  beginsAt: Date;
  endsAt: Date | null;
}

const COLUMNS = `id, service_id AS "serviceId", from_date::text AS "from", until_date::text AS "to"`;

/** Services that a site has paused. */
@Injectable()
export class ServicePausesStore {
  /** Those in force whose last day is not over, the soonest first. */
  notOver(tx: Tx, siteId: number, today: LocalDate): Promise<SitePause[]> {
    return tx.query<SitePause[]>(
      `SELECT ${COLUMNS} FROM service_pause WHERE site_id = $1 AND ended_at IS NULL AND (until_date IS NULL OR until_date >= $2)
       ORDER BY from_date, id`,
      [siteId, today],
    );
  }

  async insert(tx: Tx, { siteId, serviceId, from, to, beginsAt, endsAt }: NewPause): Promise<SitePause> {
    const [row] = await tx.query<[SitePause]>(
      `INSERT INTO service_pause (site_id, service_id, from_date, until_date, begins_at, ends_at, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, app_now()) RETURNING ${COLUMNS}`,
      [siteId, serviceId, from, to, beginsAt, endsAt],
    );
    return row;
  }

  /** Undefined where there is none, 'ended' where it has ended. */
  async end(tx: Tx, siteId: number, id: number): Promise<SitePause | 'ended' | undefined> {
    const [[row]] = await tx.query<[SitePause[], number]>(
      `UPDATE service_pause SET ended_at = app_now() WHERE site_id = $1 AND id = $2 AND ended_at IS NULL RETURNING ${COLUMNS}`,
      [siteId, id],
    );
    if (row) return row;
    const known = await tx.query<unknown[]>('SELECT 1 FROM service_pause WHERE site_id = $1 AND id = $2', [siteId, id]);
    return known.length > 0 ? 'ended' : undefined;
  }
}

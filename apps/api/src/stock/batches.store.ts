import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/database';

export interface BatchRow {
  id: number;
  siteId: number;
  serviceId: number;
  product: string;
  number: string;
  expiresOn: string | null;
  doses: number | null;
  left: number | null;
  inUse: boolean;
}

const COLUMNS = `
  b.id, b.site_id AS "siteId", b.service_id AS "serviceId", b.product, b.number, b.expires_on::text AS "expiresOn", b.doses,
  b.doses - (SELECT count(*) FROM dose d WHERE d.batch_id = b.id AND d.undone_at IS NULL)::integer AS left, b.in_use AS "inUse"`;

/** Vaccine batches of sites. What is left is reckoned from the doses given, so that taking one back gives it back. */
@Injectable()
export class BatchesStore {
  /** Those not run out, the one in use first. */
  open(tx: Tx, siteIds: readonly number[]): Promise<BatchRow[]> {
    return tx.query(
      `SELECT ${COLUMNS} FROM batch b WHERE b.site_id = ANY ($1) AND b.ended_at IS NULL
       ORDER BY b.site_id, b.service_id, b.in_use DESC, b.expires_on NULLS LAST, b.id`,
      [siteIds],
    );
  }

  async one(tx: Tx, siteId: number, batchId: number): Promise<BatchRow | null> {
    const [row] = await tx.query<BatchRow[]>(`SELECT ${COLUMNS} FROM batch b WHERE b.id = $2 AND b.site_id = $1`, [
      siteId,
      batchId,
    ]);
    return row ?? null;
  }

  async inUse(tx: Tx, siteId: number, serviceId: number): Promise<number | null> {
    const [row] = await tx.query<{ id: number }[]>(
      'SELECT id FROM batch WHERE site_id = $1 AND service_id = $2 AND in_use',
      [siteId, serviceId],
    );
    return row?.id ?? null;
  }

  /** The same product and number again is the same batch: more of it arrived, or it is found after all. */
  async add(tx: Tx, userId: number, b: Omit<BatchRow, 'id' | 'left' | 'inUse'>): Promise<number> {
    const known = await tx.query<[{ id: number }[], number]>(
      `UPDATE batch SET doses = CASE WHEN doses IS NULL AND $5::integer IS NULL THEN NULL ELSE COALESCE(doses, 0) + COALESCE($5, 0) END,
         expires_on = COALESCE($6, expires_on), ended_at = NULL
       WHERE site_id = $1 AND service_id = $2 AND lower(product) = lower($3) AND lower(number) = lower($4) RETURNING id`,
      [b.siteId, b.serviceId, b.product, b.number, b.doses, b.expiresOn],
    );
    const [found] = known[0];
    if (found) return found.id;
    const [made] = await tx.query<[{ id: number }]>(
      `INSERT INTO batch (site_id, service_id, product, number, doses, expires_on, created_by, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, app_now()) RETURNING id`,
      [b.siteId, b.serviceId, b.product, b.number, b.doses, b.expiresOn, userId],
    );
    return made.id;
  }

  /** One at a time for each service; the row of the one before is let go first. */
  async use(tx: Tx, { id, siteId, serviceId }: Pick<BatchRow, 'id' | 'siteId' | 'serviceId'>): Promise<void> {
    await tx.query('UPDATE batch SET in_use = false WHERE site_id = $1 AND service_id = $2 AND in_use AND id <> $3', [
      siteId,
      serviceId,
      id,
    ]);
    await tx.query('UPDATE batch SET in_use = true, ended_at = NULL WHERE id = $1', [id]);
  }

  async end(tx: Tx, batchId: number): Promise<void> {
    await tx.query('UPDATE batch SET in_use = false, ended_at = app_now() WHERE id = $1 AND ended_at IS NULL', [
      batchId,
    ]);
  }
}

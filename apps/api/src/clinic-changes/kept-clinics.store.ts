import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../platform/database/database';

export interface KeptClinic {
  date: string;
  opensOn: string | null;
  /** Some people only. */
  isKept: boolean;
}

/** Clinics that are for some people until a date. */
@Injectable()
export class KeptClinicsStore {
  constructor(private readonly database: Database) {}

  async find(tx: Tx, siteId: number, id: number): Promise<KeptClinic | undefined> {
    const [row] = await tx.query<KeptClinic[]>(
      `SELECT date::text AS date, opens_on::text AS "opensOn", audience_ids IS NOT NULL AS "isKept" FROM clinic WHERE site_id = $1 AND id = $2`,
      [siteId, id],
    );
    return row;
  }

  async set(tx: Tx, id: number, opensOn: string | null): Promise<void> {
    await tx.query('UPDATE clinic SET opens_on = $2, version = version + 1 WHERE id = $1', [id, opensOn]);
  }

  /** Opens to everybody what was kept until today; the number of clinics. */
  async open(today: string): Promise<number> {
    const [row] = await this.database.once<{ opened: number }>(
      { name: 'clinics.open_kept', text: 'SELECT open_kept_clinics($1) AS opened' },
      [today],
    );
    return row?.opened ?? 0;
  }
}

import { Injectable } from '@nestjs/common';
import type { CohortRules } from '@fairslot/contract';
import { Database, type Tx } from '../platform/database/database';

export interface CohortRow {
  id: number;
  name: string;
  versions: { version: number; rules: CohortRules; by: string; at: string }[];
}

const COHORTS = `SELECT c.id, c.name, (SELECT json_agg(json_build_object('version', v.version, 'rules', v.rules, 'by', staff_name(v.created_by), 'at', v.created_at)
    ORDER BY v.version DESC) FROM cohort_version v WHERE v.cohort_id = c.id) AS versions FROM cohort c`;

@Injectable()
export class CohortsStore {
  constructor(private readonly database: Database) {}

  all(): Promise<CohortRow[]> {
    return this.database.once<CohortRow & Record<string, unknown>>(
      { name: 'cohorts.all', text: `${COHORTS} ORDER BY lower(c.name), c.id` },
      [],
    );
  }

  async find(id: number): Promise<CohortRow | undefined> {
    const text = `${COHORTS} WHERE c.id = $1`;
    return (await this.database.once<CohortRow & Record<string, unknown>>({ name: 'cohorts.find', text }, [id]))[0];
  }

  async create(tx: Tx, name: string): Promise<number> {
    const [row] = await tx.query<[{ id: number }]>(
      'INSERT INTO cohort (name, created_at) VALUES ($1, app_now()) RETURNING id',
      [name],
    );
    return row.id;
  }

  /** The number of the new version. */
  async addVersion(tx: Tx, id: number, rules: CohortRules, userId: number): Promise<number> {
    await tx.query('SELECT 1 FROM cohort WHERE id = $1 FOR UPDATE', [id]);
    const [row] = await tx.query<[{ version: number }]>(
      `INSERT INTO cohort_version (cohort_id, version, rules, created_by, created_at)
       SELECT $1, COALESCE(max(version), 0) + 1, $2, $3, app_now() FROM cohort_version WHERE cohort_id = $1 RETURNING version`,
      [id, JSON.stringify(rules), userId],
    );
    return row.version;
  }
}

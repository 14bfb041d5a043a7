import { Injectable } from '@nestjs/common';
import type { EligibilityProgramme } from '@fairslot/domain';
import { Database, type Tx } from '../platform/database/database';

interface VersionRow {
  version: number;
  by: string | null;
  at: Date;
  rule: EligibilityProgramme;
}

const VERSIONS = {
  name: 'rules.versions',
  // A rule without groups let nobody in, and has nothing to show.
  text: `SELECT version, staff_name(created_by) AS by, created_at AS at, rule FROM service_rule_version
    WHERE service_id = $1 AND rule ? 'cohorts' ORDER BY version DESC LIMIT 100`,
};

/** Rules of services. A trigger keeps every version. */
@Injectable()
export class RulesStore {
  constructor(private readonly database: Database) {}

  versions(serviceId: number): Promise<VersionRow[]> {
    return this.database.once<VersionRow & Record<string, unknown>>(VERSIONS, [serviceId]);
  }

  /** False where the rule is not at that version any more. */
  async save(tx: Tx, serviceId: number, version: number, rule: EligibilityProgramme, userId: number): Promise<boolean> {
    await tx.query(`SELECT set_config('app.staff_user', $1, true)`, [String(userId)]);
    const rows = await tx.query<unknown[]>(
      `WITH changed AS (UPDATE service SET rule = $3, rule_version = rule_version + 1 WHERE id = $1 AND rule_version = $2 RETURNING 1)
       SELECT 1 FROM changed`,
      [serviceId, version, JSON.stringify(rule)],
    );
    return rows.length === 1;
  }
}

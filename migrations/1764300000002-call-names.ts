import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People invited belong to no site, so the region's call list is read outside row-level security, with who ticked somebody off. */
export class CallNames1764300000002 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query('GRANT SELECT (id, name) ON staff_user TO fairslot_public');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('REVOKE SELECT (id, name) ON staff_user FROM fairslot_public');
  }
}

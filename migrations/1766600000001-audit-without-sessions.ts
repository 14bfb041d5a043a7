import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The audit of the region leaves signing in and out away, which is nearly all of it: the rest has an index of its own. */
export class AuditWithoutSessions1766600000001 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
CREATE INDEX audit_region ON audit (at, id) WHERE site_id IS NULL AND action NOT IN ('staff.signed_in', 'staff.signed_out');
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP INDEX audit_region');
  }
}

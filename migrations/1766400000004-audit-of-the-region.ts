import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Acts about no site, such as a campaign or a role, can be read by whoever may read the audit of the whole region; and who did what. */
export class AuditOfTheRegion1766400000004 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
-- 0 is the id of no site: in the scope of a transaction it stands for the region's own affairs.
CREATE POLICY staff_region ON audit FOR SELECT TO fairslot_staff USING (site_id IS NULL AND 0 = ANY (app_scope()));
-- Of staff alone, so that what residents do pays nothing for it.
CREATE INDEX audit_site_staff ON audit (site_id, actor, at, id) WHERE actor LIKE 'staff:%';
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
DROP INDEX audit_site_staff;
DROP POLICY staff_region ON audit;
`);
  }
}

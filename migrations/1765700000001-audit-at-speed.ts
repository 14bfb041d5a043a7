import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The list of the audit reads the newest rows of each site, of all actions or of one, and never the whole table. */
export class AuditAtSpeed1765700000001 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
CREATE INDEX audit_site ON audit (site_id, at, id);
CREATE INDEX audit_site_action ON audit (site_id, action, at, id);
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP INDEX audit_site_action, audit_site');
  }
}

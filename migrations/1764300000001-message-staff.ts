import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the staff screens of the ledger need. */
export class MessageStaff1764300000001 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
DROP INDEX message_site;
CREATE INDEX message_site ON message (site_id, send_after, id);
GRANT INSERT, UPDATE ON kill_switch TO fairslot_public;
REVOKE INSERT, UPDATE ON kill_switch FROM fairslot_staff;
-- Invitations belong to no site: whoever has the region sees them.
CREATE POLICY staff_region ON message FOR SELECT TO fairslot_staff
  USING (site_id IS NULL AND COALESCE(current_setting('app.region', true), '') = 'on');
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
DROP POLICY staff_region ON message;
GRANT INSERT, UPDATE ON kill_switch TO fairslot_staff;
REVOKE INSERT, UPDATE ON kill_switch FROM fairslot_public;
DROP INDEX message_site;
CREATE INDEX message_site ON message (site_id, id);
`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

const SEEN_THROUGH = {
  message_attempt: 'EXISTS (SELECT 1 FROM message m WHERE m.id = message_id)',
  message_receipt: 'EXISTS (SELECT 1 FROM message m WHERE m.id = message_id)',
  inbound_message: 'EXISTS (SELECT 1 FROM booking b WHERE b.id = booking_id)',
};

/** What became of a message is seen by whoever may see the message; row security of message and booking applies inside these. */
export class AttemptsInScope1764600000001 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    for (const [table, seen] of Object.entries(SEEN_THROUGH)) {
      await q.query(`
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON ${table} TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY public_all ON ${table} TO fairslot_public USING (true) WITH CHECK (true);
CREATE POLICY staff_scope ON ${table} FOR SELECT TO fairslot_staff USING (${seen});`);
    }
  }

  async down(q: QueryRunner): Promise<void> {
    for (const table of Object.keys(SEEN_THROUGH)) {
      await q.query(`
DROP POLICY staff_scope ON ${table};
DROP POLICY public_all ON ${table};
DROP POLICY owner_all ON ${table};
ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY;
ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY;`);
    }
  }
}

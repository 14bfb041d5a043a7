import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every booking plans four messages: what an index does not need to hold, it does not hold. */
export class MessageIndexes1764300000003 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
ALTER TABLE message DROP CONSTRAINT message_once_invited;
CREATE UNIQUE INDEX message_once_invited ON message (invitation_id, kind, channel, occurrence) WHERE invitation_id IS NOT NULL;
-- What is too late was due before: the index of what is due finds it.
DROP INDEX message_ends;
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
CREATE INDEX message_ends ON message (not_after) WHERE state = 'pending';
DROP INDEX message_once_invited;
ALTER TABLE message ADD CONSTRAINT message_once_invited UNIQUE (invitation_id, kind, channel, occurrence);
`);
  }
}

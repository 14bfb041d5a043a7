import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A link with which somebody who helps sees when and where an appointment is. Like every link, only its hash is stored; ending it deletes that. */
export class HelperLinks1765000000001 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
ALTER TABLE booking
  ADD helper_token_version smallint NOT NULL DEFAULT 0,
  ADD helper_token_hash bytea;
CREATE UNIQUE INDEX booking_helper_token ON booking (helper_token_hash) WHERE helper_token_hash IS NOT NULL;
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE booking DROP helper_token_hash, DROP helper_token_version');
  }
}

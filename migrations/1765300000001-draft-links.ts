import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A link with which somebody who helps chooses the time of a draft and books it. Like every link, only its hash is stored.
 * One that is used up keeps its hash, so that its last press can be answered again, and ends by its time.
 */
export class DraftLinks1765300000001 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
ALTER TABLE journey
  ADD helper_token_version smallint NOT NULL DEFAULT 0,
  ADD helper_token_hash bytea,
  ADD helper_until timestamptz,
  ADD CHECK ((helper_token_hash IS NULL) = (helper_until IS NULL));
CREATE UNIQUE INDEX journey_helper_token ON journey (helper_token_hash) WHERE helper_token_hash IS NOT NULL;
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE journey DROP helper_until, DROP helper_token_hash, DROP helper_token_version');
  }
}

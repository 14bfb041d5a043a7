import type { MigrationInterface, QueryRunner } from 'typeorm';

const setKinds = (kinds: string): string => `
ALTER TABLE attempt
  DROP CONSTRAINT attempt_kind_check,
  ADD CONSTRAINT attempt_kind_check CHECK (kind IN (${kinds}));`;
const BEFORE = `'manage', 'sign_in', 'invitation', 'staff_code', 'home_visit', 'alert'`;

/**
 * Whoever has lost the reference asks with the number or address that a booking was made with. What was found waits here for a
 * worker, so that the answer costs the same whether anything was found or not.
 */
export class AskedDetails1766300000002 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
CREATE TABLE asked_details (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- None where nothing was found. No key: a booking may go meanwhile.
  booking_ids bigint[] NOT NULL,
  request_id text NOT NULL,
  asked_at timestamptz NOT NULL
);
GRANT SELECT, INSERT, DELETE ON asked_details TO fairslot_public;
${setKinds(`${BEFORE}, 'details'`)}`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DELETE FROM attempt WHERE kind = 'details'; DROP TABLE asked_details;${setKinds(BEFORE)}`);
  }
}

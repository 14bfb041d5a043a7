import type { MigrationInterface, QueryRunner } from 'typeorm';

const setKinds = (kinds: string): string => `
ALTER TABLE attempt
  DROP CONSTRAINT attempt_kind_check,
  ADD CONSTRAINT attempt_kind_check CHECK (kind IN (${kinds}));`;
const BEFORE = `'manage', 'sign_in', 'invitation', 'staff_code'`;

/** Who asks for a visit at home, or to be told, is counted under a name of its own and not as somebody who tries invitations. */
export class AttemptKinds1765600000002 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(setKinds(`${BEFORE}, 'home_visit', 'alert'`));
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DELETE FROM attempt WHERE kind IN ('home_visit', 'alert')`);
    await q.query(setKinds(BEFORE));
  }
}

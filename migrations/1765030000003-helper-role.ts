import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Puts a role into the list of roles, or takes it out, whatever else that names. */
const changeRoles = (from: string, to: string): string => `
DO $do$ DECLARE known text; BEGIN
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'role_grant_role_check' AND conrelid = 'role_grant'::regclass;
  EXECUTE 'ALTER TABLE role_grant DROP CONSTRAINT role_grant_role_check, ADD CONSTRAINT role_grant_role_check ' || replace(known, $s$${from}$s$, $s$${to}$s$);
END $do$;`;
const LISTED = `'helper'::text, `;

/** Somebody of a voluntary group, who books for a person beside them and sees no list. */
export class HelperRole1765030000003 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(changeRoles('ARRAY[', `ARRAY[${LISTED}`));
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DELETE FROM role_grant WHERE role = 'helper';`);
    await q.query(changeRoles(LISTED, ''));
  }
}

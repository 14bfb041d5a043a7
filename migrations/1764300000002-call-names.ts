import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * People invited belong to no site, so the region's call list and campaigns are read outside the staff role. The accounts
 * themselves stay closed there: who did something is told by name alone.
 */
export class CallNames1764300000002 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
CREATE FUNCTION staff_name(p_id integer) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ SELECT name FROM staff_user WHERE id = p_id $$;
REVOKE EXECUTE ON FUNCTION staff_name FROM PUBLIC;
GRANT EXECUTE ON FUNCTION staff_name TO fairslot_public, fairslot_staff;`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP FUNCTION staff_name');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts that nobody used for long sleep: who has one cannot sign in until whoever manages it wakes it. */
export class Sleepers1765200000002 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
ALTER TABLE staff_user ADD woken_at timestamptz;

-- Accounts unused for so many days. The last administrator of the region stays awake: nobody could wake them. Demonstration accounts are nobody's.
CREATE FUNCTION staff_asleep(p_days integer) RETURNS SETOF integer LANGUAGE sql STABLE AS $$
  WITH account AS (
    SELECT u.id, GREATEST(u.created_at, u.signed_in_at, u.woken_at, i.accepted_at) < app_now() - make_interval(days => p_days) AS is_unused,
      EXISTS (SELECT 1 FROM role_grant g WHERE g.staff_user_id = u.id AND g.role = 'region_administrator' AND g.scope_kind = 'region') AS is_region
    FROM staff_user u LEFT JOIN staff_invitation i ON i.staff_user_id = u.id WHERE u.active AND u.password_hash IS NOT NULL AND NOT u.demo
  )
  SELECT id FROM account a WHERE a.is_unused
    AND NOT (a.is_region AND NOT EXISTS (SELECT 1 FROM account o WHERE o.is_region AND NOT o.is_unused))
$$;

CREATE FUNCTION staff_wake(p_actor integer, p_users integer[], p_request text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE one integer;
BEGIN
  FOREACH one IN ARRAY p_users LOOP
    PERFORM staff_not_self(p_actor, one);
    UPDATE staff_user SET active = true, woken_at = app_now() WHERE id = one;
    PERFORM note_audit('staff:' || p_actor, 'staff.woken', NULL, NULL, p_request, jsonb_build_object('user', one));
  END LOOP;
END $$;
REVOKE EXECUTE ON FUNCTION staff_wake(integer, integer[], text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION staff_wake(integer, integer[], text) TO fairslot_staff;
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
DROP FUNCTION staff_wake(integer, integer[], text);
DROP FUNCTION staff_asleep(integer);
ALTER TABLE staff_user DROP woken_at;
`);
  }
}

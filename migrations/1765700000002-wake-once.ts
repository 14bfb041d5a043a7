import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Waking an account that is awake changes nothing, and the audit says nothing of it. */
export class WakeOnce1765700000002 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
DROP FUNCTION staff_wake(integer, integer[], text);
-- How many were asleep, or had ended. Locked first, so that of two at once the second sees what the first did.
CREATE FUNCTION staff_wake(p_actor integer, p_users integer[], p_days integer, p_request text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE one integer; woken integer := 0;
BEGIN
  FOREACH one IN ARRAY p_users LOOP PERFORM staff_not_self(p_actor, one); END LOOP;
  PERFORM 1 FROM staff_user WHERE id = ANY (p_users) ORDER BY id FOR UPDATE;
  FOR one IN UPDATE staff_user SET active = true, woken_at = app_now()
      WHERE id = ANY (p_users) AND (NOT active OR id IN (SELECT staff_asleep(p_days))) RETURNING id LOOP
    PERFORM note_audit('staff:' || p_actor, 'staff.woken', NULL, NULL, p_request, jsonb_build_object('user', one));
    woken := woken + 1;
  END LOOP;
  RETURN woken;
END $$;
REVOKE EXECUTE ON FUNCTION staff_wake(integer, integer[], integer, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION staff_wake(integer, integer[], integer, text) TO fairslot_staff;
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
DROP FUNCTION staff_wake(integer, integer[], integer, text);
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
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A password is stored anew, at the cost that the configuration asks for now, when its owner signs in. */
export class PasswordCosts1766100000001 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
-- The same password: sessions go on, and the audit says nothing. Nothing changes where another one was chosen meanwhile.
CREATE FUNCTION staff_renew_password_hash(p_user integer, p_known text, p_password_hash text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
  UPDATE staff_user SET password_hash = p_password_hash WHERE id = p_user AND password_hash = p_known;
$$;
REVOKE EXECUTE ON FUNCTION staff_renew_password_hash FROM PUBLIC;
GRANT EXECUTE ON FUNCTION staff_renew_password_hash TO fairslot_staff;
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP FUNCTION staff_renew_password_hash');
  }
}

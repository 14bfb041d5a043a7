import type { MigrationInterface, QueryRunner } from 'typeorm';

const siteTables = ['clinic_series', 'clinic', 'slot', 'booking', 'message', 'audit'];
const personTables = ['party', 'contact', 'person'];

/**
 * Three roles. The owner runs migrations; `fairslot_public` serves residents and the worker by fixed policies;
 * `fairslot_staff` is taken inside a transaction and sees only the sites named in `app.scope`.
 */
export class Access1763900000002 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
CREATE FUNCTION app_scope() RETURNS integer[] LANGUAGE sql STABLE AS
$$ SELECT COALESCE(NULLIF(current_setting('app.scope', true), ''), '{}')::integer[] $$;

GRANT USAGE ON SCHEMA public TO fairslot_public, fairslot_staff;
GRANT SELECT ON place, outcode, organisation, site, service TO fairslot_public, fairslot_staff;
GRANT SELECT, INSERT, UPDATE, DELETE ON app_clock TO fairslot_public;
GRANT SELECT ON app_clock TO fairslot_staff;

GRANT SELECT ON clinic_series, clinic TO fairslot_public;
GRANT SELECT, UPDATE ON slot TO fairslot_public;
GRANT SELECT, INSERT, DELETE ON slot_event TO fairslot_public;
GRANT SELECT, INSERT, UPDATE ON party, person, contact, booking, message, message_attempt TO fairslot_public;
GRANT SELECT, INSERT, UPDATE, DELETE ON journey, idempotency, attempt, manage_session TO fairslot_public;
GRANT INSERT ON audit TO fairslot_public;

GRANT SELECT, INSERT, UPDATE ON clinic_series, clinic, slot TO fairslot_staff;
GRANT INSERT ON slot_event TO fairslot_staff;
GRANT SELECT, UPDATE ON booking TO fairslot_staff;
GRANT SELECT ON party, person, contact TO fairslot_staff;
GRANT SELECT, INSERT, UPDATE ON message TO fairslot_staff;
GRANT SELECT, INSERT ON audit TO fairslot_staff;
GRANT SELECT ON staff_user, role_grant TO fairslot_staff;
GRANT SELECT, INSERT, UPDATE, DELETE ON staff_session, attempt TO fairslot_staff;
`);
    for (const table of [...siteTables, ...personTables]) {
      await q.query(`
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON ${table} TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY public_all ON ${table} TO fairslot_public USING (true) WITH CHECK (true);`);
    }
    for (const table of siteTables) {
      await q.query(
        `CREATE POLICY staff_scope ON ${table} TO fairslot_staff USING (site_id = ANY (app_scope())) WITH CHECK (site_id = ANY (app_scope()))`,
      );
    }
    // A person is seen by the sites that hold one of their bookings; row security of booking applies inside these subqueries.
    await q.query(`
CREATE POLICY staff_scope ON person TO fairslot_staff USING (EXISTS (SELECT 1 FROM booking b WHERE b.person_id = person.id));
CREATE POLICY staff_scope ON party TO fairslot_staff USING (EXISTS (SELECT 1 FROM booking b WHERE b.party_id = party.id));
CREATE POLICY staff_scope ON contact TO fairslot_staff USING (EXISTS (SELECT 1 FROM booking b WHERE b.party_id = contact.party_id));
`);
  }

  async down(q: QueryRunner): Promise<void> {
    for (const table of [...siteTables, ...personTables]) {
      await q.query(`
DROP POLICY IF EXISTS staff_scope ON ${table};
DROP POLICY public_all ON ${table};
DROP POLICY owner_all ON ${table};
ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY;
ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY;`);
    }
    await q.query(`
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM fairslot_public, fairslot_staff;
REVOKE USAGE ON SCHEMA public FROM fairslot_public, fairslot_staff;
DROP FUNCTION app_scope();`);
  }
}

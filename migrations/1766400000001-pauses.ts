import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Pauses that end by themselves: of a clinic, and of one service at a site. */
export class Pauses1766400000001 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
-- The last local day of the pause; empty: until somebody resumes the clinic.
ALTER TABLE clinic ADD paused_until date, ADD CONSTRAINT clinic_paused_until CHECK (paused_until IS NULL OR status = 'paused');
CREATE INDEX clinic_paused ON clinic (paused_until) WHERE paused_until IS NOT NULL;

-- Takes bookings again where the last day of the pause is over; the number of clinics. Days first, then slots in their order, like
-- whoever changes a clinic. Nobody's place changes: slots that are paused keep whoever they have, and take who waits for one.
CREATE FUNCTION resume_paused_clinics(p_today date) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE due integer[];
BEGIN
  PERFORM pg_advisory_xact_lock(d.site_id, d.date - DATE '2000-01-01')
    FROM (SELECT DISTINCT site_id, date FROM clinic WHERE paused_until < p_today ORDER BY site_id, date) AS d;
  due := ARRAY(SELECT id FROM clinic WHERE paused_until < p_today ORDER BY id);
  IF cardinality(due) = 0 THEN RETURN 0; END IF;
  PERFORM 1 FROM slot WHERE clinic_id = ANY (due) ORDER BY id FOR UPDATE;
  UPDATE clinic SET status = 'open', paused_until = NULL, version = version + 1 WHERE id = ANY (due);
  UPDATE slot SET status = 'open' WHERE clinic_id = ANY (due) AND status = 'paused';
  PERFORM note_audit('system', 'clinic.resumed', c.site_id, NULL, 'paused', jsonb_build_object('clinic', c.id, 'date', c.date))
    FROM clinic c WHERE c.id = ANY (due);
  RETURN cardinality(due);
END $$;
REVOKE EXECUTE ON FUNCTION resume_paused_clinics FROM PUBLIC;
GRANT EXECUTE ON FUNCTION resume_paused_clinics TO fairslot_public;

-- Local dates, both included, of which no new booking is taken for a service at a site; without a last day until it is ended.
-- The instants say the same, for statements that do not know the zone.
CREATE TABLE service_pause (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  site_id integer NOT NULL REFERENCES site,
  service_id integer NOT NULL REFERENCES service,
  from_date date NOT NULL,
  until_date date,
  begins_at timestamptz NOT NULL,
  ends_at timestamptz,
  created_at timestamptz NOT NULL,
  ended_at timestamptz,
  CHECK (from_date <= until_date),
  CHECK (begins_at < ends_at),
  CHECK ((until_date IS NULL) = (ends_at IS NULL))
);
CREATE INDEX service_pause_now ON service_pause (site_id, service_id) WHERE ended_at IS NULL;
GRANT SELECT ON service_pause TO fairslot_public;
GRANT SELECT, INSERT, UPDATE ON service_pause TO fairslot_staff;
ALTER TABLE service_pause ENABLE ROW LEVEL SECURITY;
ALTER TABLE service_pause FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON service_pause TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY public_all ON service_pause TO fairslot_public USING (true) WITH CHECK (true);
CREATE POLICY staff_scope ON service_pause TO fairslot_staff USING (site_id = ANY (app_scope())) WITH CHECK (site_id = ANY (app_scope()));

-- Short, so that the planner writes it into the statement that asks.
CREATE FUNCTION is_service_paused(p_site integer, p_service integer, p_at timestamptz) RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT EXISTS (SELECT 1 FROM service_pause p WHERE p.site_id = p_site AND p.service_id = p_service AND p.ended_at IS NULL
  AND p.begins_at <= p_at AND (p.ends_at IS NULL OR p_at < p.ends_at)) $$;
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
DROP FUNCTION is_service_paused;
DROP TABLE service_pause;
DROP FUNCTION resume_paused_clinics;
DROP INDEX clinic_paused;
ALTER TABLE clinic DROP paused_until;
`);
  }
}

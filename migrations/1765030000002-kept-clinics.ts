import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Clinics kept for some people until a date: what is left then is for everybody. */
export class KeptClinics1765030000002 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
-- On this date, as it begins where the sites are, the clinic opens to everybody.
ALTER TABLE clinic ADD opens_on date;
CREATE INDEX clinic_opens ON clinic (opens_on) WHERE opens_on IS NOT NULL;

-- Opens what was kept until now to everybody; the number of clinics. Whoever holds or books there keeps it: only more people may.
-- Of a series the date has its own openness from then on, so that a change of the series does not close it again.
CREATE FUNCTION open_kept_clinics(p_today date) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE due integer[];
BEGIN
  -- Slots first, in their order, like whoever changes a clinic.
  PERFORM 1 FROM slot WHERE clinic_id IN (SELECT id FROM clinic WHERE opens_on <= p_today) ORDER BY id FOR UPDATE;
  due := ARRAY(SELECT id FROM clinic WHERE opens_on <= p_today ORDER BY id FOR UPDATE);
  IF cardinality(due) = 0 THEN RETURN 0; END IF;
  UPDATE clinic SET audience_ids = NULL, opens_on = NULL, version = version + 1,
    own_changes = CASE WHEN series_id IS NULL OR 'openTo' = ANY (own_changes) THEN own_changes ELSE own_changes || 'openTo'::text END WHERE id = ANY (due);
  UPDATE slot SET audience_ids = NULL WHERE clinic_id = ANY (due) AND audience_ids IS NOT NULL;
  PERFORM note_audit('system', 'clinic.opened_to_everyone', c.site_id, NULL, 'kept', jsonb_build_object('clinic', c.id)) FROM clinic c WHERE c.id = ANY (due);
  RETURN cardinality(due);
END $$;
REVOKE EXECUTE ON FUNCTION open_kept_clinics FROM PUBLIC;
GRANT EXECUTE ON FUNCTION open_kept_clinics TO fairslot_public;
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
DROP FUNCTION open_kept_clinics;
DROP INDEX clinic_opens;
ALTER TABLE clinic DROP opens_on;
`);
  }
}

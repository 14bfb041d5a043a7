import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Two records of lists that may be one person: what somebody decided, and the way back for a day. */
export class PossibleDuplicates1766700000022 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
CREATE TABLE duplicate_decision (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- The pair, the smaller id first; with the person of an import that is undone it goes.
  person_id bigint NOT NULL REFERENCES person ON DELETE CASCADE,
  other_id bigint NOT NULL REFERENCES person ON DELETE CASCADE,
  -- Whose record stays; null where both do.
  kept_id bigint,
  -- Doses of lists that were those of the other record.
  doses bigint[] NOT NULL DEFAULT '{}',
  decided_by integer NOT NULL REFERENCES staff_user,
  decided_at timestamptz NOT NULL,
  undone_at timestamptz,
  CHECK (person_id < other_id),
  CHECK (kept_id IN (person_id, other_id))
);
CREATE UNIQUE INDEX duplicate_decision_pair ON duplicate_decision (person_id, other_id) WHERE undone_at IS NULL;
CREATE INDEX duplicate_decision_other ON duplicate_decision (other_id);
GRANT SELECT ON duplicate_decision TO fairslot_public;
ALTER TABLE duplicate_decision ENABLE ROW LEVEL SECURITY;
ALTER TABLE duplicate_decision FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON duplicate_decision TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY public_all ON duplicate_decision TO fairslot_public USING (true) WITH CHECK (true);

-- Both stay, or one stands for the other as if its number had been replaced: the one with a number, else the one that a list said last.
-- Null where they are not two records that stand for themselves with one name, date of birth and postcode.
CREATE FUNCTION decide_duplicate(p_one bigint, p_other bigint, p_same boolean, p_by integer) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE kept bigint; gone person_profile; moved bigint[] := '{}'; made bigint;
BEGIN
  -- No list is taken meanwhile.
  PERFORM pg_advisory_xact_lock(hashtextextended('people import', 0));
  PERFORM 1 FROM person_profile a JOIN person_profile b ON b.name_key = a.name_key WHERE a.person_id = p_one AND b.person_id = p_other AND p_one <> p_other
    AND a.superseded_by IS NULL AND b.superseded_by IS NULL
    AND NOT EXISTS (SELECT 1 FROM duplicate_decision d WHERE d.person_id = LEAST(p_one, p_other) AND d.other_id = GREATEST(p_one, p_other) AND d.undone_at IS NULL);
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF p_same THEN
    SELECT person_id INTO kept FROM person_profile WHERE person_id IN (p_one, p_other)
      ORDER BY nhs_number_bi IS NOT NULL DESC, changed_at DESC, person_id DESC LIMIT 1;
    UPDATE person_profile SET superseded_by = kept, changed_at = app_now() WHERE person_id IN (p_one, p_other) AND person_id <> kept RETURNING * INTO gone;
    INSERT INTO superseded_number (nhs_number_bi, person_id, noted_at) SELECT gone.nhs_number_bi, kept, app_now() WHERE gone.nhs_number_bi IS NOT NULL ON CONFLICT DO NOTHING;
    WITH of_kept AS (UPDATE dose_elsewhere d SET person_id = kept WHERE d.person_id = gone.person_id
      AND NOT EXISTS (SELECT 1 FROM dose_elsewhere o WHERE o.person_id = kept AND o.service_id = d.service_id AND o.given_on = d.given_on) RETURNING d.id)
    SELECT COALESCE(array_agg(id), '{}') INTO moved FROM of_kept;
  END IF;
  INSERT INTO duplicate_decision (person_id, other_id, kept_id, doses, decided_by, decided_at)
    VALUES (LEAST(p_one, p_other), GREATEST(p_one, p_other), kept, moved, p_by, app_now()) RETURNING id INTO made;
  RETURN made;
END $$;

-- As it was before; false where it is too late, or was done already.
CREATE FUNCTION undo_duplicate(p_id bigint) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE d duplicate_decision; gone bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('people import', 0));
  UPDATE duplicate_decision SET undone_at = app_now() WHERE id = p_id AND undone_at IS NULL AND decided_at > app_now() - interval '24 hours' RETURNING * INTO d;
  IF NOT FOUND THEN RETURN false; END IF;
  IF d.kept_id IS NOT NULL THEN
    gone := d.person_id + d.other_id - d.kept_id;
    UPDATE person_profile SET superseded_by = NULL, changed_at = app_now() WHERE person_id = gone AND superseded_by = d.kept_id;
    DELETE FROM superseded_number s USING person_profile p WHERE p.person_id = gone AND s.nhs_number_bi = p.nhs_number_bi AND s.person_id = d.kept_id;
    UPDATE dose_elsewhere SET person_id = gone WHERE id = ANY (d.doses) AND person_id = d.kept_id;
  END IF;
  RETURN true;
END $$;
REVOKE EXECUTE ON FUNCTION decide_duplicate, undo_duplicate FROM PUBLIC;
GRANT EXECUTE ON FUNCTION decide_duplicate, undo_duplicate TO fairslot_public;
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
DROP FUNCTION decide_duplicate, undo_duplicate;
DROP TABLE duplicate_decision;
`);
  }
}

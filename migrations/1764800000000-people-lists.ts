import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists of millions: rows are staged, matched as a set, and can be taken back whole; numbers that were replaced are still known. */
export class PeopleLists1764800000000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
-- Rows of the list that is being taken, sealed as they will be stored, for the length of one transaction.
CREATE UNLOGGED TABLE people_staging (
  line integer NOT NULL,
  row_key uuid NOT NULL,
  first_name text NOT NULL,
  last_name text NOT NULL,
  date_of_birth date NOT NULL,
  nhs_number_ct bytea,
  nhs_number_bi bytea,
  previous_bi bytea,
  postcode_ct bytea,
  person_key bytea NOT NULL,
  name_key bytea NOT NULL,
  place_id smallint NOT NULL,
  outcode text,
  deprivation_fifth smallint,
  sex "char",
  ethnicity "char",
  language text NOT NULL,
  practice text,
  flags integer NOT NULL,
  deceased_on date,
  contact_key uuid NOT NULL,
  contact_ct bytea NOT NULL,
  contact_bi bytea NOT NULL,
  mobile_bi bytea,
  email_bi bytea,
  has_address boolean NOT NULL
);
GRANT SELECT, INSERT, DELETE, TRUNCATE ON people_staging TO fairslot_public;

-- A number that was replaced, and whose it is now: lists that still carry it find the same person.
CREATE TABLE superseded_number (
  nhs_number_bi bytea PRIMARY KEY,
  person_id bigint NOT NULL REFERENCES person,
  noted_at timestamptz NOT NULL
);
CREATE INDEX superseded_number_person ON superseded_number (person_id);
-- Somebody who was listed under the old number as well: never invited or counted as a second person.
ALTER TABLE person_profile ADD superseded_by bigint REFERENCES person;
CREATE INDEX person_profile_superseded ON person_profile (superseded_by) WHERE superseded_by IS NOT NULL;

-- What an import changed, as it was, until the import cannot be undone any more.
CREATE TABLE people_import_before (
  import_id integer NOT NULL REFERENCES people_import,
  person_id bigint NOT NULL REFERENCES person,
  person jsonb NOT NULL,
  profile jsonb NOT NULL,
  contact jsonb,
  PRIMARY KEY (import_id, person_id)
);
CREATE INDEX people_import_before_person ON people_import_before (person_id);

-- How somebody matched headings before, for lists that look alike; by what the staff member looks after.
CREATE TABLE remembered_columns (
  scope text NOT NULL CHECK (char_length(scope) BETWEEN 1 AND 200),
  headings_hash bytea NOT NULL,
  columns jsonb NOT NULL,
  used_at timestamptz NOT NULL,
  PRIMARY KEY (scope, headings_hash)
);

ALTER TABLE people_import DROP CONSTRAINT people_import_state_check;
ALTER TABLE people_import ADD CHECK (state IN ('imported', 'undoing', 'undone'));

-- Takes back some thousand people of an import; called again until nobody is left. Null where it is too late.
CREATE FUNCTION undo_people_step(p_import integer, p_most integer, OUT removed integer, OUT restored integer) LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE gone bigint[]; back bigint[];
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('people import', 0));
  UPDATE people_import SET state = 'undoing' WHERE id = p_import AND (state = 'undoing' OR state = 'imported' AND imported_at > app_now() - interval '24 hours');
  IF NOT FOUND THEN RETURN; END IF;
  back := ARRAY(SELECT person_id FROM people_import_before WHERE import_id = p_import LIMIT p_most);
  UPDATE person p SET (row_key, first_name, last_name, date_of_birth, nhs_number_ct, nhs_number_bi, postcode_ct, person_key) =
      (r.row_key, r.first_name, r.last_name, r.date_of_birth, r.nhs_number_ct, r.nhs_number_bi, r.postcode_ct, r.person_key)
    FROM people_import_before b, jsonb_populate_record(NULL::person, b.person) r WHERE b.import_id = p_import AND b.person_id = ANY (back) AND p.id = b.person_id;
  UPDATE person_profile p SET (nhs_number_bi, person_key, name_key, date_of_birth, place_id, outcode, deprivation_fifth, sex, ethnicity, language, practice, flags,
      has_mobile, has_email, has_address, deceased_on, superseded_by, changed_at) =
      (r.nhs_number_bi, r.person_key, r.name_key, r.date_of_birth, r.place_id, r.outcode, r.deprivation_fifth, r.sex, r.ethnicity, r.language, r.practice, r.flags,
      r.has_mobile, r.has_email, r.has_address, r.deceased_on, r.superseded_by, app_now())
    FROM people_import_before b, jsonb_populate_record(NULL::person_profile, b.profile) r
    WHERE b.import_id = p_import AND b.person_id = ANY (back) AND p.person_id = b.person_id;
  UPDATE person_contact c SET (row_key, contact_ct, contact_bi, mobile_bi, email_bi) = (r.row_key, r.contact_ct, r.contact_bi, r.mobile_bi, r.email_bi)
    FROM people_import_before b, jsonb_populate_record(NULL::person_contact, b.contact) r
    WHERE b.import_id = p_import AND b.person_id = ANY (back) AND b.contact IS NOT NULL AND c.person_id = b.person_id;
  DELETE FROM superseded_number WHERE person_id = ANY (back)
    AND noted_at >= (SELECT imported_at FROM people_import WHERE id = p_import);
  DELETE FROM people_import_before WHERE import_id = p_import AND person_id = ANY (back);
  restored := cardinality(back);
  gone := ARRAY(SELECT p.person_id FROM person_profile p WHERE p.import_id = p_import
    AND NOT EXISTS (SELECT 1 FROM invitation v WHERE v.person_id = p.person_id) AND NOT EXISTS (SELECT 1 FROM booking b WHERE b.person_id = p.person_id)
    AND NOT EXISTS (SELECT 1 FROM people_import_before o WHERE o.person_id = p.person_id)
    AND NOT EXISTS (SELECT 1 FROM person_profile o WHERE o.superseded_by = p.person_id AND o.import_id <> p_import) LIMIT p_most);
  UPDATE person_profile SET superseded_by = NULL WHERE superseded_by = ANY (gone);
  DELETE FROM superseded_number WHERE person_id = ANY (gone);
  DELETE FROM person_contact WHERE person_id = ANY (gone);
  DELETE FROM person_profile WHERE person_id = ANY (gone);
  DELETE FROM person WHERE id = ANY (gone);
  removed := cardinality(gone);
END $$;
REVOKE EXECUTE ON FUNCTION undo_people_step FROM PUBLIC;
GRANT EXECUTE ON FUNCTION undo_people_step TO fairslot_public;

-- What is kept for undoing goes when it cannot be used any more.
CREATE FUNCTION forget_people_before(p_most integer) RETURNS integer LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
  WITH gone AS (DELETE FROM people_import_before b WHERE (b.import_id, b.person_id) IN (SELECT o.import_id, o.person_id FROM people_import_before o
    JOIN people_import i ON i.id = o.import_id WHERE i.imported_at < app_now() - interval '24 hours' AND i.state <> 'undoing' LIMIT p_most) RETURNING 1)
  SELECT count(*)::integer FROM gone $$;
REVOKE EXECUTE ON FUNCTION forget_people_before FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_people_before TO fairslot_public;

GRANT SELECT, INSERT, UPDATE ON superseded_number, remembered_columns TO fairslot_public;
GRANT SELECT, INSERT ON people_import_before TO fairslot_public;
GRANT USAGE ON SEQUENCE person_id_seq TO fairslot_public;
`);
    for (const table of ['superseded_number', 'people_import_before']) {
      await q.query(`
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON ${table} TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY public_all ON ${table} TO fairslot_public USING (true) WITH CHECK (true);`);
    }
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
REVOKE USAGE ON SEQUENCE person_id_seq FROM fairslot_public;
DROP FUNCTION forget_people_before, undo_people_step;
UPDATE people_import SET state = 'undone' WHERE state = 'undoing';
ALTER TABLE people_import DROP CONSTRAINT people_import_state_check;
ALTER TABLE people_import ADD CONSTRAINT people_import_state_check CHECK (state IN ('imported', 'undone'));
DROP TABLE remembered_columns, people_import_before;
DROP INDEX person_profile_superseded;
ALTER TABLE person_profile DROP superseded_by;
DROP TABLE superseded_number, people_staging;
`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** As it was, and with what the list had said. */
const undoPeopleStep = (said: (row: string) => string): string => `
CREATE OR REPLACE FUNCTION undo_people_step(p_import integer, p_most integer, OUT removed integer, OUT restored integer) LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
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
      has_mobile, has_email, has_address, deceased_on, superseded_by, changed_at${said('')}) =
      (r.nhs_number_bi, r.person_key, r.name_key, r.date_of_birth, r.place_id, r.outcode, r.deprivation_fifth, r.sex, r.ethnicity, r.language, r.practice, r.flags,
      r.has_mobile, r.has_email, r.has_address, r.deceased_on, r.superseded_by, app_now()${said('r.')})
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
END $$;`;

/** Rows of lists that say nothing new are known by one hash; what rows of lists point to is looked up once for each statement. */
export class ListsAtSpeed1765020000000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
-- Keyed hash of all that the last list said of a person, who is the same as long as it stands here.
ALTER TABLE person_profile ADD said bytea;
ALTER TABLE people_staging ADD said bytea;
-- Whoever changes a row in another way need not think of it.
CREATE FUNCTION forget_said() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.said := NULL; RETURN NEW; END $$;
CREATE TRIGGER person_profile_said BEFORE UPDATE ON person_profile FOR EACH ROW
  WHEN (NEW.said IS NOT NULL AND NEW.said IS NOT DISTINCT FROM OLD.said AND NEW IS DISTINCT FROM OLD) EXECUTE FUNCTION forget_said();

-- A foreign key looks up each row by itself, which takes longer than writing the row. The same is asked here of all rows of a statement
-- at once. None of what they point to is ever deleted, but people whom an import added, when it is undone.
ALTER TABLE person_profile DROP CONSTRAINT person_profile_person_id_fkey, DROP CONSTRAINT person_profile_place_id_fkey, DROP CONSTRAINT person_profile_import_id_fkey;
ALTER TABLE person_contact DROP CONSTRAINT person_contact_person_id_fkey;
CREATE FUNCTION profile_points_somewhere() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF EXISTS (SELECT FROM written w WHERE NOT EXISTS (SELECT FROM person p WHERE p.id = w.person_id))
    OR EXISTS (SELECT FROM (SELECT DISTINCT place_id FROM written) w WHERE NOT EXISTS (SELECT FROM place p WHERE p.id = w.place_id))
    OR EXISTS (SELECT FROM (SELECT DISTINCT import_id FROM written) w WHERE NOT EXISTS (SELECT FROM people_import i WHERE i.id = w.import_id)) THEN
    RAISE foreign_key_violation USING MESSAGE = 'person_profile points to a person, a Place or an import that is not there';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER person_profile_written AFTER INSERT ON person_profile REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION profile_points_somewhere();
CREATE TRIGGER person_profile_rewritten AFTER UPDATE ON person_profile REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION profile_points_somewhere();
CREATE FUNCTION contact_points_somewhere() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF EXISTS (SELECT FROM written w WHERE NOT EXISTS (SELECT FROM person p WHERE p.id = w.person_id)) THEN
    RAISE foreign_key_violation USING MESSAGE = 'person_contact points to a person who is not there';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER person_contact_written AFTER INSERT ON person_contact REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION contact_points_somewhere();
CREATE TRIGGER person_contact_rewritten AFTER UPDATE ON person_contact REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION contact_points_somewhere();
CREATE FUNCTION listed_is_still_pointed_to() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF TG_TABLE_NAME = 'person' AND (EXISTS (SELECT FROM gone g JOIN person_profile p ON p.person_id = g.id) OR EXISTS (SELECT FROM gone g JOIN person_contact c ON c.person_id = g.id))
    OR TG_TABLE_NAME = 'place' AND EXISTS (SELECT FROM gone g JOIN person_profile p ON p.place_id = g.id)
    OR TG_TABLE_NAME = 'people_import' AND EXISTS (SELECT FROM gone g JOIN person_profile p ON p.import_id = g.id) THEN
    RAISE foreign_key_violation USING MESSAGE = 'people of lists still point to what is deleted';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER person_gone AFTER DELETE ON person REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION listed_is_still_pointed_to();
CREATE TRIGGER place_gone AFTER DELETE ON place REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION listed_is_still_pointed_to();
CREATE TRIGGER people_import_gone AFTER DELETE ON people_import REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION listed_is_still_pointed_to();
REVOKE EXECUTE ON FUNCTION forget_said, profile_points_somewhere, contact_points_somewhere, listed_is_still_pointed_to FROM PUBLIC;
-- Chance enough is in a key of 122 random bits, and nobody looks a contact up by it.
ALTER TABLE person_contact DROP CONSTRAINT person_contact_row_key_key;
${undoPeopleStep((row) => `, ${row}said`)}
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
${undoPeopleStep(() => '')}
ALTER TABLE person_contact ADD UNIQUE (row_key);
DROP TRIGGER people_import_gone ON people_import;
DROP TRIGGER place_gone ON place;
DROP TRIGGER person_gone ON person;
DROP TRIGGER person_contact_rewritten ON person_contact;
DROP TRIGGER person_contact_written ON person_contact;
DROP TRIGGER person_profile_rewritten ON person_profile;
DROP TRIGGER person_profile_written ON person_profile;
DROP FUNCTION listed_is_still_pointed_to, contact_points_somewhere, profile_points_somewhere;
ALTER TABLE person_contact ADD FOREIGN KEY (person_id) REFERENCES person;
ALTER TABLE person_profile ADD FOREIGN KEY (person_id) REFERENCES person, ADD FOREIGN KEY (place_id) REFERENCES place, ADD FOREIGN KEY (import_id) REFERENCES people_import;
DROP TRIGGER person_profile_said ON person_profile;
DROP FUNCTION forget_said;
ALTER TABLE people_staging DROP said;
ALTER TABLE person_profile DROP said;
`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whom a health system knows, cohorts of them, and campaigns that invite them. */
export class Campaigns1764600000000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
CREATE TABLE people_import (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 120),
  state text NOT NULL CHECK (state IN ('imported', 'undone')),
  imported_by integer NOT NULL REFERENCES staff_user,
  imported_at timestamptz NOT NULL,
  -- How many rows, what became of them, how headings were read, and the faults by kind; nothing about a person.
  figures jsonb NOT NULL
);

-- A person of a list, in narrow columns that are not encrypted, so that a cohort of millions is counted in a second.
CREATE TABLE person_profile (
  person_id bigint PRIMARY KEY REFERENCES person,
  -- The number tells one from another; without one, the person key does.
  nhs_number_bi bytea UNIQUE,
  person_key bytea NOT NULL,
  -- The same as if no number were known: bookings often come without.
  name_key bytea NOT NULL,
  date_of_birth date NOT NULL,
  place_id smallint NOT NULL REFERENCES place,
  outcode text,
  deprivation_fifth smallint CHECK (deprivation_fifth BETWEEN 1 AND 5),
  sex "char" CHECK (sex IN ('f', 'm')),
  ethnicity "char" CHECK (ethnicity BETWEEN 'A' AND 'Z'),
  language text NOT NULL DEFAULT 'en' CHECK (language ~ '^[a-z]{2,3}$'),
  practice text CHECK (char_length(practice) <= 8),
  -- One bit for each word of personFlags.
  flags integer NOT NULL DEFAULT 0 CHECK (flags >= 0),
  has_mobile boolean NOT NULL DEFAULT false,
  has_email boolean NOT NULL DEFAULT false,
  has_address boolean NOT NULL DEFAULT false,
  deceased_on date,
  import_id integer NOT NULL REFERENCES people_import,
  changed_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX person_profile_key ON person_profile (person_key) WHERE nhs_number_bi IS NULL;
CREATE INDEX person_profile_import ON person_profile (import_id);
-- How a person of a list can be reached: {mobile, email, address}, encrypted with this key.
CREATE TABLE person_contact (
  person_id bigint PRIMARY KEY REFERENCES person,
  row_key uuid NOT NULL UNIQUE,
  contact_ct bytea NOT NULL,
  -- Keyed hash of what it says, to see whether a list says something new.
  contact_bi bytea NOT NULL,
  mobile_bi bytea,
  email_bi bytea
);

CREATE TABLE cohort (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 120),
  created_at timestamptz NOT NULL
);
-- Rules as they were saved; a version never changes.
CREATE TABLE cohort_version (
  cohort_id integer NOT NULL REFERENCES cohort,
  version smallint NOT NULL CHECK (version >= 1),
  rules jsonb NOT NULL,
  created_by integer NOT NULL REFERENCES staff_user,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (cohort_id, version)
);

CREATE TABLE campaign (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 120),
  audience_id integer NOT NULL UNIQUE REFERENCES audience,
  service_id integer NOT NULL REFERENCES service,
  cohort_id integer NOT NULL,
  cohort_version smallint NOT NULL,
  -- The Places that its author may invite in.
  place_ids smallint[] NOT NULL CHECK (cardinality(place_ids) > 0),
  state text NOT NULL CHECK (state IN ('draft', 'awaiting_approval', 'approved', 'running', 'paused', 'stopped', 'done')),
  starts_on date NOT NULL,
  ends_on date NOT NULL,
  mode text NOT NULL CHECK (mode IN ('drip', 'need', 'dates')),
  per_day integer NOT NULL CHECK (per_day BETWEEN 1 AND 500000),
  expected_percent smallint NOT NULL CHECK (expected_percent BETWEEN 1 AND 100),
  within_km smallint NOT NULL CHECK (within_km BETWEEN 1 AND 50),
  second_after_days smallint NOT NULL CHECK (second_after_days BETWEEN 0 AND 60),
  author_id integer NOT NULL REFERENCES staff_user,
  -- Who else changed it or asked for its approval: none of them approves it.
  writer_ids integer[] NOT NULL DEFAULT '{}',
  approver_id integer REFERENCES staff_user,
  -- SHA-256 of what was approved: content and the rules of the audience.
  approved_hash bytea,
  approved_per_day integer,
  releaser_id integer REFERENCES staff_user,
  -- Areas that had to wait at the last look, because nobody there would find a time.
  short_of text[] NOT NULL DEFAULT '{}',
  looked_at timestamptz,
  created_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  FOREIGN KEY (cohort_id, cohort_version) REFERENCES cohort_version,
  CHECK (starts_on <= ends_on),
  CHECK ((approver_id IS NULL) = (approved_hash IS NULL)),
  CHECK (state NOT IN ('running', 'paused') OR releaser_id IS NOT NULL)
);
CREATE TABLE wave (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  campaign_id integer NOT NULL REFERENCES campaign,
  number integer NOT NULL CHECK (number >= 1),
  people integer NOT NULL CHECK (people >= 1),
  released_at timestamptz NOT NULL,
  UNIQUE (campaign_id, number)
);
ALTER TABLE invitation ADD wave_id integer REFERENCES wave, ADD opened_at timestamptz;
CREATE INDEX invitation_wave ON invitation (wave_id) WHERE wave_id IS NOT NULL;
CREATE INDEX invitation_service ON invitation (service_id, person_id) WHERE service_id IS NOT NULL;

-- The one way in which the program deletes people: those an import of the last day added, whom nobody has invited or booked since.
CREATE FUNCTION undo_people_import(p_import integer, OUT removed integer, OUT kept integer) LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE gone bigint[];
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('people import', 0));
  UPDATE people_import SET state = 'undone' WHERE id = p_import AND state = 'imported' AND imported_at > app_now() - interval '24 hours';
  IF NOT FOUND THEN RETURN; END IF;
  gone := ARRAY(SELECT p.person_id FROM person_profile p WHERE p.import_id = p_import
    AND NOT EXISTS (SELECT 1 FROM invitation v WHERE v.person_id = p.person_id) AND NOT EXISTS (SELECT 1 FROM booking b WHERE b.person_id = p.person_id));
  SELECT count(*) - cardinality(gone) INTO kept FROM person_profile WHERE import_id = p_import;
  DELETE FROM person_contact WHERE person_id = ANY (gone);
  DELETE FROM person_profile WHERE person_id = ANY (gone);
  DELETE FROM person WHERE id = ANY (gone);
  removed := cardinality(gone);
END $$;
REVOKE EXECUTE ON FUNCTION undo_people_import FROM PUBLIC;
GRANT EXECUTE ON FUNCTION undo_people_import TO fairslot_public;

GRANT SELECT, INSERT, UPDATE ON people_import, cohort, cohort_version, campaign, wave TO fairslot_public;
GRANT SELECT, INSERT, UPDATE ON person_profile, person_contact TO fairslot_public;
GRANT INSERT ON audience, invitation TO fairslot_public;
GRANT UPDATE (opened_at) ON invitation TO fairslot_public;
`);
    for (const table of ['person_profile', 'person_contact']) {
      await q.query(`
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON ${table} TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY public_all ON ${table} TO fairslot_public USING (true) WITH CHECK (true);`);
    }
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
REVOKE INSERT ON audience, invitation FROM fairslot_public;
ALTER TABLE invitation DROP opened_at, DROP wave_id;
DROP INDEX invitation_service;
DROP FUNCTION undo_people_import;
DROP TABLE wave, campaign, cohort_version, cohort, person_contact, person_profile, people_import;
`);
  }
}

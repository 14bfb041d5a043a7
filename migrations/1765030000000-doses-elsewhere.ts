import type { MigrationInterface, QueryRunner } from 'typeorm';

const NEW_KINDS = "'had_elsewhere', 'freed_had_elsewhere'";
/** Puts words into the list of kinds, or takes them out of it, whatever else it names. */
const changeKinds = (from: string, to: string): string => `
DO $do$ DECLARE known text; BEGIN
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'message_kind_check' AND conrelid = 'message'::regclass;
  EXECUTE 'ALTER TABLE message DROP CONSTRAINT message_kind_check, ADD CONSTRAINT message_kind_check ' || replace(known, $s$${from}$s$, $s$${to}$s$);
END $do$;`;
const LISTED = `'had_elsewhere'::text, 'freed_had_elsewhere'::text, `;

/** Doses that somebody else gave, from lists; and what is asked of people whose booking is of no use after one. */
export class DosesElsewhere1765030000000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
CREATE TABLE dose_import (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 120),
  state text NOT NULL CHECK (state IN ('imported', 'undone')),
  imported_by integer NOT NULL REFERENCES staff_user,
  imported_at timestamptz NOT NULL,
  -- How many rows and what became of them; nothing about a person.
  figures jsonb NOT NULL
);
CREATE TABLE dose_elsewhere (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- With the person of an import that is undone their doses go.
  person_id bigint NOT NULL REFERENCES person ON DELETE CASCADE,
  -- Of the person, by number and as if none were known: bookings often know no more.
  person_key bytea NOT NULL,
  name_key bytea NOT NULL,
  service_id integer NOT NULL REFERENCES service,
  given_on date NOT NULL,
  product text NOT NULL DEFAULT '' CHECK (char_length(product) <= 120),
  given_at text NOT NULL DEFAULT '' CHECK (char_length(given_at) <= 120),
  import_id integer NOT NULL REFERENCES dose_import,
  UNIQUE (person_id, service_id, given_on)
);
CREATE INDEX dose_elsewhere_person_key ON dose_elsewhere (person_key);
CREATE INDEX dose_elsewhere_name_key ON dose_elsewhere (name_key);
CREATE INDEX dose_elsewhere_service ON dose_elsewhere (service_id, given_on);
CREATE INDEX dose_elsewhere_import ON dose_elsewhere (import_id);

-- Asked once about each booking: whether it is still wanted after a dose given elsewhere.
CREATE TABLE dose_question (
  booking_id bigint PRIMARY KEY REFERENCES booking,
  dose_id bigint REFERENCES dose_elsewhere ON DELETE SET NULL,
  given_on date NOT NULL,
  -- Of the booking when it was asked: whoever takes another time wants it.
  occurrence smallint NOT NULL,
  asked_at timestamptz NOT NULL,
  -- Without an answer the booking ends then; null where silence is no answer.
  frees_at timestamptz,
  answer text CHECK (answer IN ('keep', 'free', 'no_answer', 'over')),
  answered_at timestamptz,
  CHECK ((answer IS NULL) = (answered_at IS NULL))
);
CREATE INDEX dose_question_open ON dose_question (asked_at) WHERE answer IS NULL;
CREATE INDEX person_profile_deceased ON person_profile (person_id) WHERE deceased_on IS NOT NULL;

${changeKinds('ARRAY[', `ARRAY[${LISTED}`)}

-- For messages, which are written within the scope of a site too: nothing is said to somebody who has died.
CREATE FUNCTION has_died(p_person bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT EXISTS (SELECT 1 FROM person_profile f WHERE f.person_id = p_person AND f.deceased_on IS NOT NULL)
    OR EXISTS (SELECT 1 FROM person n JOIN person_profile f ON f.nhs_number_bi = n.nhs_number_bi AND f.date_of_birth = n.date_of_birth
      WHERE n.id = p_person AND f.deceased_on IS NOT NULL) $$;
REVOKE EXECUTE ON FUNCTION has_died FROM PUBLIC;
GRANT EXECUTE ON FUNCTION has_died TO fairslot_public, fairslot_staff;

-- Takes a list of doses back within a day: how many doses went. Null where it is too late.
CREATE FUNCTION undo_dose_import(p_import integer) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE gone integer;
BEGIN
  UPDATE dose_import SET state = 'undone' WHERE id = p_import AND state = 'imported' AND imported_at > app_now() - interval '24 hours';
  IF NOT FOUND THEN RETURN NULL; END IF;
  UPDATE dose_question SET answer = 'over', answered_at = app_now()
    WHERE answer IS NULL AND dose_id IN (SELECT id FROM dose_elsewhere WHERE import_id = p_import);
  DELETE FROM dose_elsewhere WHERE import_id = p_import;
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END $$;
REVOKE EXECUTE ON FUNCTION undo_dose_import FROM PUBLIC;
GRANT EXECUTE ON FUNCTION undo_dose_import TO fairslot_public;

${recordExport(true)}

${erasePeople(true)}

GRANT SELECT, INSERT, UPDATE ON dose_import, dose_question TO fairslot_public;
GRANT SELECT, INSERT ON dose_elsewhere TO fairslot_public;
GRANT SELECT ON dose_question TO fairslot_staff;
-- Headings matched wrongly once must not be matched wrongly for ever.
GRANT DELETE ON remembered_columns TO fairslot_public;
`);
    for (const table of ['dose_elsewhere', 'dose_question']) {
      await q.query(`
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON ${table} TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY public_all ON ${table} TO fairslot_public USING (true) WITH CHECK (true);`);
    }
    // A site sees what was asked about the bookings that it sees.
    await q.query(
      'CREATE POLICY staff_scope ON dose_question TO fairslot_staff USING (EXISTS (SELECT 1 FROM booking b WHERE b.id = booking_id))',
    );
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
DELETE FROM call_list_entry WHERE kind IN (${NEW_KINDS});
DELETE FROM message_receipt WHERE message_id IN (SELECT id FROM message WHERE kind IN (${NEW_KINDS}));
DELETE FROM message_attempt WHERE message_id IN (SELECT id FROM message WHERE kind IN (${NEW_KINDS}));
DELETE FROM message WHERE kind IN (${NEW_KINDS});
${changeKinds(LISTED, '')}

${recordExport(false)}

${erasePeople(false)}
REVOKE DELETE ON remembered_columns FROM fairslot_public;
DROP FUNCTION undo_dose_import, has_died;
DROP INDEX person_profile_deceased;
DROP TABLE dose_question, dose_elsewhere, dose_import;
`);
  }
}

const DOSES_OF_RECORD = `,
    'dosesElsewhere', (SELECT COALESCE(jsonb_agg(jsonb_build_object('service', s.name, 'givenOn', d.given_on, 'product', d.product, 'givenAt', d.given_at)
      ORDER BY d.id), '[]') FROM dose_elsewhere d JOIN service s ON s.id = d.service_id WHERE d.person_id = ANY (p_people))`;

/** As it was, and with the doses that somebody else gave. */
const recordExport = (elsewhere: boolean): string => `
CREATE OR REPLACE FUNCTION record_export(p_people bigint[]) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT jsonb_build_object(
    'people', (SELECT COALESCE(jsonb_agg(jsonb_build_object('rowKey', p.row_key, 'firstName', p.first_name, 'lastName', p.last_name,
        'dateOfBirth', p.date_of_birth, 'nhsNumber', encode(p.nhs_number_ct, 'hex'), 'postcode', encode(p.postcode_ct, 'hex'), 'since', p.created_at)
      ORDER BY p.id), '[]') FROM person p WHERE p.id = ANY (p_people)),
    'lists', (SELECT COALESCE(jsonb_agg(jsonb_build_object('place', pl.name, 'outcode', f.outcode, 'deprivationFifth', f.deprivation_fifth,
        'sex', f.sex, 'ethnicity', f.ethnicity, 'language', f.language, 'practice', f.practice, 'flags', f.flags, 'deceasedOn', f.deceased_on,
        'changedAt', f.changed_at, 'contactKey', c.row_key, 'contact', encode(c.contact_ct, 'hex'))), '[]')
      FROM person_profile f JOIN place pl ON pl.id = f.place_id LEFT JOIN person_contact c ON c.person_id = f.person_id
      WHERE f.person_id = ANY (p_people)),
    'bookings', (SELECT COALESCE(jsonb_agg(jsonb_build_object('reference', b.reference, 'service', s.name, 'site', t.name, 'start', b.starts_at,
        'status', b.status, 'outcome', b.outcome, 'answers', b.answers, 'help', b.help, 'source', b.source, 'bookedAt', b.booked_at,
        'contactKey', c.row_key, 'mobile', encode(c.mobile_ct, 'hex'), 'email', encode(c.email_ct, 'hex'), 'landline', encode(c.landline_ct, 'hex'))
      ORDER BY b.id), '[]')
      FROM booking b JOIN service s ON s.id = b.service_id JOIN site t ON t.id = b.site_id LEFT JOIN contact c ON c.party_id = b.party_id
      WHERE b.person_id = ANY (p_people)),
    'invitations', (SELECT COALESCE(jsonb_agg(jsonb_build_object('from', a.name, 'createdAt', i.created_at, 'openedAt', i.opened_at,
        'declinedAt', i.declined_at, 'reason', i.decline_reason) ORDER BY i.id), '[]')
      FROM invitation i JOIN audience a ON a.id = i.audience_id WHERE i.person_id = ANY (p_people)),
    'messages', (SELECT COALESCE(jsonb_agg(jsonb_build_object('kind', m.kind, 'channel', m.channel, 'state', m.state, 'sentAt', m.sent_at)
      ORDER BY m.id), '[]')
      FROM message m WHERE m.booking_id IN (SELECT id FROM booking WHERE person_id = ANY (p_people))
        OR m.invitation_id IN (SELECT id FROM invitation WHERE person_id = ANY (p_people))),
    'doses', (SELECT COALESCE(jsonb_agg(jsonb_build_object('service', s.name, 'givenAt', d.given_at, 'undoneAt', d.undone_at) ORDER BY d.id), '[]')
      FROM dose d JOIN service s ON s.id = d.service_id WHERE d.person_id = ANY (p_people))${elsewhere ? DOSES_OF_RECORD : ''})
$$;`;

/** As it was, and takes the doses that somebody else gave with the person. */
const erasePeople = (elsewhere: boolean): string => `
CREATE OR REPLACE FUNCTION erase_people(p_people bigint[], OUT live integer, OUT erased integer) LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE parties bigint[];
BEGIN
  PERFORM 1 FROM person WHERE id = ANY (p_people) ORDER BY id FOR UPDATE;
  SELECT count(*)::integer INTO live FROM booking WHERE person_id = ANY (p_people) AND status IN ('held', 'booked', 'checked_in');
  erased := 0;
  IF live > 0 THEN RETURN; END IF;
  -- A contact that somebody else of the party still needs is theirs.
  parties := ARRAY(SELECT DISTINCT b.party_id FROM booking b WHERE b.person_id = ANY (p_people)
    AND NOT EXISTS (SELECT 1 FROM booking o WHERE o.party_id = b.party_id AND o.person_id <> ALL (p_people)));
  UPDATE message SET state = 'superseded' WHERE state = 'pending' AND (booking_id IN (SELECT id FROM booking WHERE person_id = ANY (p_people))
    OR invitation_id IN (SELECT id FROM invitation WHERE person_id = ANY (p_people)));
  UPDATE call_list_entry SET done_at = app_now(), outcome = 'not_needed' WHERE done_at IS NULL
    AND (booking_id IN (SELECT id FROM booking WHERE person_id = ANY (p_people)) OR invitation_id IN (SELECT id FROM invitation WHERE person_id = ANY (p_people)));
  DELETE FROM manage_session WHERE booking_id IN (SELECT id FROM booking WHERE person_id = ANY (p_people));
  DELETE FROM inbound_message WHERE booking_id IN (SELECT id FROM booking WHERE person_id = ANY (p_people));
  UPDATE contact SET mobile_ct = NULL, mobile_bi = NULL, email_ct = NULL, email_bi = NULL, landline_ct = NULL, landline_bi = NULL WHERE party_id = ANY (parties);
  UPDATE booking SET answers = '{}', help = '{}', person_key = decode(md5(random()::text || id::text), 'hex'), manage_token_hash = NULL,
    manage_token_version = manage_token_version + 1, version = version + 1 WHERE person_id = ANY (p_people);
  UPDATE invitation SET contact_ct = NULL, code_bi = NULL, token_hash = decode(md5(random()::text || id::text) || md5(random()::text), 'hex'),
    token_version = token_version + 1, expires_at = LEAST(expires_at, app_now()) WHERE person_id = ANY (p_people);
  -- An import that is undone would bring them back.
  DELETE FROM people_import_before WHERE person_id = ANY (p_people);
${elsewhere ? `  DELETE FROM dose_elsewhere WHERE person_id = ANY (p_people);\n` : ''}  DELETE FROM superseded_number WHERE person_id = ANY (p_people);
  DELETE FROM person_contact WHERE person_id = ANY (p_people);
  DELETE FROM person_profile WHERE person_id = ANY (p_people);
  UPDATE person SET first_name = 'Erased', last_name = 'Erased', date_of_birth = '1900-01-01', nhs_number_ct = NULL, nhs_number_bi = NULL,
    postcode_ct = NULL, person_key = decode(md5(random()::text || id::text), 'hex') WHERE id = ANY (p_people);
  GET DIAGNOSTICS erased = ROW_COUNT;
END $$;`;

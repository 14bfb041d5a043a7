import type { MigrationInterface, QueryRunner } from 'typeorm';

const INVITED = `hashtextextended('people invited', 0)`;

/** Whether people whom rows still point to may be deleted; as it was, and with those who are invited. */
const listedIsStillPointedTo = (invited: boolean): string => `
CREATE OR REPLACE FUNCTION listed_is_still_pointed_to() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN${
  invited
    ? `\n  -- Nobody is invited meanwhile.\n  IF TG_TABLE_NAME = 'person' THEN PERFORM pg_advisory_xact_lock(${INVITED}); END IF;`
    : ''
}
  IF TG_TABLE_NAME = 'person' AND (EXISTS (SELECT FROM gone g JOIN person_profile p ON p.person_id = g.id) OR EXISTS (SELECT FROM gone g JOIN person_contact c ON c.person_id = g.id)${
    invited ? '\n      OR EXISTS (SELECT FROM gone g JOIN invitation i ON i.person_id = g.id)' : ''
  })
    OR TG_TABLE_NAME = 'place' AND EXISTS (SELECT FROM gone g JOIN person_profile p ON p.place_id = g.id)
    OR TG_TABLE_NAME = 'people_import' AND EXISTS (SELECT FROM gone g JOIN person_profile p ON p.import_id = g.id) THEN
    RAISE foreign_key_violation USING MESSAGE = 'people of lists still point to what is deleted';
  END IF;
  RETURN NULL;
END $$;`;

/** Which invitations are past their time: those that still hold a contact, and since they need not hold one, those that hold a code. */
const retention = (from: string, to: string): string => `
DO $do$ DECLARE known text := pg_get_functiondef('retention_ids(text, jsonb, integer)'::regprocedure); BEGIN
  IF position('${from}' IN known) = 0 THEN RAISE EXCEPTION 'retention_ids does not say what is replaced'; END IF;
  EXECUTE replace(known, '${from}', '${to}');
END $do$;`;
const HOLDS_CONTACT = 'FROM invitation i WHERE i.contact_ct IS NOT NULL AND';
const HOLDS_ANYTHING = 'FROM invitation i WHERE (i.contact_ct IS NOT NULL OR i.code_bi IS NOT NULL) AND';

/** A plan is made once for a session, when tables may still be small: then it reads them whole, and goes on to when they are large. */
const LOOKED_UP = 'SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off';

/** Invitations by the hundred thousand: what they point to is looked up once for each statement, and an index that nothing asks goes. */
export class WavesAtSpeed1765100000001 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
-- A foreign key looks up each row by itself: five of them took as long as writing an invitation with its message. The same is asked here of
-- all rows of a statement at once. Of what they point to only people are ever deleted, when an import is taken back.
ALTER TABLE invitation DROP CONSTRAINT invitation_audience_id_fkey, DROP CONSTRAINT invitation_person_id_fkey,
  DROP CONSTRAINT invitation_service_id_fkey, DROP CONSTRAINT invitation_wave_id_fkey;
ALTER TABLE message DROP CONSTRAINT message_invitation_id_fkey;
CREATE FUNCTION invitation_points_somewhere() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public ${LOOKED_UP} AS $$
BEGIN
  -- Held against whoever takes people back, who holds it alone; then who is there stays.
  PERFORM pg_advisory_xact_lock_shared(${INVITED});
  IF EXISTS (SELECT FROM written w WHERE NOT EXISTS (SELECT FROM person p WHERE p.id = w.person_id))
    OR EXISTS (SELECT FROM (SELECT DISTINCT audience_id FROM written) w WHERE NOT EXISTS (SELECT FROM audience a WHERE a.id = w.audience_id))
    OR EXISTS (SELECT FROM (SELECT DISTINCT service_id FROM written WHERE service_id IS NOT NULL) w WHERE NOT EXISTS (SELECT FROM service s WHERE s.id = w.service_id))
    OR EXISTS (SELECT FROM (SELECT DISTINCT wave_id FROM written WHERE wave_id IS NOT NULL) w WHERE NOT EXISTS (SELECT FROM wave v WHERE v.id = w.wave_id)) THEN
    RAISE foreign_key_violation USING MESSAGE = 'invitation points to a person, an audience, a service or a wave that is not there';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER invitation_written AFTER INSERT ON invitation REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION invitation_points_somewhere();
CREATE FUNCTION message_points_somewhere() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public ${LOOKED_UP} AS $$
BEGIN
  -- Those about bookings have their foreign key.
  IF EXISTS (SELECT FROM written w WHERE w.invitation_id IS NOT NULL AND NOT EXISTS (SELECT FROM invitation i WHERE i.id = w.invitation_id)) THEN
    RAISE foreign_key_violation USING MESSAGE = 'message points to an invitation that is not there';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER message_written AFTER INSERT ON message REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION message_points_somewhere();
-- Whom an invitation is for and which one a message is about never changes.
CREATE FUNCTION points_to_the_same() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% does not change what it points to', TG_TABLE_NAME; END $$;
CREATE TRIGGER invitation_stays BEFORE UPDATE OF audience_id, person_id, service_id, wave_id ON invitation FOR EACH ROW
  WHEN ((NEW.audience_id, NEW.person_id, NEW.service_id, NEW.wave_id) IS DISTINCT FROM (OLD.audience_id, OLD.person_id, OLD.service_id, OLD.wave_id))
  EXECUTE FUNCTION points_to_the_same();
CREATE TRIGGER message_stays BEFORE UPDATE OF invitation_id ON message FOR EACH ROW
  WHEN (NEW.invitation_id IS DISTINCT FROM OLD.invitation_id) EXECUTE FUNCTION points_to_the_same();
${listedIsStillPointedTo(true)}
CREATE FUNCTION invited_is_still_pointed_to() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF TG_TABLE_NAME = 'invitation' AND EXISTS (SELECT FROM gone g JOIN message m ON m.invitation_id = g.id)
    OR TG_TABLE_NAME = 'audience' AND EXISTS (SELECT FROM gone g JOIN invitation i ON i.audience_id = g.id)
    OR TG_TABLE_NAME = 'service' AND EXISTS (SELECT FROM gone g JOIN invitation i ON i.service_id = g.id)
    OR TG_TABLE_NAME = 'wave' AND EXISTS (SELECT FROM gone g JOIN invitation i ON i.wave_id = g.id) THEN
    RAISE foreign_key_violation USING MESSAGE = 'invitations or their messages still point to what is deleted';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER invitation_gone AFTER DELETE ON invitation REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION invited_is_still_pointed_to();
CREATE TRIGGER audience_gone AFTER DELETE ON audience REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION invited_is_still_pointed_to();
CREATE TRIGGER service_gone AFTER DELETE ON service REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION invited_is_still_pointed_to();
CREATE TRIGGER wave_gone AFTER DELETE ON wave REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION invited_is_still_pointed_to();
REVOKE EXECUTE ON FUNCTION invitation_points_somewhere, message_points_somewhere, points_to_the_same, invited_is_still_pointed_to FROM PUBLIC;

-- One index of people answers "is this person invited", by whichever campaign, where three were written at a place by chance; the
-- other grows at its end. Nobody looks an invitation up by its key, in which chance enough is.
CREATE UNIQUE INDEX invitation_once ON invitation (person_id, audience_id);
CREATE INDEX invitation_audience ON invitation (audience_id, created_at);
ALTER TABLE invitation DROP CONSTRAINT invitation_audience_id_person_id_key, DROP CONSTRAINT invitation_row_key_key;
-- By service and by wave they are found through the campaigns, which are few.
DROP INDEX invitation_person, invitation_service, invitation_wave;
-- Messages of sites are looked for by site; invitations have none.
DROP INDEX message_site;
CREATE INDEX message_site ON message (site_id, send_after, id) WHERE site_id IS NOT NULL;
${retention(HOLDS_CONTACT, HOLDS_ANYTHING)}
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
${retention(HOLDS_ANYTHING, HOLDS_CONTACT)}
DROP INDEX message_site;
CREATE INDEX message_site ON message (site_id, send_after, id);
CREATE INDEX invitation_wave ON invitation (wave_id) WHERE wave_id IS NOT NULL;
CREATE INDEX invitation_service ON invitation (service_id, person_id) WHERE service_id IS NOT NULL;
CREATE INDEX invitation_person ON invitation (person_id);
ALTER TABLE invitation ADD UNIQUE (audience_id, person_id), ADD UNIQUE (row_key);
DROP INDEX invitation_audience, invitation_once;
DROP TRIGGER wave_gone ON wave;
DROP TRIGGER service_gone ON service;
DROP TRIGGER audience_gone ON audience;
DROP TRIGGER invitation_gone ON invitation;
DROP FUNCTION invited_is_still_pointed_to;
${listedIsStillPointedTo(false)}
DROP TRIGGER message_stays ON message;
DROP TRIGGER invitation_stays ON invitation;
DROP TRIGGER message_written ON message;
DROP TRIGGER invitation_written ON invitation;
DROP FUNCTION points_to_the_same, message_points_somewhere, invitation_points_somewhere;
ALTER TABLE message ADD FOREIGN KEY (invitation_id) REFERENCES invitation;
ALTER TABLE invitation ADD FOREIGN KEY (audience_id) REFERENCES audience, ADD FOREIGN KEY (person_id) REFERENCES person,
  ADD FOREIGN KEY (service_id) REFERENCES service, ADD FOREIGN KEY (wave_id) REFERENCES wave;
`);
  }
}

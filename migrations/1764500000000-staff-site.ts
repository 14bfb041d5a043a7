import type { MigrationInterface, QueryRunner } from 'typeorm';

const siteTables = ['batch', 'dose'];

/** What the staff site needs: more roles, a second factor, invitations of staff, doses and batches, walk-ins, sites as rows to change. */
export class StaffSite1764500000000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
ALTER TABLE role_grant
  DROP CONSTRAINT role_grant_role_check,
  ADD CONSTRAINT role_grant_role_check CHECK (role IN ('viewer', 'front_desk', 'clinic_lead', 'phone_agent', 'site_administrator',
    'coordinator', 'region_administrator'));
-- Without a password: invited, and not come yet.
ALTER TABLE staff_user ALTER password_hash DROP NOT NULL, ADD signed_in_at timestamptz;
ALTER TABLE attempt
  DROP CONSTRAINT attempt_kind_check,
  ADD CONSTRAINT attempt_kind_check CHECK (kind IN ('manage', 'sign_in', 'invitation', 'staff_code'));

-- The secret of the second factor. It counts once confirmed; last_step lets a code be used once.
CREATE TABLE staff_second_factor (
  staff_user_id integer PRIMARY KEY REFERENCES staff_user,
  row_key uuid NOT NULL,
  secret_ct bytea NOT NULL,
  confirmed_at timestamptz,
  last_step bigint NOT NULL DEFAULT 0
);
CREATE TABLE staff_recovery_code (
  staff_user_id integer NOT NULL REFERENCES staff_user,
  code_hash bytea NOT NULL,
  used_at timestamptz,
  PRIMARY KEY (staff_user_id, code_hash)
);
-- The token is derived again when the message is sent, so only its hash is kept. A new version ends the link before it.
CREATE TABLE staff_invitation (
  staff_user_id integer PRIMARY KEY REFERENCES staff_user,
  version integer NOT NULL DEFAULT 1,
  token_hash bytea NOT NULL UNIQUE,
  invited_by integer REFERENCES staff_user,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  sent_at timestamptz,
  tries smallint NOT NULL DEFAULT 0,
  next_try_at timestamptz NOT NULL,
  accepted_at timestamptz
);
CREATE INDEX staff_invitation_to_send ON staff_invitation (next_try_at) WHERE sent_at IS NULL AND accepted_at IS NULL;
-- A grant as wide as a Place or the region waits for a second administrator.
CREATE TABLE staff_grant_request (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  staff_user_id integer NOT NULL REFERENCES staff_user,
  role text NOT NULL,
  scope_kind text NOT NULL,
  scope_id integer,
  requested_by integer NOT NULL REFERENCES staff_user,
  requested_at timestamptz NOT NULL,
  decided_by integer REFERENCES staff_user,
  decided_at timestamptz,
  approved boolean,
  CHECK (decided_by IS DISTINCT FROM requested_by OR NOT approved),
  CHECK (NOT approved OR decided_by <> staff_user_id)
);
CREATE INDEX staff_grant_request_open ON staff_grant_request (requested_at) WHERE decided_at IS NULL;

-- Vaccine stock by lot. One batch of a service is the one in use at a site.
CREATE TABLE batch (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  site_id integer NOT NULL REFERENCES site,
  service_id integer NOT NULL REFERENCES service,
  product text NOT NULL CHECK (char_length(product) BETWEEN 1 AND 80),
  number text NOT NULL CHECK (char_length(number) BETWEEN 1 AND 30),
  expires_on date,
  -- Doses received; empty where nobody counts.
  doses integer CHECK (doses BETWEEN 0 AND 100000),
  in_use boolean NOT NULL DEFAULT false,
  ended_at timestamptz,
  created_by integer NOT NULL REFERENCES staff_user,
  created_at timestamptz NOT NULL,
  CHECK (NOT in_use OR ended_at IS NULL)
);
CREATE UNIQUE INDEX batch_in_use ON batch (site_id, service_id) WHERE in_use;
CREATE INDEX batch_site ON batch (site_id) WHERE ended_at IS NULL;
-- A vaccination given. Taken back it stays, marked, because it was told to somebody.
CREATE TABLE dose (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  booking_id bigint NOT NULL REFERENCES booking,
  person_id bigint NOT NULL REFERENCES person,
  site_id integer NOT NULL REFERENCES site,
  service_id integer NOT NULL REFERENCES service,
  number smallint NOT NULL DEFAULT 1,
  batch_id integer REFERENCES batch,
  given_by integer NOT NULL REFERENCES staff_user,
  given_at timestamptz NOT NULL,
  undone_by integer REFERENCES staff_user,
  undone_at timestamptz,
  CHECK ((undone_by IS NULL) = (undone_at IS NULL))
);
CREATE UNIQUE INDEX dose_once ON dose (booking_id) WHERE undone_at IS NULL;
CREATE INDEX dose_person ON dose (person_id);
CREATE INDEX dose_batch ON dose (batch_id) WHERE undone_at IS NULL;

ALTER TABLE booking
  ADD not_given_reason text CHECK (not_given_reason IN ('unwell', 'not_suitable', 'declined', 'already_had', 'no_stock', 'other')),
  ADD details_checked_at timestamptz,
  ADD CONSTRAINT booking_reason_when_not_given CHECK (not_given_reason IS NULL OR outcome = 'not_given');

-- Sites are rows that some staff may change: their own, or any where the region is theirs.
CREATE FUNCTION app_region() RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT COALESCE(current_setting('app.region', true), '') = 'on' $$;
ALTER TABLE site ENABLE ROW LEVEL SECURITY;
ALTER TABLE site FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON site TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY public_reads ON site FOR SELECT TO fairslot_public USING (true);
CREATE POLICY staff_reads ON site FOR SELECT TO fairslot_staff USING (true);
CREATE POLICY staff_changes ON site FOR UPDATE TO fairslot_staff USING (id = ANY (app_scope())) WITH CHECK (id = ANY (app_scope()));
CREATE POLICY staff_adds ON site FOR INSERT TO fairslot_staff WITH CHECK (app_region());

GRANT INSERT ON site TO fairslot_staff;
GRANT UPDATE (name, short_name, kind, address, postcode, latitude, longitude, directions, facilities, status) ON site TO fairslot_staff;
GRANT INSERT, UPDATE ON place, outcode, organisation, service TO fairslot_staff;
GRANT SELECT, INSERT, UPDATE ON batch, dose TO fairslot_staff;
GRANT SELECT ON batch, dose TO fairslot_public;
GRANT UPDATE (nhs_number_ct, nhs_number_bi, person_key) ON person TO fairslot_staff;
GRANT UPDATE (signed_in_at) ON staff_user TO fairslot_staff;
GRANT SELECT, INSERT, UPDATE, DELETE ON staff_second_factor, staff_recovery_code TO fairslot_staff;
GRANT SELECT, UPDATE ON staff_invitation TO fairslot_staff;
GRANT SELECT ON staff_grant_request TO fairslot_staff;
`);
    for (const table of siteTables) {
      await q.query(`
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON ${table} TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY public_all ON ${table} TO fairslot_public USING (true) WITH CHECK (true);
CREATE POLICY staff_scope ON ${table} TO fairslot_staff USING (site_id = ANY (app_scope())) WITH CHECK (site_id = ANY (app_scope()));`);
    }
    await q.query(`
-- Accounts and grants are written by these functions alone, each with its audit row. Nobody changes what they may do themselves.
CREATE FUNCTION staff_not_self(p_actor integer, p_user integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF p_actor = p_user THEN RAISE EXCEPTION 'nobody changes their own access' USING ERRCODE = 'FS002'; END IF;
END $$;

-- Adds an account without a password and its invitation, or finds the one there is.
CREATE FUNCTION staff_add_user(p_actor integer, p_email text, p_name text, p_request text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE found_id integer;
BEGIN
  INSERT INTO staff_user (email, name, created_at) VALUES (p_email, p_name, app_now())
    ON CONFLICT (lower(email)) DO NOTHING RETURNING id INTO found_id;
  IF found_id IS NULL THEN SELECT id INTO found_id FROM staff_user WHERE lower(email) = lower(p_email); RETURN found_id; END IF;
  PERFORM note_audit('staff:' || p_actor, 'staff.invited', NULL, NULL, p_request, jsonb_build_object('user', found_id));
  RETURN found_id;
END $$;

CREATE FUNCTION staff_invite(p_actor integer, p_user integer, p_version integer, p_token_hash bytea, p_expires timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM staff_user WHERE id = p_user AND password_hash IS NOT NULL) THEN RETURN; END IF;
  INSERT INTO staff_invitation (staff_user_id, version, token_hash, invited_by, created_at, expires_at, next_try_at)
    VALUES (p_user, p_version, p_token_hash, p_actor, app_now(), p_expires, app_now())
    ON CONFLICT (staff_user_id) DO UPDATE SET version = p_version, token_hash = p_token_hash, invited_by = p_actor, created_at = app_now(),
      expires_at = p_expires, sent_at = NULL, tries = 0, next_try_at = app_now(), accepted_at = NULL;
END $$;

-- The user whose invitation it was; NULL when it is not open any more.
CREATE FUNCTION staff_accept_invitation(p_token_hash bytea, p_password_hash text, p_request text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE of_user integer;
BEGIN
  UPDATE staff_invitation i SET accepted_at = app_now() FROM staff_user u
    WHERE i.token_hash = p_token_hash AND u.id = i.staff_user_id AND u.active AND u.password_hash IS NULL
      AND i.accepted_at IS NULL AND i.expires_at > app_now()
    RETURNING i.staff_user_id INTO of_user;
  IF of_user IS NULL THEN RETURN NULL; END IF;
  UPDATE staff_user SET password_hash = p_password_hash WHERE id = of_user;
  PERFORM note_audit('staff:' || of_user, 'staff.joined', NULL, NULL, p_request, '{}');
  RETURN of_user;
END $$;

-- Of one's own account; every other session of it ends.
CREATE FUNCTION staff_set_password(p_user integer, p_password_hash text, p_but bytea, p_request text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE staff_user SET password_hash = p_password_hash WHERE id = p_user;
  DELETE FROM staff_session WHERE staff_user_id = p_user AND token_hash <> p_but;
  PERFORM note_audit('staff:' || p_user, 'staff.password_changed', NULL, NULL, p_request, '{}');
END $$;

-- false when the grant was there already.
CREATE FUNCTION staff_add_grant(p_actor integer, p_user integer, p_role text, p_kind text, p_scope integer, p_request text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE made integer;
BEGIN
  PERFORM staff_not_self(p_actor, p_user);
  INSERT INTO role_grant (staff_user_id, role, scope_kind, scope_id, created_at) VALUES (p_user, p_role, p_kind, p_scope, app_now())
    ON CONFLICT DO NOTHING RETURNING id INTO made;
  IF made IS NULL THEN RETURN false; END IF;
  PERFORM note_audit('staff:' || p_actor, 'staff.role_given', NULL, NULL, p_request,
    jsonb_build_object('user', p_user, 'role', p_role, 'scope', p_kind, 'scopeId', p_scope));
  RETURN true;
END $$;

CREATE FUNCTION staff_end_grant(p_actor integer, p_grant integer, p_request text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE ended role_grant;
BEGIN
  SELECT * INTO ended FROM role_grant WHERE id = p_grant FOR UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM staff_not_self(p_actor, ended.staff_user_id);
  DELETE FROM role_grant WHERE id = p_grant;
  PERFORM note_audit('staff:' || p_actor, 'staff.role_ended', NULL, NULL, p_request,
    jsonb_build_object('user', ended.staff_user_id, 'role', ended.role, 'scope', ended.scope_kind, 'scopeId', ended.scope_id));
  RETURN true;
END $$;

CREATE FUNCTION staff_ask_grant(p_actor integer, p_user integer, p_role text, p_kind text, p_scope integer, p_request text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE made integer;
BEGIN
  PERFORM staff_not_self(p_actor, p_user);
  SELECT id INTO made FROM staff_grant_request WHERE staff_user_id = p_user AND role = p_role AND scope_kind = p_kind
    AND scope_id IS NOT DISTINCT FROM p_scope AND decided_at IS NULL;
  IF FOUND THEN RETURN made; END IF;
  INSERT INTO staff_grant_request (staff_user_id, role, scope_kind, scope_id, requested_by, requested_at)
    VALUES (p_user, p_role, p_kind, p_scope, p_actor, app_now()) RETURNING id INTO made;
  PERFORM note_audit('staff:' || p_actor, 'staff.role_requested', NULL, NULL, p_request,
    jsonb_build_object('user', p_user, 'role', p_role, 'scope', p_kind, 'scopeId', p_scope));
  RETURN made;
END $$;

-- false when it was decided already.
CREATE FUNCTION staff_decide_grant(p_actor integer, p_asked integer, p_approved boolean, p_request text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE asked staff_grant_request;
BEGIN
  SELECT * INTO asked FROM staff_grant_request WHERE id = p_asked AND decided_at IS NULL FOR UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  IF p_approved AND (asked.requested_by = p_actor OR asked.staff_user_id = p_actor) THEN
    RAISE EXCEPTION 'a second person decides' USING ERRCODE = 'FS002';
  END IF;
  UPDATE staff_grant_request SET decided_by = p_actor, decided_at = app_now(), approved = p_approved WHERE id = p_asked;
  PERFORM note_audit('staff:' || p_actor, CASE WHEN p_approved THEN 'staff.role_approved' ELSE 'staff.role_refused' END, NULL, NULL, p_request,
    jsonb_build_object('user', asked.staff_user_id, 'role', asked.role, 'scope', asked.scope_kind, 'scopeId', asked.scope_id));
  IF p_approved THEN
    PERFORM staff_add_grant(p_actor, asked.staff_user_id, asked.role, asked.scope_kind, asked.scope_id, p_request);
  END IF;
  RETURN true;
END $$;

-- Ending access ends every session at once; grants stay, so that waking somebody at the start of a season is one press.
CREATE FUNCTION staff_set_active(p_actor integer, p_user integer, p_active boolean, p_request text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM staff_not_self(p_actor, p_user);
  UPDATE staff_user SET active = p_active WHERE id = p_user AND active <> p_active;
  IF NOT FOUND THEN RETURN; END IF;
  IF NOT p_active THEN DELETE FROM staff_session WHERE staff_user_id = p_user; END IF;
  PERFORM note_audit('staff:' || p_actor, CASE WHEN p_active THEN 'staff.woken' ELSE 'staff.ended' END, NULL, NULL, p_request,
    jsonb_build_object('user', p_user));
END $$;

-- Somebody who lost phone and codes sets up a new second factor; another administrator says so, never an e-mail.
CREATE FUNCTION staff_reset_second_factor(p_actor integer, p_user integer, p_request text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM staff_not_self(p_actor, p_user);
  DELETE FROM staff_recovery_code WHERE staff_user_id = p_user;
  DELETE FROM staff_second_factor WHERE staff_user_id = p_user;
  DELETE FROM staff_session WHERE staff_user_id = p_user;
  PERFORM note_audit('staff:' || p_actor, 'staff.second_factor_reset', NULL, NULL, p_request, jsonb_build_object('user', p_user));
END $$;

-- Somebody who came without an appointment: takes a free place near now, else is served beside the clinic, and has arrived.
-- p: {actor, staffUser, serviceId, minutes, reference, personKey, person: {rowKey, firstName, lastName, dateOfBirth, nhsNumberCt, nhsNumberBi},
--   contact: {rowKey, mobileCt, mobileBi, emailCt, emailBi}, seed, tokenHash, ruleVersion, help, requestId}. Bytes come as hex.
CREATE FUNCTION add_walk_in(p_site integer, p_key text, p_request_hash bytea, p jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE known record; candidate integer; place slot; party_row bigint; person_row bigint; made bigint; person_hash bytea;
  wanted integer := (p->>'serviceId')::integer;
BEGIN
  IF NOT p_site = ANY (app_scope()) THEN RAISE EXCEPTION 'site % is not in scope', p_site USING ERRCODE = '42501'; END IF;
  SELECT * INTO known FROM begin_idempotent('walk_in:' || p_site, p_key, p_request_hash);
  IF known.outcome <> 'new' THEN RETURN jsonb_build_object('outcome', known.outcome) || COALESCE(known.response, '{}'); END IF;
  FOR candidate IN SELECT id FROM slot WHERE site_id = p_site AND status = 'open' AND service_ids @> ARRAY[wanted] AND taken < capacity
      AND starts_at > app_now() - make_interval(mins => minutes) AND starts_at <= app_now() + interval '30 minutes'
      ORDER BY starts_at, cardinality(service_ids), id LOOP
    UPDATE slot SET taken = taken + 1 WHERE id = candidate AND status = 'open' AND taken < capacity RETURNING * INTO place;
    EXIT WHEN FOUND;
  END LOOP;
  person_hash := decode(p->>'personKey', 'hex');
  INSERT INTO party (seed, token_hash, held_since) VALUES ((p->>'seed')::uuid, decode(p->>'tokenHash', 'hex'), app_now()) RETURNING id INTO party_row;
  INSERT INTO person (row_key, first_name, last_name, date_of_birth, nhs_number_ct, nhs_number_bi, person_key, created_at)
    VALUES ((p#>>'{person,rowKey}')::uuid, p#>>'{person,firstName}', p#>>'{person,lastName}', (p#>>'{person,dateOfBirth}')::date,
      decode(p#>>'{person,nhsNumberCt}', 'hex'), decode(p#>>'{person,nhsNumberBi}', 'hex'), person_hash, app_now())
    RETURNING id INTO person_row;
  INSERT INTO contact (party_id, row_key, mobile_ct, mobile_bi, email_ct, email_bi, language)
    VALUES (party_row, (p#>>'{contact,rowKey}')::uuid, decode(p#>>'{contact,mobileCt}', 'hex'), decode(p#>>'{contact,mobileBi}', 'hex'),
      decode(p#>>'{contact,emailCt}', 'hex'), decode(p#>>'{contact,emailBi}', 'hex'), 'en');
  INSERT INTO booking (reference, party_id, position, slot_id, site_id, starts_at, minutes, service_id, person_id, person_key,
      possible_duplicate, status, rule_version, help, source, created_at, booked_at)
    VALUES (p->>'reference', party_row, 1, place.id, p_site, COALESCE(place.starts_at, date_trunc('minute', app_now())),
      COALESCE(place.minutes, (p->>'minutes')::smallint), wanted, person_row, person_hash,
      EXISTS (SELECT 1 FROM booking b WHERE b.person_key = person_hash AND b.service_id = wanted AND b.status IN ('booked', 'checked_in')),
      'checked_in', (p->>'ruleVersion')::integer, ARRAY(SELECT jsonb_array_elements_text(p->'help')), 'walk_in', app_now(), app_now())
    RETURNING id INTO made;
  PERFORM note_audit(p->>'actor', 'booking.walked_in', p_site, made, p->>'requestId', jsonb_build_object('place', place.id IS NOT NULL));
  INSERT INTO idempotency (scope, key, request_hash, status, response, created_at)
    VALUES ('walk_in:' || p_site, p_key, p_request_hash, 201, jsonb_build_object('bookingId', made, 'place', place.id IS NOT NULL), app_now());
  RETURN jsonb_build_object('outcome', 'added', 'bookingId', made, 'place', place.id IS NOT NULL);
END $$;

REVOKE EXECUTE ON FUNCTION staff_add_user, staff_invite, staff_accept_invitation, staff_set_password, staff_add_grant, staff_end_grant,
  staff_ask_grant, staff_decide_grant, staff_set_active, staff_reset_second_factor, add_walk_in FROM PUBLIC;
GRANT EXECUTE ON FUNCTION staff_add_user, staff_invite, staff_accept_invitation, staff_set_password, staff_add_grant, staff_end_grant,
  staff_ask_grant, staff_decide_grant, staff_set_active, staff_reset_second_factor, add_walk_in TO fairslot_staff;
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
DROP FUNCTION add_walk_in, staff_reset_second_factor, staff_set_active, staff_decide_grant, staff_ask_grant, staff_end_grant, staff_add_grant,
  staff_set_password, staff_accept_invitation, staff_invite, staff_add_user, staff_not_self;
REVOKE UPDATE (signed_in_at) ON staff_user FROM fairslot_staff;
REVOKE UPDATE (nhs_number_ct, nhs_number_bi, person_key) ON person FROM fairslot_staff;
REVOKE INSERT, UPDATE ON place, outcode, organisation, service FROM fairslot_staff;
REVOKE UPDATE (name, short_name, kind, address, postcode, latitude, longitude, directions, facilities, status) ON site FROM fairslot_staff;
REVOKE INSERT ON site FROM fairslot_staff;
DROP POLICY staff_adds ON site;
DROP POLICY staff_changes ON site;
DROP POLICY staff_reads ON site;
DROP POLICY public_reads ON site;
DROP POLICY owner_all ON site;
ALTER TABLE site NO FORCE ROW LEVEL SECURITY;
ALTER TABLE site DISABLE ROW LEVEL SECURITY;
DROP FUNCTION app_region();
ALTER TABLE booking DROP CONSTRAINT booking_reason_when_not_given, DROP details_checked_at, DROP not_given_reason;
DROP TABLE dose, batch, staff_grant_request, staff_invitation, staff_recovery_code, staff_second_factor;
DELETE FROM attempt WHERE kind = 'staff_code';
ALTER TABLE attempt
  DROP CONSTRAINT attempt_kind_check,
  ADD CONSTRAINT attempt_kind_check CHECK (kind IN ('manage', 'sign_in', 'invitation'));
DELETE FROM role_grant WHERE role IN ('phone_agent', 'coordinator');
UPDATE staff_user SET password_hash = '', active = false WHERE password_hash IS NULL;
ALTER TABLE staff_user DROP signed_in_at, ALTER password_hash SET NOT NULL;
ALTER TABLE role_grant
  DROP CONSTRAINT role_grant_role_check,
  ADD CONSTRAINT role_grant_role_check CHECK (role IN ('viewer', 'front_desk', 'clinic_lead', 'site_administrator', 'region_administrator'));
`);
  }
}

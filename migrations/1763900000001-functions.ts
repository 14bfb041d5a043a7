import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The writes that several people fight over. Each is a function of separate statements: a single statement could
 * release into a slot that its snapshot does not see, and leak the place.
 */
export class Functions1763900000001 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
CREATE FUNCTION note_new_slots() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN INSERT INTO slot_event (slot_id) SELECT id FROM now_rows; RETURN NULL; END $$;
CREATE FUNCTION note_old_slots() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN INSERT INTO slot_event (slot_id) SELECT id FROM old_rows; RETURN NULL; END $$;
CREATE TRIGGER slot_inserted AFTER INSERT ON slot REFERENCING NEW TABLE AS now_rows
  FOR EACH STATEMENT EXECUTE FUNCTION note_new_slots();
CREATE TRIGGER slot_updated AFTER UPDATE ON slot REFERENCING NEW TABLE AS now_rows
  FOR EACH STATEMENT EXECUTE FUNCTION note_new_slots();
CREATE TRIGGER slot_deleted AFTER DELETE ON slot REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION note_old_slots();

-- 'new' when this key has not been used, else why not. The lock lasts until commit, so that a second request sees the stored answer.
CREATE FUNCTION begin_idempotent(p_scope text, p_key text, p_hash bytea, OUT outcome text, OUT status smallint, OUT response jsonb)
LANGUAGE plpgsql AS $$
DECLARE known idempotency;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtextextended(p_scope || ':' || p_key, 0)) THEN
    outcome := 'in_progress';
    RETURN;
  END IF;
  SELECT * INTO known FROM idempotency i WHERE i.scope = p_scope AND i.key = p_key;
  IF NOT FOUND THEN outcome := 'new'; RETURN; END IF;
  IF known.request_hash <> p_hash THEN outcome := 'reused'; RETURN; END IF;
  outcome := 'replay'; status := known.status; response := known.response;
END $$;

-- Ledger rows for one booking: [{kind, channel, occurrence, sendAfter, notAfter}].
CREATE FUNCTION plan_messages(p_booking bigint, p_site integer, p_messages jsonb) RETURNS void LANGUAGE sql AS $$
  INSERT INTO message (booking_id, site_id, kind, channel, occurrence, send_after, not_after, created_at)
  SELECT p_booking, p_site, m.kind, m.channel, m.occurrence, m."sendAfter", m."notAfter", app_now()
  FROM jsonb_to_recordset(p_messages) AS m(kind text, channel text, occurrence smallint, "sendAfter" timestamptz, "notAfter" timestamptz)
  ON CONFLICT (booking_id, kind, channel, occurrence) DO NOTHING
$$;

CREATE FUNCTION note_audit(p_actor text, p_action text, p_site integer, p_booking bigint, p_request text, p_details jsonb) RETURNS void
LANGUAGE sql AS $$
  INSERT INTO audit (at, actor, action, site_id, booking_id, request_id, details)
  VALUES (app_now(), p_actor, p_action, p_site, p_booking, p_request, p_details)
$$;

-- Ends a booking and gives its place back exactly once; NULL when it was not in one of the states named.
CREATE FUNCTION end_booking(p_booking bigint, p_from text[], p_to text, p_only_lapsed boolean) RETURNS booking LANGUAGE plpgsql AS $$
DECLARE seen integer; ended booking; changed integer;
BEGIN
  LOOP
    SELECT slot_id INTO seen FROM booking WHERE id = p_booking;
    IF NOT FOUND THEN RETURN NULL; END IF;
    PERFORM 1 FROM slot WHERE id = seen FOR UPDATE;
    UPDATE booking SET status = p_to, version = version + 1,
        journey_id = CASE WHEN p_to = 'expired' THEN NULL ELSE journey_id END
      WHERE id = p_booking AND status = ANY (p_from) AND slot_id IS NOT DISTINCT FROM seen
        AND (NOT p_only_lapsed OR hold_expires_at < app_now())
      RETURNING * INTO ended;
    IF FOUND THEN
      IF seen IS NOT NULL THEN
        UPDATE slot SET taken = taken - 1 WHERE id = seen AND taken > 0;
        GET DIAGNOSTICS changed = ROW_COUNT;
        IF changed <> 1 THEN RAISE EXCEPTION 'slot % has no place to give back for booking %', seen, p_booking; END IF;
      END IF;
      RETURN ended;
    END IF;
    PERFORM 1 FROM booking WHERE id = p_booking AND slot_id IS DISTINCT FROM seen;
    IF NOT FOUND THEN RETURN NULL; END IF;
  END LOOP;
END $$;

-- Frees a whole hold; the number of places given back.
CREATE FUNCTION release_hold(p_party bigint) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE held bigint; freed integer := 0;
BEGIN
  FOR held IN SELECT id FROM booking WHERE party_id = p_party AND status = 'held' ORDER BY slot_id, id LOOP
    IF (end_booking(held, ARRAY['held'], 'expired', false)).id IS NOT NULL THEN freed := freed + 1; END IF;
  END LOOP;
  RETURN freed;
END $$;

-- Frees the live hold of a journey, before it takes another one.
CREATE FUNCTION release_journey_hold(p_journey bigint) RETURNS integer LANGUAGE sql AS $$
  SELECT COALESCE(sum(release_hold(party_id)), 0)::integer
  FROM (SELECT DISTINCT party_id FROM booking WHERE journey_id = p_journey AND status = 'held') AS held
$$;

-- p: {bookings: [{bookingId, position, reference, manageTokenHash, ruleVersion, answers, person: {rowKey, firstName, lastName,
--   dateOfBirth, nhsNumberCt, nhsNumberBi, postcodeCt, key}, messages}], contact: {rowKey, mobileCt, …}, language, help, requestId, response}
-- Bytes come as hex. Answers {outcome}: confirmed, replay, reused, in_progress, expired, wrong_state, gone.
CREATE FUNCTION confirm_booking(p_party bigint, p_token_hash bytea, p_key text, p_request_hash bytea, p jsonb) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE known record; item jsonb; person_row bigint; held booking; expected integer; duplicate boolean;
BEGIN
  SELECT * INTO known FROM begin_idempotent('confirm', p_key, p_request_hash);
  IF known.outcome <> 'new' THEN
    RETURN jsonb_build_object('outcome', known.outcome, 'response', known.response);
  END IF;
  IF NOT EXISTS (SELECT 1 FROM party WHERE id = p_party AND token_hash = p_token_hash) THEN
    RETURN jsonb_build_object('outcome', 'gone');
  END IF;
  SELECT count(*) INTO expected FROM booking WHERE party_id = p_party;
  IF expected <> jsonb_array_length(p->'bookings') THEN RETURN jsonb_build_object('outcome', 'gone'); END IF;
  PERFORM 1 FROM booking WHERE party_id = p_party ORDER BY id FOR UPDATE;
  IF EXISTS (SELECT 1 FROM booking WHERE party_id = p_party AND status NOT IN ('held', 'expired')) THEN
    RETURN jsonb_build_object('outcome', 'wrong_state');
  END IF;
  IF EXISTS (SELECT 1 FROM booking WHERE party_id = p_party AND (status <> 'held' OR hold_expires_at < app_now())) THEN
    RETURN jsonb_build_object('outcome', 'expired');
  END IF;
  FOR item IN SELECT * FROM jsonb_array_elements(p->'bookings') LOOP
    INSERT INTO person (row_key, first_name, last_name, date_of_birth, nhs_number_ct, nhs_number_bi, postcode_ct, person_key, created_at)
    VALUES ((item#>>'{person,rowKey}')::uuid, item#>>'{person,firstName}', item#>>'{person,lastName}', (item#>>'{person,dateOfBirth}')::date,
      decode(item#>>'{person,nhsNumberCt}', 'hex'), decode(item#>>'{person,nhsNumberBi}', 'hex'),
      decode(item#>>'{person,postcodeCt}', 'hex'), decode(item#>>'{person,key}', 'hex'), app_now())
    RETURNING id INTO person_row;
    SELECT * INTO held FROM booking WHERE id = (item->>'bookingId')::bigint AND party_id = p_party;
    IF NOT FOUND THEN RAISE EXCEPTION 'booking % is not of party %', item->>'bookingId', p_party; END IF;
    -- One confirm of a person at a time, so that of two at once the second sees the first.
    PERFORM pg_advisory_xact_lock(hashtextextended('person:' || (item#>>'{person,key}'), 0));
    duplicate := EXISTS (SELECT 1 FROM booking WHERE person_key = decode(item#>>'{person,key}', 'hex')
      AND service_id = held.service_id AND status IN ('booked', 'checked_in') AND starts_at > app_now() AND id <> held.id);
    UPDATE booking SET status = 'booked', reference = item->>'reference', person_id = person_row,
      person_key = decode(item#>>'{person,key}', 'hex'), possible_duplicate = duplicate, hold_expires_at = NULL, journey_id = NULL,
      rule_version = (item->>'ruleVersion')::integer, answers = item->'answers',
      help = ARRAY(SELECT jsonb_array_elements_text(p->'help')), source = 'online',
      manage_token_hash = decode(item->>'manageTokenHash', 'hex'), booked_at = app_now(), version = version + 1
      WHERE id = held.id;
    PERFORM plan_messages(held.id, held.site_id, item->'messages');
    PERFORM note_audit('resident', 'booking.confirmed', held.site_id, held.id, p->>'requestId', '{}');
  END LOOP;
  INSERT INTO contact (party_id, row_key, mobile_ct, mobile_bi, email_ct, email_bi, landline_ct, landline_bi, language)
  VALUES (p_party, (p#>>'{contact,rowKey}')::uuid, decode(p#>>'{contact,mobileCt}', 'hex'), decode(p#>>'{contact,mobileBi}', 'hex'),
    decode(p#>>'{contact,emailCt}', 'hex'), decode(p#>>'{contact,emailBi}', 'hex'),
    decode(p#>>'{contact,landlineCt}', 'hex'), decode(p#>>'{contact,landlineBi}', 'hex'), p->>'language');
  INSERT INTO idempotency (scope, key, request_hash, status, response, created_at)
  VALUES ('confirm', p_key, p_request_hash, 201, p->'response', app_now());
  RETURN jsonb_build_object('outcome', 'confirmed');
END $$;

-- Pending messages about a time or a booking that no longer stands are not sent.
CREATE FUNCTION supersede_messages(p_booking bigint) RETURNS void LANGUAGE sql AS $$
  UPDATE message SET state = 'superseded' WHERE booking_id = p_booking AND state = 'pending'
$$;

-- p: {messages, reason, actor, requestId}. Outcomes: cancelled, replay, reused, in_progress, wrong_state.
CREATE FUNCTION cancel_booking(p_booking bigint, p_key text, p_request_hash bytea, p jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE known record; ended booking;
BEGIN
  SELECT * INTO known FROM begin_idempotent('cancel:' || p_booking, p_key, p_request_hash);
  IF known.outcome <> 'new' THEN RETURN known.outcome; END IF;
  SELECT * INTO ended FROM end_booking(p_booking, ARRAY['booked'], 'cancelled', false);
  IF ended.id IS NULL THEN RETURN 'wrong_state'; END IF;
  UPDATE booking SET cancel_reason = p->>'reason' WHERE id = p_booking;
  PERFORM supersede_messages(p_booking);
  PERFORM plan_messages(p_booking, ended.site_id, p->'messages');
  PERFORM note_audit(p->>'actor', 'booking.cancelled', ended.site_id, p_booking, p->>'requestId', jsonb_build_object('reason', p->'reason'));
  INSERT INTO idempotency (scope, key, request_hash, status, response, created_at)
  VALUES ('cancel:' || p_booking, p_key, p_request_hash, 200, '{}', app_now());
  RETURN 'cancelled';
END $$;

-- Moves a booking into the place of a hold. Both slots are locked in id order; a failure leaves the booking where it was.
-- p: {messages, actor, requestId}. Outcomes: moved, replay, reused, in_progress, wrong_state, expired, gone.
CREATE FUNCTION move_booking(p_booking bigint, p_party bigint, p_token_hash bytea, p_key text, p_request_hash bytea, p jsonb) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE known record; old booking; held booking; changed integer;
BEGIN
  SELECT * INTO known FROM begin_idempotent('move:' || p_booking, p_key, p_request_hash);
  IF known.outcome <> 'new' THEN RETURN known.outcome; END IF;
  IF NOT EXISTS (SELECT 1 FROM party WHERE id = p_party AND token_hash = p_token_hash) THEN RETURN 'gone'; END IF;
  LOOP
    SELECT * INTO old FROM booking WHERE id = p_booking;
    SELECT * INTO held FROM booking WHERE party_id = p_party AND position = 1;
    IF old.id IS NULL OR held.id IS NULL OR old.service_id <> held.service_id THEN RETURN 'gone'; END IF;
    PERFORM 1 FROM slot WHERE id IN (old.slot_id, held.slot_id) ORDER BY id FOR UPDATE;
    PERFORM 1 FROM booking WHERE id IN (old.id, held.id) ORDER BY id FOR UPDATE;
    EXIT WHEN EXISTS (SELECT 1 FROM booking WHERE id = old.id AND slot_id IS NOT DISTINCT FROM old.slot_id)
      AND EXISTS (SELECT 1 FROM booking WHERE id = held.id AND slot_id IS NOT DISTINCT FROM held.slot_id);
  END LOOP;
  IF NOT EXISTS (SELECT 1 FROM booking WHERE id = old.id AND status = 'booked' AND starts_at > app_now()) THEN RETURN 'wrong_state'; END IF;
  UPDATE booking SET status = 'expired', journey_id = NULL, version = version + 1
    WHERE id = held.id AND status = 'held' AND hold_expires_at >= app_now();
  IF NOT FOUND THEN RETURN 'expired'; END IF;
  UPDATE booking SET slot_id = held.slot_id, site_id = held.site_id, starts_at = held.starts_at, minutes = held.minutes,
    rule_version = held.rule_version, occurrence = occurrence + 1, version = version + 1 WHERE id = old.id;
  IF old.slot_id IS NOT NULL THEN
    UPDATE slot SET taken = taken - 1 WHERE id = old.slot_id AND taken > 0;
    GET DIAGNOSTICS changed = ROW_COUNT;
    IF changed <> 1 THEN RAISE EXCEPTION 'slot % has no place to give back for booking %', old.slot_id, p_booking; END IF;
  END IF;
  PERFORM supersede_messages(p_booking);
  PERFORM plan_messages(p_booking, held.site_id, p->'messages');
  PERFORM note_audit(p->>'actor', 'booking.moved', held.site_id, p_booking, p->>'requestId',
    jsonb_build_object('from', old.starts_at, 'to', held.starts_at, 'fromSite', old.site_id));
  INSERT INTO idempotency (scope, key, request_hash, status, response, created_at)
  VALUES ('move:' || p_booking, p_key, p_request_hash, 200, '{}', app_now());
  RETURN 'moved';
END $$;
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
DROP FUNCTION move_booking, cancel_booking, supersede_messages, confirm_booking, release_journey_hold, release_hold,
  end_booking, note_audit, plan_messages, begin_idempotent;
DROP TRIGGER slot_inserted ON slot;
DROP TRIGGER slot_updated ON slot;
DROP TRIGGER slot_deleted ON slot;
DROP FUNCTION note_new_slots, note_old_slots;
`);
  }
}

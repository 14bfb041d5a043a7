import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Functions1763900000001 } from './1763900000001-functions';

/**
 * The contested writes once more, for parties, visits of two slots, bookings that wait for a place, and proved persons.
 * All lock slots by id, then bookings by id. Where a place comes free and a stranded booking waits for that start, they raise
 * FS001 and change nothing: the program then runs them again inside a transaction that re-allocates the start (app.reallocating).
 */
export class AllocationFunctions1764100000001 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
DROP FUNCTION move_booking, cancel_booking, confirm_booking, release_journey_hold, release_hold, end_booking;

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
      IF seen IS NOT NULL THEN PERFORM give_back(seen, p_booking); END IF;
      RETURN ended;
    END IF;
    PERFORM 1 FROM booking WHERE id = p_booking AND slot_id IS DISTINCT FROM seen;
    IF NOT FOUND THEN RETURN NULL; END IF;
  END LOOP;
END $$;

-- One place of a slot whose row is locked. A place for which somebody stranded waits is only given back by a re-allocation.
CREATE FUNCTION give_back(p_slot integer, p_booking bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE freed slot;
BEGIN
  UPDATE slot SET taken = taken - 1 WHERE id = p_slot AND taken > 0 RETURNING * INTO freed;
  IF freed.id IS NULL THEN RAISE EXCEPTION 'slot % has no place to give back for booking %', p_slot, p_booking; END IF;
  IF COALESCE(current_setting('app.reallocating', true), '') <> 'on' AND EXISTS (SELECT 1 FROM booking b
      WHERE b.site_id = freed.site_id AND b.starts_at = freed.starts_at AND b.slot_id IS NULL
        AND b.status IN ('booked', 'checked_in') AND b.source <> 'walk_in' AND b.minutes = freed.minutes) THEN
    RAISE EXCEPTION 'somebody stranded waits for slot %', p_slot USING ERRCODE = 'FS001';
  END IF;
END $$;

-- Frees a whole hold, all its places or none; the number of places given back.
CREATE FUNCTION release_hold(p_party bigint) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE held bigint; freed integer := 0;
BEGIN
  FOR held IN SELECT id FROM booking WHERE party_id = p_party AND status = 'held' ORDER BY slot_id, id LOOP
    IF (end_booking(held, ARRAY['held'], 'expired', false)).id IS NOT NULL THEN freed := freed + 1; END IF;
  END LOOP;
  RETURN freed;
END $$;

-- Frees the live hold of a journey, before it takes another one; that one counts for its network in its place. A hold that the
-- same request made, sent twice at once, is not another one.
CREATE FUNCTION release_journey_hold(p_journey bigint, p_but_of_key text DEFAULT NULL) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE held bigint; freed integer := 0;
BEGIN
  FOR held IN SELECT DISTINCT b.party_id FROM booking b WHERE b.journey_id = p_journey AND b.status = 'held' AND NOT EXISTS
      (SELECT 1 FROM idempotency i WHERE i.scope = 'hold' AND i.key = p_but_of_key AND (i.response->>'partyId')::bigint = b.party_id)
      ORDER BY b.party_id LOOP
    freed := freed + release_hold(held);
    UPDATE party SET network_hash = NULL WHERE id = held;
  END LOOP;
  RETURN freed;
END $$;

-- Frees a hold that has lapsed, whole. Its rows lapse together, because renewing gives them one end.
CREATE FUNCTION expire_hold(p_party bigint) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE held bigint; freed integer := 0;
BEGIN
  FOR held IN SELECT id FROM booking WHERE party_id = p_party AND status = 'held' ORDER BY slot_id, id LOOP
    IF (end_booking(held, ARRAY['held'], 'expired', true)).id IS NOT NULL THEN freed := freed + 1; END IF;
  END LOOP;
  RETURN freed;
END $$;

-- Ends a booking together with the slot that continues it ("more time"); NULL when it was not in one of the states named.
CREATE FUNCTION end_visit(p_booking bigint, p_from text[], p_to text) RETURNS booking LANGUAGE plpgsql AS $$
DECLARE part record; ended booking; main booking;
BEGIN
  PERFORM 1 FROM slot WHERE id IN (SELECT slot_id FROM booking WHERE id = p_booking OR continues = p_booking) ORDER BY id FOR UPDATE;
  FOR part IN SELECT id FROM booking WHERE id = p_booking OR continues = p_booking ORDER BY slot_id, id LOOP
    SELECT * INTO ended FROM end_booking(part.id, p_from, p_to, false);
    IF ended.id IS NULL THEN
      IF main.id IS NOT NULL OR part.id <> p_booking THEN RAISE EXCEPTION 'only part of visit % could be ended', p_booking USING ERRCODE = '40001'; END IF;
      RETURN NULL;
    END IF;
    IF part.id = p_booking THEN main := ended; END IF;
  END LOOP;
  RETURN main;
END $$;

-- Keeps the place of a booking that was just cancelled for the person, half an hour or until the start; false when it is gone.
-- The slots are locked by whoever gave the places back.
CREATE FUNCTION hold_for_return(p_booking bigint) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE kept bigint; part booking; n smallint := 0;
BEGIN
  IF EXISTS (SELECT 1 FROM booking b LEFT JOIN slot s ON s.id = b.slot_id AND s.starts_at > app_now() AND s.status IN ('open', 'paused')
        AND s.service_ids @> ARRAY[b.service_id] AND s.taken < s.capacity
      WHERE (b.id = p_booking OR b.continues = p_booking) AND s.id IS NULL) THEN RETURN false; END IF;
  INSERT INTO party (seed, token_hash, held_since)
    VALUES (gen_random_uuid(), sha256(gen_random_uuid()::text::bytea), app_now()) RETURNING id INTO kept;
  FOR part IN SELECT * FROM booking WHERE id = p_booking OR continues = p_booking ORDER BY slot_id, id LOOP
    UPDATE slot SET taken = taken + 1 WHERE id = part.slot_id;
    n := n + 1;
    INSERT INTO booking (party_id, position, attendee, slot_id, pinned, site_id, starts_at, minutes, service_id, dose, audience_id, restores,
        status, hold_expires_at, rule_version, answers, source, created_at)
      VALUES (kept, n, 1, part.slot_id, part.pinned, part.site_id, part.starts_at, part.minutes, part.service_id, part.dose, part.audience_id, part.id,
        'held', LEAST(app_now() + interval '30 minutes', part.starts_at), part.rule_version, part.answers, part.source, app_now());
  END LOOP;
  RETURN true;
END $$;

-- p: {bookings: [{bookingId, attendee, reference, manageTokenHash, ruleVersion, answers, messages}] (of a row that continues another only
--   bookingId and attendee), people: [{rowKey, firstName, lastName, dateOfBirth, nhsNumberCt, nhsNumberBi, postcodeCt, key}],
--   contact: {rowKey, mobileCt, …}, contactMost, language, help, source, requestId, response}
-- Bytes come as hex. Answers {outcome}: confirmed, replay, reused, in_progress, expired, wrong_state, gone, too_many.
CREATE FUNCTION confirm_booking(p_party bigint, p_token_hash bytea, p_key text, p_request_hash bytea, p jsonb) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE known record; item jsonb; one jsonb; of_invitation bigint; person_rows bigint[] := '{}'; person_row bigint; held booking;
  duplicate boolean; expected integer; key bytea; v_mobile bytea := decode(p#>>'{contact,mobileBi}', 'hex');
  v_email bytea := decode(p#>>'{contact,emailBi}', 'hex');
BEGIN
  SELECT * INTO known FROM begin_idempotent('confirm', p_key, p_request_hash);
  IF known.outcome <> 'new' THEN
    RETURN jsonb_build_object('outcome', known.outcome, 'response', known.response);
  END IF;
  SELECT i.person_id INTO of_invitation FROM party LEFT JOIN invitation i ON i.id = party.invitation_id
    WHERE party.id = p_party AND party.token_hash = p_token_hash;
  IF NOT FOUND THEN RETURN jsonb_build_object('outcome', 'gone'); END IF;
  SELECT count(*) INTO expected FROM booking WHERE party_id = p_party;
  IF expected <> jsonb_array_length(p->'bookings') THEN RETURN jsonb_build_object('outcome', 'gone'); END IF;
  PERFORM 1 FROM booking WHERE party_id = p_party ORDER BY id FOR UPDATE;
  IF EXISTS (SELECT 1 FROM booking WHERE party_id = p_party AND status NOT IN ('held', 'expired')) THEN
    RETURN jsonb_build_object('outcome', 'wrong_state');
  END IF;
  IF EXISTS (SELECT 1 FROM booking WHERE party_id = p_party AND (status <> 'held' OR hold_expires_at < app_now())) THEN
    RETURN jsonb_build_object('outcome', 'expired');
  END IF;
  -- One phone or address books for a household, not for a street.
  IF of_invitation IS NULL AND COALESCE(v_mobile, v_email) IS NOT NULL THEN
    PERFORM pg_advisory_xact_lock(hashtextextended('contact:' || encode(COALESCE(v_mobile, v_email), 'hex'), 0));
    IF EXISTS (SELECT 1 FROM booking mine WHERE mine.party_id = p_party AND mine.continues IS NULL GROUP BY mine.service_id
        HAVING count(*) + (SELECT count(*) FROM contact c JOIN booking b ON b.party_id = c.party_id
            WHERE (c.mobile_bi = v_mobile OR c.email_bi = v_email) AND b.service_id = mine.service_id AND b.continues IS NULL
              AND b.status IN ('booked', 'checked_in') AND b.starts_at > app_now()) > (p->>'contactMost')::integer) THEN
      RETURN jsonb_build_object('outcome', 'too_many');
    END IF;
  END IF;
  -- One confirm of a person at a time, so that of two at once the second sees the first; in one order, so that parties cannot deadlock.
  FOR one IN SELECT value FROM jsonb_array_elements(p->'people') ORDER BY value->>'key' LOOP
    PERFORM pg_advisory_xact_lock(hashtextextended('person:' || (one->>'key'), 0));
  END LOOP;
  FOR one IN SELECT value FROM jsonb_array_elements(p->'people') WITH ORDINALITY AS people (value, n) ORDER BY n LOOP
    IF of_invitation IS NOT NULL AND person_rows = '{}' THEN
      person_rows := ARRAY[of_invitation];
      CONTINUE;
    END IF;
    INSERT INTO person (row_key, first_name, last_name, date_of_birth, nhs_number_ct, nhs_number_bi, postcode_ct, person_key, created_at)
    VALUES ((one->>'rowKey')::uuid, one->>'firstName', one->>'lastName', (one->>'dateOfBirth')::date,
      decode(one->>'nhsNumberCt', 'hex'), decode(one->>'nhsNumberBi', 'hex'), decode(one->>'postcodeCt', 'hex'),
      decode(one->>'key', 'hex'), app_now())
    RETURNING id INTO person_row;
    person_rows := person_rows || person_row;
  END LOOP;
  INSERT INTO contact (party_id, row_key, mobile_ct, mobile_bi, email_ct, email_bi, landline_ct, landline_bi, language)
  VALUES (p_party, (p#>>'{contact,rowKey}')::uuid, decode(p#>>'{contact,mobileCt}', 'hex'), v_mobile,
    decode(p#>>'{contact,emailCt}', 'hex'), v_email,
    decode(p#>>'{contact,landlineCt}', 'hex'), decode(p#>>'{contact,landlineBi}', 'hex'), p->>'language');
  FOR item IN SELECT value FROM jsonb_array_elements(p->'bookings') LOOP
    SELECT * INTO held FROM booking WHERE id = (item->>'bookingId')::bigint AND party_id = p_party;
    IF NOT FOUND THEN RAISE EXCEPTION 'booking % is not of party %', item->>'bookingId', p_party; END IF;
    key := decode(p->'people'->((item->>'attendee')::integer - 1)->>'key', 'hex');
    duplicate := held.continues IS NULL AND EXISTS (SELECT 1 FROM booking WHERE person_key = key AND service_id = held.service_id
      AND dose = held.dose AND continues IS NULL AND status IN ('booked', 'checked_in') AND starts_at > app_now() AND id <> held.id);
    UPDATE booking SET status = 'booked', reference = item->>'reference', person_id = person_rows[(item->>'attendee')::integer],
      person_key = key, possible_duplicate = duplicate, hold_expires_at = NULL, journey_id = NULL,
      proved = of_invitation IS NOT NULL AND held.attendee = 1,
      rule_version = COALESCE((item->>'ruleVersion')::integer, rule_version), answers = COALESCE(item->'answers', answers),
      help = ARRAY(SELECT jsonb_array_elements_text(p->'help')), source = p->>'source',
      manage_token_hash = decode(item->>'manageTokenHash', 'hex'), booked_at = app_now(), version = version + 1
      WHERE id = held.id;
    CONTINUE WHEN held.continues IS NOT NULL;
    -- The contact on file is asked which one to keep; whoever books now is told nothing.
    IF duplicate THEN
      INSERT INTO message (booking_id, site_id, kind, channel, occurrence, send_after, not_after, created_at)
      SELECT b.id, b.site_id, 'possible_duplicate', way.channel, b.occurrence, app_now(), app_now() + interval '24 hours', app_now()
      FROM booking b JOIN contact c ON c.party_id = b.party_id
        CROSS JOIN LATERAL (VALUES ('sms', c.mobile_ct IS NOT NULL), ('email', c.email_ct IS NOT NULL)) AS way (channel, has)
      WHERE b.person_key = key AND b.service_id = held.service_id AND b.dose = held.dose AND b.continues IS NULL
        AND b.status IN ('booked', 'checked_in') AND b.starts_at > app_now() AND b.id <> held.id AND b.party_id <> p_party AND way.has
      ON CONFLICT (booking_id, kind, channel, occurrence) DO NOTHING;
    END IF;
    PERFORM plan_messages(held.id, held.site_id, item->'messages');
    PERFORM note_audit('resident', 'booking.confirmed', held.site_id, held.id, p->>'requestId', '{}');
  END LOOP;
  UPDATE party SET network_hash = NULL WHERE id = p_party AND network_hash IS NOT NULL;
  INSERT INTO idempotency (scope, key, request_hash, status, response, created_at)
  VALUES ('confirm', p_key, p_request_hash, 201, p->'response', app_now());
  RETURN jsonb_build_object('outcome', 'confirmed');
END $$;

-- p: {messages, reason, actor, requestId, mayReturn, onlyAhead}. Outcomes: cancelled, replay, reused, in_progress, wrong_state.
-- With mayReturn the place is kept for the resident; in a re-allocation those stranded come first, so the caller asks for it afterwards.
CREATE FUNCTION cancel_booking(p_booking bigint, p_key text, p_request_hash bytea, p jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE known record; ended booking;
BEGIN
  SELECT * INTO known FROM begin_idempotent('cancel:' || p_booking, p_key, p_request_hash);
  IF known.outcome <> 'new' THEN RETURN known.outcome; END IF;
  IF (p->>'onlyAhead')::boolean AND EXISTS (SELECT 1 FROM booking WHERE id = p_booking AND slot_id IS NOT NULL AND starts_at <= app_now()) THEN
    RETURN 'wrong_state';
  END IF;
  SELECT * INTO ended FROM end_visit(p_booking, ARRAY['booked'], 'cancelled');
  IF ended.id IS NULL THEN RETURN 'wrong_state'; END IF;
  UPDATE booking SET cancel_reason = p->>'reason' WHERE id = p_booking;
  IF (p->>'mayReturn')::boolean AND ended.slot_id IS NOT NULL AND COALESCE(current_setting('app.reallocating', true), '') <> 'on' THEN
    PERFORM hold_for_return(p_booking);
  END IF;
  PERFORM supersede_messages(p_booking);
  PERFORM plan_messages(p_booking, ended.site_id, p->'messages');
  PERFORM note_audit(p->>'actor', 'booking.cancelled', ended.site_id, p_booking, p->>'requestId', jsonb_build_object('reason', p->'reason'));
  INSERT INTO idempotency (scope, key, request_hash, status, response, created_at)
  VALUES ('cancel:' || p_booking, p_key, p_request_hash, 200, '{}', app_now());
  RETURN 'cancelled';
END $$;

-- Gives a cancelled booking the place back that was kept for it. p: {messages, actor, requestId}.
-- Outcomes: restored, replay, reused, in_progress, wrong_state, gone (the place was kept too long, or could not be kept).
CREATE FUNCTION restore_booking(p_booking bigint, p_key text, p_request_hash bytea, p jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE known record; part record; seen integer[]; main booking;
BEGIN
  SELECT * INTO known FROM begin_idempotent('restore:' || p_booking, p_key, p_request_hash);
  IF known.outcome <> 'new' THEN RETURN known.outcome; END IF;
  LOOP
    seen := ARRAY(SELECT k.slot_id FROM booking b JOIN booking k ON k.restores = b.id AND k.status = 'held'
      WHERE b.id = p_booking OR b.continues = p_booking ORDER BY k.slot_id, k.id);
    PERFORM 1 FROM slot WHERE id = ANY (seen) ORDER BY id FOR UPDATE;
    PERFORM 1 FROM booking b WHERE b.id = p_booking OR b.continues = p_booking OR b.restores IN
      (SELECT v.id FROM booking v WHERE v.id = p_booking OR v.continues = p_booking) ORDER BY b.id FOR UPDATE;
    EXIT WHEN seen = ARRAY(SELECT k.slot_id FROM booking b JOIN booking k ON k.restores = b.id AND k.status = 'held'
      WHERE b.id = p_booking OR b.continues = p_booking ORDER BY k.slot_id, k.id);
  END LOOP;
  SELECT * INTO main FROM booking WHERE id = p_booking;
  IF main.status IS DISTINCT FROM 'cancelled' THEN RETURN 'wrong_state'; END IF;
  IF EXISTS (SELECT 1 FROM booking b LEFT JOIN booking k ON k.restores = b.id AND k.status = 'held' AND k.hold_expires_at >= app_now()
      WHERE (b.id = p_booking OR b.continues = p_booking) AND k.id IS NULL) THEN RETURN 'gone'; END IF;
  FOR part IN SELECT b.id, k.id AS kept, k.slot_id FROM booking b JOIN booking k ON k.restores = b.id AND k.status = 'held'
      WHERE b.id = p_booking OR b.continues = p_booking ORDER BY b.id LOOP
    UPDATE booking SET status = 'expired', version = version + 1 WHERE id = part.kept;
    UPDATE booking SET status = 'booked', slot_id = part.slot_id, cancel_reason = NULL, occurrence = occurrence + 1, version = version + 1
      WHERE id = part.id;
  END LOOP;
  PERFORM supersede_messages(p_booking);
  PERFORM plan_messages(p_booking, main.site_id, p->'messages');
  PERFORM note_audit(p->>'actor', 'booking.restored', main.site_id, p_booking, p->>'requestId', '{}');
  INSERT INTO idempotency (scope, key, request_hash, status, response, created_at)
  VALUES ('restore:' || p_booking, p_key, p_request_hash, 200, '{}', app_now());
  RETURN 'restored';
END $$;

-- Moves a booking, with the slot that continues it, into the places of a hold of the same shape. All slots are locked in id
-- order; a failure leaves the booking where it was.
-- p: {messages, actor, requestId}. Outcomes: moved, replay, reused, in_progress, wrong_state, expired, gone.
CREATE FUNCTION move_booking(p_booking bigint, p_party bigint, p_token_hash bytea, p_key text, p_request_hash bytea, p jsonb) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE known record; old booking; held booking; part record; seen integer[];
BEGIN
  SELECT * INTO known FROM begin_idempotent('move:' || p_booking, p_key, p_request_hash);
  IF known.outcome <> 'new' THEN RETURN known.outcome; END IF;
  IF NOT EXISTS (SELECT 1 FROM party WHERE id = p_party AND token_hash = p_token_hash) THEN RETURN 'gone'; END IF;
  LOOP
    seen := ARRAY(SELECT COALESCE(slot_id, 0) FROM booking WHERE id = p_booking OR continues = p_booking OR party_id = p_party ORDER BY id);
    PERFORM 1 FROM slot WHERE id = ANY (seen) ORDER BY id FOR UPDATE;
    PERFORM 1 FROM booking WHERE id = p_booking OR continues = p_booking OR party_id = p_party ORDER BY id FOR UPDATE;
    EXIT WHEN seen = ARRAY(SELECT COALESCE(slot_id, 0) FROM booking WHERE id = p_booking OR continues = p_booking OR party_id = p_party ORDER BY id);
  END LOOP;
  SELECT * INTO old FROM booking WHERE id = p_booking;
  SELECT * INTO held FROM booking WHERE party_id = p_party AND position = 1;
  IF old.id IS NULL OR held.id IS NULL OR old.service_id <> held.service_id OR old.party_id = p_party THEN RETURN 'gone'; END IF;
  IF old.status <> 'booked' OR (old.slot_id IS NOT NULL AND old.starts_at <= app_now()) THEN RETURN 'wrong_state'; END IF;
  -- Two people, or two in a row, are not one visit of two slots.
  IF (SELECT row(count(*), count(continues)) FROM booking WHERE party_id = p_party)
    <> (SELECT row(count(*), count(continues)) FROM booking WHERE id = p_booking OR continues = p_booking) THEN RETURN 'gone'; END IF;
  IF EXISTS (SELECT 1 FROM booking WHERE party_id = p_party AND NOT (status = 'held' AND hold_expires_at >= app_now())) THEN RETURN 'expired'; END IF;
  UPDATE booking SET status = 'expired', journey_id = NULL, version = version + 1 WHERE party_id = p_party;
  FOR part IN SELECT was.id, was.slot_id AS was_slot, k.slot_id, k.site_id, k.starts_at, k.minutes, k.rule_version, k.audience_id, k.pinned
      FROM (SELECT *, row_number() OVER (ORDER BY starts_at, id) AS nth FROM booking WHERE id = p_booking OR continues = p_booking) was
      JOIN (SELECT *, row_number() OVER (ORDER BY starts_at, id) AS nth FROM booking WHERE party_id = p_party) k USING (nth) LOOP
    UPDATE booking SET slot_id = part.slot_id, site_id = part.site_id, starts_at = part.starts_at, minutes = part.minutes, pinned = part.pinned,
      audience_id = part.audience_id, rule_version = part.rule_version, occurrence = occurrence + 1, version = version + 1, stranded_at = NULL, stranded_from = NULL
      WHERE id = part.id;
    IF part.was_slot IS NOT NULL THEN PERFORM give_back(part.was_slot, p_booking); END IF;
  END LOOP;
  UPDATE party SET network_hash = NULL WHERE id = p_party AND network_hash IS NOT NULL;
  PERFORM supersede_messages(p_booking);
  PERFORM plan_messages(p_booking, held.site_id, p->'messages');
  PERFORM note_audit(p->>'actor', 'booking.moved', held.site_id, p_booking, p->>'requestId',
    jsonb_build_object('from', old.starts_at, 'to', held.starts_at, 'fromSite', old.site_id));
  INSERT INTO idempotency (scope, key, request_hash, status, response, created_at)
  VALUES ('move:' || p_booking, p_key, p_request_hash, 200, '{}', app_now());
  RETURN 'moved';
END $$;

-- Puts shares on sale whose time has come; the number of slots.
CREATE FUNCTION release_reserved() RETURNS integer LANGUAGE plpgsql AS $$
DECLARE released integer;
BEGIN
  PERFORM 1 FROM slot WHERE reserve_until <= app_now() ORDER BY id FOR UPDATE;
  UPDATE slot SET reserved = 0, reserve_until = NULL WHERE reserve_until <= app_now();
  GET DIAGNOSTICS released = ROW_COUNT;
  RETURN released;
END $$;
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
DROP FUNCTION release_reserved, move_booking, restore_booking, cancel_booking, confirm_booking, hold_for_return, end_visit, expire_hold,
  release_journey_hold, release_hold, give_back, end_booking, note_audit, plan_messages, supersede_messages, begin_idempotent;
DROP TRIGGER slot_inserted ON slot;
DROP TRIGGER slot_updated ON slot;
DROP TRIGGER slot_deleted ON slot;
DROP FUNCTION note_new_slots, note_old_slots;`);
    await new Functions1763900000001().up(q);
  }
}

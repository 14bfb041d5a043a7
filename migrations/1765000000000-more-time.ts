import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * "More time" for an appointment that exists: it takes the slot after its own, or moves to a time with two. Without it, the
 * second slot goes back to sale. The row of a second slot that was given back is kept, ended, and used again.
 */
export class MoreTime1765000000000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
-- The row of a visit's second slot. Its place is taken, and both slots are locked, by the caller.
CREATE FUNCTION continue_visit(p_booking bigint, p_slot integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE booking second SET status = 'booked', continues = main.id, pinned = true, slot_id = s.id, site_id = s.site_id, starts_at = s.starts_at,
      minutes = s.minutes, audience_id = main.audience_id, help = main.help, rule_version = main.rule_version, answers = main.answers,
      version = second.version + 1, stranded_at = NULL, stranded_from = NULL
    FROM booking main, slot s
    WHERE main.id = p_booking AND s.id = p_slot AND second.id = (SELECT ended.id FROM booking ended
      WHERE ended.party_id = main.party_id AND ended.attendee = main.attendee AND ended.status = 'expired' AND ended.person_id = main.person_id
        AND ended.reference IS NULL AND ended.continues IS NULL ORDER BY ended.id LIMIT 1);
  IF FOUND THEN RETURN; END IF;
  INSERT INTO booking (party_id, position, attendee, slot_id, continues, pinned, site_id, starts_at, minutes, service_id, dose, audience_id,
      person_id, person_key, proved, status, rule_version, answers, help, source, created_at, booked_at)
    SELECT main.party_id, (SELECT max(position) + 1 FROM booking WHERE party_id = main.party_id), main.attendee, s.id, main.id, true, s.site_id,
      s.starts_at, s.minutes, main.service_id, main.dose, main.audience_id, main.person_id, main.person_key, main.proved, 'booked',
      main.rule_version, main.answers, main.help, main.source, app_now(), app_now()
    FROM booking main, slot s WHERE main.id = p_booking AND s.id = p_slot;
END $$;

-- What waits to be sent about a booking is still true after a change of its length; its calendar entry is a newer one.
CREATE FUNCTION raise_occurrence(p_booking bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE was smallint;
BEGIN
  UPDATE booking SET occurrence = occurrence + 1, version = version + 1 WHERE id = p_booking RETURNING occurrence - 1 INTO was;
  UPDATE message SET occurrence = was + 1 WHERE booking_id = p_booking AND state = 'pending' AND occurrence = was;
END $$;

-- A booking in slot p_from goes on in p_first and takes p_second too. The slots are locked and counted by the caller.
CREATE FUNCTION lengthen_visit(p_booking bigint, p_from integer, p_first integer, p_second integer, p_help text[], p_request text)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE of_site integer;
BEGIN
  UPDATE booking SET slot_id = p_first, pinned = true, help = p_help
    WHERE id = p_booking AND slot_id = p_from AND status = 'booked' AND starts_at > app_now() RETURNING site_id INTO of_site;
  IF of_site IS NULL THEN RETURN false; END IF;
  PERFORM continue_visit(p_booking, p_second);
  PERFORM raise_occurrence(p_booking);
  PERFORM note_audit('resident', 'booking.more_time_added', of_site, p_booking, p_request, '{}');
  RETURN true;
END $$;

-- Gives the second slot of a visit back. Outcomes: shortened, wrong_state.
CREATE FUNCTION shorten_visit(p_booking bigint, p_help text[], p_request text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE part record; main booking; was_longer boolean := false;
BEGIN
  PERFORM 1 FROM slot WHERE id IN (SELECT slot_id FROM booking WHERE id = p_booking OR continues = p_booking) ORDER BY id FOR UPDATE;
  PERFORM 1 FROM booking WHERE id = p_booking OR continues = p_booking ORDER BY id FOR UPDATE;
  SELECT * INTO main FROM booking WHERE id = p_booking;
  IF main.status <> 'booked' OR (main.slot_id IS NOT NULL AND main.starts_at <= app_now()) THEN RETURN 'wrong_state'; END IF;
  FOR part IN SELECT id FROM booking WHERE continues = p_booking LOOP
    IF (end_booking(part.id, ARRAY['booked'], 'expired', false)).id IS NULL THEN
      RAISE EXCEPTION 'the second slot of visit % could not be ended', p_booking USING ERRCODE = '40001';
    END IF;
    UPDATE booking SET continues = NULL, pinned = false, stranded_at = NULL, stranded_from = NULL WHERE id = part.id;
    was_longer := true;
  END LOOP;
  UPDATE booking SET help = p_help, pinned = false WHERE id = p_booking;
  IF was_longer THEN PERFORM raise_occurrence(p_booking); END IF;
  PERFORM note_audit('resident', 'booking.more_time_ended', main.site_id, p_booking, p_request, '{}');
  RETURN 'shortened';
END $$;
`);
    await q.query(moveBooking(true));
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(moveBooking(false));
    await q.query('DROP FUNCTION shorten_visit, lengthen_visit, raise_occurrence, continue_visit');
  }
}

/** As before, and with `longer` also into a hold of two slots for a booking of one, which then takes both. */
const moveBooking = (longer: boolean): string => `
CREATE OR REPLACE FUNCTION move_booking(p_booking bigint, p_party bigint, p_token_hash bytea, p_key text, p_request_hash bytea, p jsonb) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE known record; old booking; held booking; part record; seen integer[]${longer ? '; is_longer boolean' : ''};
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
${
  longer
    ? `  is_longer := (SELECT row(count(*), count(continues)) FROM booking WHERE party_id = p_party) = row(2::bigint, 1::bigint)
    AND NOT EXISTS (SELECT 1 FROM booking WHERE continues = p_booking);
`
    : ''
}  -- Two people, or two in a row, are not one visit of two slots.
  IF ${longer ? 'NOT is_longer AND ' : ''}(SELECT row(count(*), count(continues)) FROM booking WHERE party_id = p_party)
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
${
  longer
    ? `  IF is_longer THEN
    UPDATE booking SET help = array_append(help, 'more_time') WHERE id = p_booking AND NOT 'more_time' = ANY (help);
    PERFORM continue_visit(p_booking, (SELECT slot_id FROM booking WHERE party_id = p_party AND continues IS NOT NULL));
  END IF;
`
    : ''
}  UPDATE party SET network_hash = NULL WHERE id = p_party AND network_hash IS NOT NULL;
  PERFORM supersede_messages(p_booking);
  PERFORM plan_messages(p_booking, held.site_id, p->'messages');
  PERFORM note_audit(p->>'actor', 'booking.moved', held.site_id, p_booking, p->>'requestId',
    jsonb_build_object('from', old.starts_at, 'to', held.starts_at, 'fromSite', old.site_id));
  INSERT INTO idempotency (scope, key, request_hash, status, response, created_at)
  VALUES ('move:' || p_booking, p_key, p_request_hash, 200, '{}', app_now());
  RETURN 'moved';
END $$;
`;

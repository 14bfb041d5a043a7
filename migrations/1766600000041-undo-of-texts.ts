import type { MigrationInterface, QueryRunner } from 'typeorm';
import { changeFunction } from './change-function';

const CANCEL = 'cancel_booking(bigint, text, bytea, jsonb)';
const ANSWER = "200, '{}', app_now()";
const WITH_UNDO = `200, COALESCE(p->'answer', '{}'), app_now()`;

/** What was cancelled by a text can be had back for 24 hours, after the half hour in which it is kept as long as its place is free. */
export class UndoOfTexts1766600000041 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(changeFunction(CANCEL, ANSWER, WITH_UNDO));
    await q.query(`
-- Until when a cancellation that allows it can be taken back, if nobody else has the place; NULL where it cannot. What allows it
-- stands in the stored answer of the cancellation: {undoHours}.
CREATE FUNCTION undo_until(p_booking bigint) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT LEAST(last.until, b.starts_at) FROM booking b CROSS JOIN LATERAL (
      SELECT i.created_at + make_interval(hours => (i.response->>'undoHours')::integer) AS until FROM idempotency i
      WHERE i.scope = 'cancel:' || p_booking ORDER BY i.created_at DESC LIMIT 1) AS last
  WHERE b.id = p_booking AND b.status = 'cancelled' AND last.until > app_now()
    AND NOT EXISTS (
      SELECT 1 FROM booking part LEFT JOIN slot s ON s.id = part.slot_id AND s.starts_at > app_now() AND s.status = 'open'
        AND s.service_ids @> ARRAY[part.service_id] AND NOT is_service_paused(s.site_id, part.service_id, s.starts_at)
        AND (s.taken + s.reserved < s.capacity OR EXISTS (SELECT 1 FROM booking k WHERE k.restores = part.id AND k.status = 'held'))
      WHERE (part.id = p_booking OR part.continues = p_booking) AND s.id IS NULL)
$$;

-- Slots that a restore may touch: those of the places kept, and those the visit had.
CREATE FUNCTION places_to_restore(p_booking bigint) RETURNS integer[] LANGUAGE sql STABLE AS $$
  SELECT ARRAY(SELECT DISTINCT seen.slot_id FROM booking b CROSS JOIN LATERAL (
      SELECT k.slot_id FROM booking k WHERE k.restores = b.id AND k.status = 'held' UNION ALL SELECT b.slot_id) AS seen
    WHERE (b.id = p_booking OR b.continues = p_booking) AND seen.slot_id IS NOT NULL ORDER BY seen.slot_id)
$$;

-- Gives a cancelled booking its place back: the one that was kept for it, or, where the cancellation may be undone longer, one that is
-- free again. p: {messages, actor, requestId}. Outcomes: restored, replay, reused, in_progress, wrong_state, gone.
CREATE OR REPLACE FUNCTION restore_booking(p_booking bigint, p_key text, p_request_hash bytea, p jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE known record; part record; seen integer[]; main booking;
BEGIN
  SELECT * INTO known FROM begin_idempotent('restore:' || p_booking, p_key, p_request_hash);
  IF known.outcome <> 'new' THEN RETURN known.outcome; END IF;
  LOOP
    seen := places_to_restore(p_booking);
    PERFORM 1 FROM slot WHERE id = ANY (seen) ORDER BY id FOR UPDATE;
    PERFORM 1 FROM booking b WHERE b.id = p_booking OR b.continues = p_booking OR b.restores IN
      (SELECT v.id FROM booking v WHERE v.id = p_booking OR v.continues = p_booking) ORDER BY b.id FOR UPDATE;
    EXIT WHEN seen = places_to_restore(p_booking);
  END LOOP;
  SELECT * INTO main FROM booking WHERE id = p_booking;
  IF main.status IS DISTINCT FROM 'cancelled' THEN RETURN 'wrong_state'; END IF;
  IF EXISTS (SELECT 1 FROM booking b LEFT JOIN booking k ON k.restores = b.id AND k.status = 'held' AND k.hold_expires_at >= app_now()
      WHERE (b.id = p_booking OR b.continues = p_booking) AND k.id IS NULL) THEN
    IF undo_until(p_booking) IS NULL THEN RETURN 'gone'; END IF;
    -- A hold that has lapsed and was not swept yet still has the place.
    IF NOT EXISTS (SELECT 1 FROM booking k WHERE k.restores = p_booking AND k.status = 'held') THEN
      IF NOT hold_for_return(p_booking) THEN RETURN 'gone'; END IF;
    END IF;
  END IF;
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
END $$;`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
CREATE OR REPLACE FUNCTION restore_booking(p_booking bigint, p_key text, p_request_hash bytea, p jsonb) RETURNS text LANGUAGE plpgsql AS $$
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
DROP FUNCTION places_to_restore, undo_until;`);
    await q.query(changeFunction(CANCEL, WITH_UNDO, ANSWER));
  }
}

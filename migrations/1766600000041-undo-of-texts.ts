import type { MigrationInterface, QueryRunner } from 'typeorm';
import { changeFunction } from './change-function';

const CANCEL = 'cancel_booking(bigint, text, bytea, jsonb)';
const ANSWER = "200, '{}', app_now()";
const WITH_UNDO = `200, COALESCE(p->'answer', '{}'), app_now()`;

const RESTORE = 'restore_booking(bigint, text, bytea, jsonb)';
/** Gives back the place that was kept, or, where the cancellation may be undone longer, one that is free again. */
const CHANGES: readonly (readonly [from: string, to: string])[] = [
  [
    `ARRAY(SELECT k.slot_id FROM booking b JOIN booking k ON k.restores = b.id AND k.status = 'held'
      WHERE b.id = p_booking OR b.continues = p_booking ORDER BY k.slot_id, k.id)`,
    'places_to_restore(p_booking)',
  ],
  [
    `AND k.id IS NULL) THEN RETURN 'gone'; END IF;`,
    `AND k.id IS NULL) THEN
    IF undo_until(p_booking) IS NULL THEN RETURN 'gone'; END IF;
    -- A hold that has lapsed and was not swept yet still has the place.
    IF NOT EXISTS (SELECT 1 FROM booking k WHERE k.restores = p_booking AND k.status = 'held') THEN
      IF NOT hold_for_return(p_booking) THEN RETURN 'gone'; END IF;
    END IF;
  END IF;`,
  ],
];

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
$$;`);
    for (const [from, to] of CHANGES) await q.query(changeFunction(RESTORE, from, to));
  }

  async down(q: QueryRunner): Promise<void> {
    for (const [from, to] of CHANGES) await q.query(changeFunction(RESTORE, to, from));
    await q.query('DROP FUNCTION places_to_restore, undo_until');
    await q.query(changeFunction(CANCEL, WITH_UNDO, ANSWER));
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Somebody has lost the message about their booking and asks for it again. A message has a number of its own for each booking and
 * kind, so the booking's rises: what waits to be sent follows it, and a calendar takes the same entry once more.
 */
export class DetailsAgain1765300000002 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
-- Outcomes: sent (also where that was a moment ago, or waits to be), often, wrong_state.
CREATE FUNCTION send_details_again(p_booking bigint, p_messages jsonb, p_most integer, p_request text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE main booking; sent integer; latest timestamptz;
BEGIN
  SELECT * INTO main FROM booking WHERE id = p_booking FOR UPDATE;
  IF main.status <> 'booked' OR main.slot_id IS NULL OR main.starts_at <= app_now() THEN RETURN 'wrong_state'; END IF;
  SELECT count(DISTINCT occurrence), max(created_at) INTO sent, latest FROM message
    WHERE booking_id = p_booking AND kind = 'booked' AND created_at > app_now() - interval '24 hours';
  IF latest > app_now() - interval '1 minute' OR EXISTS (SELECT 1 FROM message WHERE booking_id = p_booking AND kind = 'booked' AND state = 'pending')
    THEN RETURN 'sent'; END IF;
  IF sent >= p_most THEN RETURN 'often'; END IF;
  PERFORM raise_occurrence(p_booking);
  -- A question that waits for an answer is about the booking as it is now too.
  UPDATE dose_question SET occurrence = main.occurrence + 1 WHERE booking_id = p_booking AND occurrence = main.occurrence AND answer IS NULL;
  PERFORM plan_messages(p_booking, main.site_id,
    (SELECT jsonb_agg(one || jsonb_build_object('occurrence', main.occurrence + 1)) FROM jsonb_array_elements(p_messages) AS one));
  PERFORM note_audit('resident', 'booking.details_sent_again', main.site_id, p_booking, p_request, '{}');
  RETURN 'sent';
END $$;
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP FUNCTION send_details_again');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { changeFunction } from './change-function';

const PLAN = 'plan_messages(bigint, integer, jsonb)';
const ADMIT = 'admit_message(bigint, integer, jsonb)';
const ONCE = 'ON CONFLICT (booking_id, kind, channel, occurrence) DO NOTHING';
const ONCE_A_COPY = 'ON CONFLICT (booking_id, kind, channel, occurrence, copy) DO NOTHING';
/** A copy is a message like another: its recipient gets no more of them in a day. */
const CHANGES: readonly [name: string, from: string, to: string][] = [
  ['confirm_booking(bigint, bytea, text, bytea, jsonb)', ONCE, ONCE_A_COPY],
  [PLAN, ONCE, ONCE_A_COPY],
  [PLAN, 'channel, occurrence, send_after', 'channel, occurrence, copy, send_after'],
  [PLAN, 'm.channel, m.occurrence, m."sendAfter"', 'm.channel, m.occurrence, COALESCE(m.copy, 0), m."sendAfter"'],
  [PLAN, 'occurrence smallint, "sendAfter"', 'occurrence smallint, copy smallint, "sendAfter"'],
  [ADMIT, '(o.kind, o.occurrence, b.party_id)', '(o.kind, o.occurrence, o.copy, b.party_id)'],
  [ADMIT, '(m.kind, m.occurrence, (SELECT', '(m.kind, m.occurrence, m.copy, (SELECT'],
  [ADMIT, 'GROUP BY o.kind, o.occurrence, COALESCE', 'GROUP BY o.kind, o.occurrence, o.copy, COALESCE'],
];

/**
 * Details sent again are a copy of the message and say nothing new about the booking: its occurrence and version stay, and with them
 * the calls, the questions and the open forms that go by these.
 */
export class MessageCopies1765600000003 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
ALTER TABLE message
  -- 0 of what was said first; each time the same is said again, because somebody asked, one more.
  ADD copy smallint NOT NULL DEFAULT 0,
  DROP CONSTRAINT message_booking_id_kind_channel_occurrence_key,
  ADD CONSTRAINT message_once_booked UNIQUE (booking_id, kind, channel, occurrence, copy);`);
    for (const change of CHANGES) await q.query(changeFunction(...change));
    await q.query(`
-- Outcomes: sent (also where that was a moment ago, or waits to be), often, wrong_state.
CREATE OR REPLACE FUNCTION send_details_again(p_booking bigint, p_messages jsonb, p_most integer, p_request text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE main booking; sent integer; latest timestamptz; next smallint;
BEGIN
  SELECT * INTO main FROM booking WHERE id = p_booking FOR UPDATE;
  IF main.status <> 'booked' OR main.slot_id IS NULL OR main.starts_at <= app_now() THEN RETURN 'wrong_state'; END IF;
  SELECT count(DISTINCT (occurrence, copy)), max(created_at) INTO sent, latest FROM message
    WHERE booking_id = p_booking AND kind = 'booked' AND created_at > app_now() - interval '24 hours';
  IF latest > app_now() - interval '1 minute' OR EXISTS (SELECT 1 FROM message WHERE booking_id = p_booking AND kind = 'booked' AND state = 'pending')
    THEN RETURN 'sent'; END IF;
  IF sent >= p_most THEN RETURN 'often'; END IF;
  SELECT COALESCE(max(copy) + 1, 0) INTO next FROM message WHERE booking_id = p_booking AND kind = 'booked' AND occurrence = main.occurrence;
  PERFORM plan_messages(p_booking, main.site_id,
    (SELECT jsonb_agg(one || jsonb_build_object('occurrence', main.occurrence, 'copy', next)) FROM jsonb_array_elements(p_messages) AS one));
  PERFORM note_audit('resident', 'booking.details_sent_again', main.site_id, p_booking, p_request, '{}');
  RETURN 'sent';
END $$;
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
CREATE OR REPLACE FUNCTION send_details_again(p_booking bigint, p_messages jsonb, p_most integer, p_request text) RETURNS text LANGUAGE plpgsql AS $$
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
    for (const [name, from, to] of [...CHANGES].reverse()) await q.query(changeFunction(name, to, from));
    // Of what was said several times, the first stays.
    await q.query(`
UPDATE call_list_entry e SET message_id = NULL FROM message m WHERE m.id = e.message_id AND m.copy > 0;
DELETE FROM letter WHERE message_id IN (SELECT id FROM message WHERE copy > 0);
DELETE FROM message_receipt WHERE message_id IN (SELECT id FROM message WHERE copy > 0);
DELETE FROM message_attempt WHERE message_id IN (SELECT id FROM message WHERE copy > 0);
DELETE FROM message WHERE copy > 0;
ALTER TABLE message
  DROP CONSTRAINT message_once_booked,
  ADD CONSTRAINT message_booking_id_kind_channel_occurrence_key UNIQUE (booking_id, kind, channel, occurrence),
  DROP copy;`);
  }
}

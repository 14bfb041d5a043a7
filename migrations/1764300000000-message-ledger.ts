import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the ledger needs to send once, in time, or to put somebody on the call list; and to be stopped. */
export class MessageLedger1764300000000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
ALTER TABLE message
  -- A message is about a booking or about an invitation; an invitation has no site.
  ALTER booking_id DROP NOT NULL,
  ALTER site_id DROP NOT NULL,
  ADD invitation_id bigint REFERENCES invitation,
  -- Keyed hash of the number or address it goes to, for the limits of one recipient; set when it is about to leave.
  ADD recipient_bi bytea,
  ADD parts smallint,
  -- When to ask the provider what became of it, and how often that was done.
  ADD ask_at timestamptz,
  ADD asked smallint NOT NULL DEFAULT 0,
  -- It failed, and what follows from that has been seen to: another way, the call list, or nothing.
  ADD settled boolean NOT NULL DEFAULT false,
  DROP CONSTRAINT message_kind_check,
  ADD CONSTRAINT message_kind_check CHECK (kind IN ('booked', 'moved', 'cancelled_by_resident', 'cancelled_by_site', 'possible_duplicate',
    'clinic_moved', 'reminder_3_days', 'reminder_1_day', 'missed', 'next_dose', 'invitation', 'invitation_again', 'one_time_code')),
  DROP CONSTRAINT message_channel_check,
  ADD CONSTRAINT message_channel_check CHECK (channel IN ('sms', 'email', 'letter', 'call')),
  ADD CONSTRAINT message_about CHECK (num_nonnulls(booking_id, invitation_id) = 1),
  ADD CONSTRAINT message_has_site CHECK (booking_id IS NULL OR site_id IS NOT NULL),
  ADD CONSTRAINT message_once_invited UNIQUE (invitation_id, kind, channel, occurrence);
UPDATE message SET settled = true WHERE state IN ('undelivered', 'failed', 'gave_up', 'suppressed', 'expired');
UPDATE message SET ask_at = app_now() WHERE state = 'unknown';
DROP INDEX message_due;
CREATE INDEX message_due ON message (channel, send_after, id) WHERE state = 'pending';
CREATE INDEX message_ends ON message (not_after) WHERE state = 'pending';
CREATE INDEX message_asks ON message (ask_at) WHERE state = 'unknown';
CREATE INDEX message_unsettled ON message (id) WHERE NOT settled AND state IN ('undelivered', 'failed', 'gave_up', 'suppressed', 'expired');
CREATE INDEX message_recipient ON message (recipient_bi, sent_at) WHERE recipient_bi IS NOT NULL;
CREATE INDEX message_awaits_receipt ON message (sent_at) WHERE state = 'accepted' AND provider = 'twilio';
CREATE INDEX message_sent ON message (sent_at) WHERE sent_at IS NOT NULL;
CREATE INDEX message_site ON message (site_id, id);

ALTER TABLE message_attempt
  -- SHA-256 of what was handed over, to know it again where only the provider has it.
  ADD request_hash bytea,
  ADD provider_id text;
CREATE INDEX message_attempt_ended ON message_attempt (ended_at) WHERE outcome <> 'accepted';

-- Stops messages at the moment they would be claimed. Of a campaign the value is its audience.
CREATE TABLE kill_switch (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  what text NOT NULL CHECK (what IN ('all', 'channel', 'kind', 'site', 'campaign')),
  value text NOT NULL CHECK (char_length(value) <= 80),
  reason text NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 200),
  set_by integer NOT NULL REFERENCES staff_user,
  set_at timestamptz NOT NULL,
  ended_by integer REFERENCES staff_user,
  ended_at timestamptz,
  CHECK ((what = 'all') = (value = '')),
  CHECK ((ended_by IS NULL) = (ended_at IS NULL))
);
CREATE UNIQUE INDEX kill_switch_live ON kill_switch (what, value) WHERE ended_at IS NULL;

-- Whom no message reaches: somebody calls them and ticks them off.
CREATE TABLE call_list_entry (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  message_id bigint UNIQUE REFERENCES message,
  booking_id bigint REFERENCES booking,
  invitation_id bigint REFERENCES invitation,
  site_id integer REFERENCES site,
  -- Of the message that did not arrive; 'stranded' where no clinic serves the booking.
  kind text NOT NULL,
  occurrence smallint NOT NULL,
  reason text NOT NULL CHECK (reason IN ('no_contact', 'not_delivered', 'opted_out', 'too_late', 'outcome_unknown', 'stranded')),
  created_at timestamptz NOT NULL,
  done_at timestamptz,
  done_by integer REFERENCES staff_user,
  outcome text CHECK (outcome IN ('reached', 'left_word', 'not_reached', 'not_needed')),
  CHECK (num_nonnulls(booking_id, invitation_id) = 1),
  CHECK ((done_at IS NULL) = (outcome IS NULL)),
  UNIQUE (booking_id, kind, occurrence),
  UNIQUE (invitation_id, kind, occurrence)
);
CREATE INDEX call_list_open ON call_list_entry (site_id, created_at) WHERE done_at IS NULL;

-- How each provider does, as the process last saw it that sends through it.
CREATE TABLE message_provider (
  channel text NOT NULL,
  worker text NOT NULL,
  circuit text NOT NULL CHECK (circuit IN ('closed', 'half', 'open', 'probing')),
  at timestamptz NOT NULL,
  PRIMARY KEY (channel, worker)
);

-- Letters until a print supplier has them. What they say is sealed.
CREATE TABLE letter_batch (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  letters integer NOT NULL CHECK (letters >= 1),
  made_at timestamptz NOT NULL,
  written_at timestamptz
);
CREATE TABLE letter (
  message_id bigint PRIMARY KEY REFERENCES message,
  row_key uuid NOT NULL,
  content_ct bytea,
  batch_id integer REFERENCES letter_batch,
  created_at timestamptz NOT NULL
);
CREATE INDEX letter_waits ON letter (message_id) WHERE batch_id IS NULL;
CREATE INDEX letter_of_batch ON letter (batch_id, message_id) WHERE batch_id IS NOT NULL;

-- The last door before a message leaves: counted once for each recipient at a time.
-- p: {recipient, request (hex), parts, stops, capped, limits: [{tries, seconds}]}. Verdicts: go, lost (not ours any more), opted_out, capped.
CREATE FUNCTION admit_message(p_id bigint, p_fence integer, p jsonb, OUT verdict text, OUT until timestamptz) LANGUAGE plpgsql AS $$
DECLARE m message; who bytea := decode(p->>'recipient', 'hex'); bound jsonb; went timestamptz[];
BEGIN
  IF who IS NOT NULL THEN PERFORM pg_advisory_xact_lock(hashtextextended('recipient:' || (p->>'recipient'), 0)); END IF;
  SELECT * INTO m FROM message WHERE id = p_id AND fence = p_fence AND state = 'sending' FOR UPDATE;
  IF NOT FOUND THEN verdict := 'lost'; RETURN; END IF;
  IF (p->>'stops')::boolean AND EXISTS (SELECT 1 FROM opt_out o WHERE o.channel = m.channel AND o.recipient_bi = who) THEN
    verdict := 'opted_out';
    RETURN;
  END IF;
  IF (p->>'capped')::boolean AND who IS NOT NULL THEN
    FOR bound IN SELECT value FROM jsonb_array_elements(p->'limits') LOOP
      -- What a household booked together was said to it once; a message of this very occasion is never one too many.
      went := ARRAY(SELECT max(COALESCE(o.sent_at, app_now())) FROM message o LEFT JOIN booking b ON b.id = o.booking_id
        WHERE o.recipient_bi = who AND o.id <> m.id
          AND (o.state IN ('sending', 'unknown') OR o.sent_at > app_now() - make_interval(secs => (bound->>'seconds')::integer))
          AND (o.kind, o.occurrence, b.party_id) IS DISTINCT FROM (m.kind, m.occurrence, (SELECT party_id FROM booking WHERE id = m.booking_id))
        GROUP BY o.kind, o.occurrence, COALESCE(b.party_id, -o.id) ORDER BY 1 DESC);
      IF cardinality(went) >= (bound->>'tries')::integer THEN
        verdict := 'capped';
        until := GREATEST(until, went[(bound->>'tries')::integer] + make_interval(secs => (bound->>'seconds')::integer));
      END IF;
    END LOOP;
    IF verdict = 'capped' THEN RETURN; END IF;
  END IF;
  UPDATE message SET attempt = attempt + 1, recipient_bi = COALESCE(who, recipient_bi), parts = (p->>'parts')::smallint WHERE id = m.id;
  INSERT INTO message_attempt (message_id, number, started_at, request_hash)
    VALUES (m.id, m.attempt + 1, app_now(), decode(p->>'request', 'hex'));
  verdict := 'go';
END $$;

GRANT SELECT, INSERT, UPDATE ON call_list_entry, message_provider, letter, letter_batch TO fairslot_public;
GRANT SELECT ON kill_switch TO fairslot_public;
GRANT DELETE ON inbound_message, message_provider TO fairslot_public;
GRANT SELECT, INSERT, UPDATE ON kill_switch, call_list_entry TO fairslot_staff;
GRANT SELECT ON message_attempt, message_receipt, message_provider, inbound_message TO fairslot_staff;
ALTER TABLE call_list_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE call_list_entry FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON call_list_entry TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY public_all ON call_list_entry TO fairslot_public USING (true) WITH CHECK (true);
CREATE POLICY staff_scope ON call_list_entry TO fairslot_staff USING (site_id = ANY (app_scope())) WITH CHECK (site_id = ANY (app_scope()));
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
DROP FUNCTION admit_message;
REVOKE DELETE ON inbound_message FROM fairslot_public;
REVOKE SELECT ON message_attempt, message_receipt, inbound_message FROM fairslot_staff;
DROP TABLE letter, letter_batch, message_provider, call_list_entry, kill_switch;
DROP INDEX message_attempt_ended;
ALTER TABLE message_attempt DROP request_hash, DROP provider_id;
DROP INDEX message_site, message_sent, message_awaits_receipt, message_recipient, message_unsettled, message_asks, message_ends, message_due;
DELETE FROM message_receipt WHERE message_id IN (SELECT id FROM message WHERE booking_id IS NULL OR channel NOT IN ('sms', 'email')
  OR kind NOT IN ('booked', 'moved', 'cancelled_by_resident', 'cancelled_by_site', 'possible_duplicate'));
DELETE FROM message_attempt WHERE message_id IN (SELECT id FROM message WHERE booking_id IS NULL OR channel NOT IN ('sms', 'email')
  OR kind NOT IN ('booked', 'moved', 'cancelled_by_resident', 'cancelled_by_site', 'possible_duplicate'));
DELETE FROM message WHERE booking_id IS NULL OR channel NOT IN ('sms', 'email')
  OR kind NOT IN ('booked', 'moved', 'cancelled_by_resident', 'cancelled_by_site', 'possible_duplicate');
ALTER TABLE message
  DROP CONSTRAINT message_once_invited,
  DROP CONSTRAINT message_has_site,
  DROP CONSTRAINT message_about,
  DROP CONSTRAINT message_channel_check,
  ADD CONSTRAINT message_channel_check CHECK (channel IN ('sms', 'email')),
  DROP CONSTRAINT message_kind_check,
  ADD CONSTRAINT message_kind_check CHECK (kind IN ('booked', 'moved', 'cancelled_by_resident', 'cancelled_by_site', 'possible_duplicate')),
  DROP settled, DROP asked, DROP ask_at, DROP parts, DROP recipient_bi, DROP invitation_id,
  ALTER site_id SET NOT NULL,
  ALTER booking_id SET NOT NULL;
CREATE INDEX message_due ON message (send_after, id) WHERE state = 'pending';
`);
  }
}

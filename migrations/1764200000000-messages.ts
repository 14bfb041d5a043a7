import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the ledger needs to answer for every message: whom it reached, what the provider said, who said stop, who is called instead. */
export class Messages1764200000000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
-- An invitation drive for a service: who is asked is its audience.
CREATE TABLE campaign (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 120),
  service_id integer NOT NULL REFERENCES service,
  audience_id integer NOT NULL UNIQUE REFERENCES audience,
  -- The rule people were chosen by, as it was: least age in years on the day, and Places.
  rule jsonb NOT NULL,
  state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'sending', 'paused', 'stopped', 'done')),
  created_by integer NOT NULL REFERENCES staff_user,
  created_at timestamptz NOT NULL
);
-- One released part of a campaign.
CREATE TABLE wave (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  campaign_id integer NOT NULL REFERENCES campaign,
  number smallint NOT NULL CHECK (number >= 1),
  released_by integer NOT NULL REFERENCES staff_user,
  released_at timestamptz NOT NULL,
  UNIQUE (campaign_id, number)
);
ALTER TABLE invitation
  ADD wave_id integer REFERENCES wave,
  ADD code_hash bytea UNIQUE,
  ADD opened_at timestamptz,
  ADD declined_at timestamptz,
  ADD decline_reason text CHECK (decline_reason IN ('had_it', 'do_not_want', 'cannot_travel', 'other')),
  ADD CHECK ((declined_at IS NULL) = (decline_reason IS NULL));
ALTER TABLE person
  -- Of people who are on a list before they book: how to reach them, and where they live.
  ADD mobile_ct bytea, ADD mobile_bi bytea,
  ADD email_ct bytea, ADD email_bi bytea,
  ADD address_ct bytea,
  ADD language text,
  ADD place_id smallint REFERENCES place,
  ADD imported_at timestamptz,
  ADD CONSTRAINT person_mobile CHECK ((mobile_ct IS NULL) = (mobile_bi IS NULL)),
  ADD CONSTRAINT person_email CHECK ((email_ct IS NULL) = (email_bi IS NULL));
-- A list is uploaded again: one row for each person on it.
CREATE UNIQUE INDEX person_imported_nhs_number ON person (nhs_number_bi) WHERE imported_at IS NOT NULL AND nhs_number_bi IS NOT NULL;
CREATE UNIQUE INDEX person_imported_key ON person (person_key) WHERE imported_at IS NOT NULL AND nhs_number_bi IS NULL;
CREATE INDEX person_cohort ON person (place_id, date_of_birth) WHERE imported_at IS NOT NULL;

ALTER TABLE message
  ALTER booking_id DROP NOT NULL,
  ALTER site_id DROP NOT NULL,
  ADD invitation_id bigint REFERENCES invitation,
  -- Keyed hash of the number or address it went to, for caps and for what comes back; set when it is claimed.
  ADD recipient_bi bytea,
  ADD sent_at timestamptz,
  ADD parts smallint,
  ADD provider text,
  -- When to ask the provider what became of it, and how often that was asked.
  ADD ask_at timestamptz,
  ADD asked smallint NOT NULL DEFAULT 0,
  DROP CONSTRAINT message_kind_check,
  ADD CONSTRAINT message_kind_check CHECK (kind IN ('booked', 'moved', 'cancelled_by_resident', 'cancelled_by_site', 'possible_duplicate',
    'clinic_moved', 'reminder_3_days', 'reminder_1_day', 'missed', 'next_dose', 'invitation', 'invitation_again', 'cannot_come', 'one_time_code')),
  DROP CONSTRAINT message_channel_check,
  ADD CONSTRAINT message_channel_check CHECK (channel IN ('sms', 'email', 'letter')),
  DROP CONSTRAINT message_state_check,
  ADD CONSTRAINT message_state_check CHECK (state IN ('pending', 'sending', 'accepted', 'delivered', 'undelivered', 'failed', 'unknown',
    'gave_up', 'superseded', 'suppressed', 'expired', 'no_receipt')),
  ADD CONSTRAINT message_about CHECK (num_nonnulls(booking_id, invitation_id) = 1),
  ADD CONSTRAINT message_once_invited UNIQUE (invitation_id, kind, channel, occurrence);
CREATE INDEX message_asks ON message (ask_at) WHERE state = 'unknown';
CREATE INDEX message_recipient ON message (recipient_bi, sent_at) WHERE recipient_bi IS NOT NULL;
CREATE INDEX message_awaits_receipt ON message (sent_at) WHERE state = 'accepted';
CREATE INDEX message_provider_id ON message (provider_id) WHERE provider_id IS NOT NULL;

-- What a provider said afterwards, each saying once; they come late, twice and in any order.
CREATE TABLE message_receipt (
  provider_id text NOT NULL,
  status text NOT NULL,
  message_id bigint REFERENCES message,
  error text,
  at timestamptz NOT NULL,
  PRIMARY KEY (provider_id, status)
);
CREATE INDEX message_receipt_message ON message_receipt (message_id);

-- Who said STOP, by keyed hash of the number or address.
CREATE TABLE opt_out (
  channel text NOT NULL CHECK (channel IN ('sms', 'email')),
  recipient_bi bytea NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (channel, recipient_bi)
);

-- Every text that came in, as it came.
CREATE TABLE inbound_message (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  provider_id text NOT NULL UNIQUE,
  row_key uuid NOT NULL,
  from_bi bytea NOT NULL,
  from_ct bytea NOT NULL,
  body_ct bytea NOT NULL,
  -- What was understood and done; 'none' for what was not.
  action text NOT NULL CHECK (action IN ('coming', 'cannot_come', 'stop', 'start', 'help', 'none')),
  booking_id bigint REFERENCES booking,
  answered boolean NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX inbound_message_from ON inbound_message (from_bi, at);

-- Stops messages at the moment they would be claimed.
CREATE TABLE kill_switch (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  what text NOT NULL CHECK (what IN ('all', 'channel', 'kind', 'site', 'campaign')),
  value text NOT NULL,
  reason text NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 200),
  set_by integer NOT NULL REFERENCES staff_user,
  set_at timestamptz NOT NULL,
  ended_by integer REFERENCES staff_user,
  ended_at timestamptz
);
CREATE UNIQUE INDEX kill_switch_live ON kill_switch (what, value) WHERE ended_at IS NULL;

-- People no message reached: somebody calls them and ticks them off.
CREATE TABLE call_list_entry (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  booking_id bigint REFERENCES booking,
  invitation_id bigint REFERENCES invitation,
  site_id integer REFERENCES site,
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

GRANT SELECT ON campaign, wave TO fairslot_public;
GRANT SELECT, UPDATE ON invitation TO fairslot_public;
GRANT SELECT, INSERT, UPDATE ON message_receipt, inbound_message, call_list_entry TO fairslot_public;
GRANT SELECT, INSERT, DELETE ON opt_out TO fairslot_public;
GRANT SELECT ON kill_switch TO fairslot_public;
GRANT SELECT ON message_attempt, message_receipt TO fairslot_staff;
GRANT SELECT, INSERT, UPDATE ON kill_switch, call_list_entry TO fairslot_staff;
`);
    for (const table of ['call_list_entry']) {
      await q.query(`
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON ${table} TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY public_all ON ${table} TO fairslot_public USING (true) WITH CHECK (true);
CREATE POLICY staff_scope ON ${table} TO fairslot_staff USING (site_id = ANY (app_scope())) WITH CHECK (site_id = ANY (app_scope()));`);
    }
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
DROP TABLE call_list_entry, kill_switch, inbound_message, opt_out, message_receipt;
DROP INDEX message_provider_id, message_awaits_receipt, message_recipient, message_asks;
DELETE FROM message_attempt WHERE message_id IN (SELECT id FROM message WHERE booking_id IS NULL);
DELETE FROM message WHERE booking_id IS NULL;
ALTER TABLE message
  DROP CONSTRAINT message_once_invited,
  DROP CONSTRAINT message_about,
  DROP CONSTRAINT message_state_check,
  ADD CONSTRAINT message_state_check CHECK (state IN
    ('pending', 'sending', 'accepted', 'delivered', 'undelivered', 'failed', 'unknown', 'gave_up', 'superseded', 'suppressed', 'expired')),
  DROP CONSTRAINT message_channel_check,
  ADD CONSTRAINT message_channel_check CHECK (channel IN ('sms', 'email')),
  DROP CONSTRAINT message_kind_check,
  ADD CONSTRAINT message_kind_check CHECK (kind IN ('booked', 'moved', 'cancelled_by_resident', 'cancelled_by_site', 'possible_duplicate')),
  DROP asked, DROP ask_at, DROP provider, DROP parts, DROP sent_at, DROP recipient_bi, DROP invitation_id,
  ALTER site_id SET NOT NULL,
  ALTER booking_id SET NOT NULL;
DROP INDEX person_cohort, person_imported_key, person_imported_nhs_number;
ALTER TABLE person DROP CONSTRAINT person_email, DROP CONSTRAINT person_mobile, DROP imported_at, DROP place_id, DROP language, DROP address_ct,
  DROP email_bi, DROP email_ct, DROP mobile_bi, DROP mobile_ct;
ALTER TABLE invitation DROP decline_reason, DROP declined_at, DROP opened_at, DROP code_hash, DROP wave_id;
DROP TABLE wave, campaign;
REVOKE UPDATE ON invitation FROM fairslot_public;
REVOKE SELECT ON message_attempt FROM fairslot_staff;
`);
  }
}

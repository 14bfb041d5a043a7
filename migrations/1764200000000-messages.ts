import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What providers say afterwards, what people text back, and who said stop. */
export class Messages1764200000000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
ALTER TABLE message
  ADD provider text,
  ADD sent_at timestamptz,
  DROP CONSTRAINT message_state_check,
  ADD CONSTRAINT message_state_check CHECK (state IN ('pending', 'sending', 'accepted', 'delivered', 'undelivered', 'failed', 'unknown',
    'gave_up', 'superseded', 'suppressed', 'expired', 'no_receipt'));
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

GRANT SELECT, INSERT, UPDATE ON message_receipt, inbound_message TO fairslot_public;
GRANT SELECT, INSERT, DELETE ON opt_out TO fairslot_public;
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
DROP TABLE inbound_message, opt_out, message_receipt;
DROP INDEX message_provider_id;
UPDATE message SET state = 'accepted' WHERE state = 'no_receipt';
ALTER TABLE message
  DROP CONSTRAINT message_state_check,
  ADD CONSTRAINT message_state_check CHECK (state IN
    ('pending', 'sending', 'accepted', 'delivered', 'undelivered', 'failed', 'unknown', 'gave_up', 'superseded', 'suppressed', 'expired')),
  DROP sent_at, DROP provider;
`);
  }
}

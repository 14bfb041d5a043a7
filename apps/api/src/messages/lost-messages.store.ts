import { Injectable } from '@nestjs/common';
import { MESSAGE_CHANNELS } from '@fairslot/domain';
import { Database } from '../platform/database/database';
import type { AboutMessage } from './message-kinds';
import { ABOUT, UNKNOWN } from './messages.store';

/** A message of which nobody knows whether it left. */
export interface LostMessage extends AboutMessage {
  fence: number;
  notAfter: Date;
  now: Date;
  /** How often the provider has been asked, this time included. */
  asked: number;
  unknowns: number;
  /** Since when it may be with the provider, and the SHA-256 of what it would be. */
  since: Date;
  request: Buffer | null;
}

const ASK_LEASE_SECONDS = 300;

// Who died before the last door sent nothing; who died behind it may have.
const LAPSED = {
  name: 'lost.lapsed',
  text: `WITH open AS (
      UPDATE message_attempt a SET ended_at = app_now(), outcome = 'unknown', error = 'the worker was lost'
      FROM message m WHERE m.state = 'sending' AND m.lease_until < app_now() AND a.message_id = m.id AND a.number = m.attempt AND a.ended_at IS NULL
      RETURNING a.message_id
    )
    UPDATE message SET state = CASE WHEN open.message_id IS NULL THEN 'pending' ELSE 'unknown' END, ask_at = app_now(), asked = 0,
      lease_until = NULL, queued_until = NULL, last_error = 'the worker was lost'
    FROM message m LEFT JOIN open ON open.message_id = m.id
    WHERE message.id = m.id AND m.state = 'sending' AND m.lease_until < app_now() AND message.state = 'sending' RETURNING message.id`,
};
// What is too late was due before, which an index knows.
const EXPIRE = {
  name: 'lost.expire',
  text: `WITH clock AS MATERIALIZED (SELECT app_now() AS now)
    UPDATE message SET state = CASE state WHEN 'pending' THEN 'expired' ELSE 'gave_up' END WHERE not_after <= (SELECT now FROM clock)
      AND (state = 'unknown' OR (state = 'pending' AND channel = ANY ($1) AND send_after <= (SELECT now FROM clock))) RETURNING id`,
};
const NO_RECEIPT = {
  name: 'lost.no_receipt',
  text: `UPDATE message SET state = 'no_receipt' WHERE state = 'accepted' AND provider = 'twilio' AND sent_at < app_now() - interval '72 hours' RETURNING id`,
};
const TO_ASK = {
  name: 'lost.to_ask',
  text: `WITH due AS (
      UPDATE message SET asked = asked + 1, ask_at = app_now() + interval '${ASK_LEASE_SECONDS} seconds'
      WHERE id IN (SELECT id FROM message WHERE state = 'unknown' AND ask_at <= app_now() ORDER BY ask_at LIMIT 50 FOR UPDATE SKIP LOCKED)
      RETURNING *
    )
    SELECT ${ABOUT}, fence, asked, not_after AS "notAfter", app_now() AS now,
      (SELECT count(*) FROM message_attempt a WHERE a.message_id = due.id AND ${UNKNOWN}) AS unknowns,
      (SELECT min(started_at) FROM message_attempt a WHERE a.message_id = due.id AND ${UNKNOWN}) AS since,
      (SELECT request_hash FROM message_attempt a WHERE a.message_id = due.id ORDER BY number DESC LIMIT 1) AS request
    FROM due`,
};
const FOUND = {
  name: 'lost.found',
  text: `WITH found AS (
      UPDATE message SET state = 'accepted', provider_id = $3, sent_at = COALESCE(sent_at, app_now()), ask_at = NULL
      WHERE id = $1 AND fence = $2 AND state = 'unknown' RETURNING id, attempt
    )
    UPDATE message_attempt a SET outcome = 'accepted', error = NULL, provider_id = $3 FROM found
    WHERE a.message_id = found.id AND a.number = found.attempt`,
};
const DECIDE = {
  name: 'lost.decide',
  text: `UPDATE message SET state = $3, ask_at = NULL, queued_until = NULL WHERE id = $1 AND fence = $2 AND state = 'unknown'`,
};
const ASK_AGAIN = {
  name: 'lost.ask_again',
  text: `UPDATE message SET asked = $3, ask_at = app_now() + make_interval(secs => $4) WHERE id = $1 AND fence = $2 AND state = 'unknown'`,
};

/** Messages whose worker, answer or time was lost. */
@Injectable()
export class LostMessagesStore {
  constructor(private readonly database: Database) {}

  async reclaimLapsed(): Promise<number> {
    return (await this.database.once(LAPSED, [])).length;
  }

  /** What is too late to be of use. */
  async expire(): Promise<number> {
    return (await this.database.once(EXPIRE, [MESSAGE_CHANNELS])).length;
  }

  /** Accepted by a provider that sends receipts, and none came in three days. Shown, never sent again. */
  async markUnreceipted(): Promise<number> {
    return (await this.database.once(NO_RECEIPT, [])).length;
  }

  toAsk(): Promise<LostMessage[]> {
    return this.database.once<LostMessage & object>(TO_ASK, []);
  }

  async found({ id, fence }: LostMessage, providerId: string): Promise<void> {
    await this.database.once(FOUND, [id, fence, providerId]);
  }

  async decide({ id, fence }: LostMessage, state: 'pending' | 'gave_up'): Promise<void> {
    await this.database.once(DECIDE, [id, fence, state]);
  }

  async askAgain({ id, fence }: LostMessage, asked: number, inSeconds: number): Promise<void> {
    await this.database.once(ASK_AGAIN, [id, fence, asked, inSeconds]);
  }
}

import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';

export type Channel = 'sms' | 'email';

export interface DueMessage {
  id: number;
  attempt: number;
}

export interface ClaimedMessage {
  id: number;
  bookingId: number;
  kind: string;
  channel: Channel;
  occurrence: number;
  attempt: number;
  /** Earlier attempts of which nobody knows whether they left. */
  unknowns: number;
  /** Raised by every claim; an outcome is recorded only under the fence it was claimed with. */
  fence: number;
}

export type MessageState = 'accepted' | 'failed' | 'pending' | 'unknown' | 'superseded' | 'suppressed' | 'gave_up';

const BATCH = 500;

// Marks what it hands out, so that two scanners share the work and a job that got lost is handed out again after a minute.
const DUE = {
  name: 'messages.due',
  // The clock is asked once and not for every message that waits.
  text: `WITH clock AS MATERIALIZED (SELECT app_now() AS now)
    UPDATE message SET queued_until = (SELECT now FROM clock) + interval '60 seconds'
    WHERE id IN (SELECT id FROM message WHERE state = 'pending' AND send_after <= (SELECT now FROM clock) AND not_after > (SELECT now FROM clock)
      AND (queued_until IS NULL OR queued_until < (SELECT now FROM clock)) ORDER BY send_after, id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
    RETURNING id, attempt`,
};
const DUE_AGAIN = {
  name: 'messages.due_again',
  text: `UPDATE message SET queued_until = NULL WHERE id = ANY ($1) AND state = 'pending'`,
};
/** An attempt that never came to an end counts as one that may have left. */
const UNKNOWN = `(a.outcome IS NULL OR a.outcome = 'unknown')`;
const CLAIM = {
  name: 'messages.claim',
  text: `WITH claimed AS (
      UPDATE message SET state = 'sending', attempt = attempt + 1, fence = fence + 1, lease_until = app_now() + interval '120 seconds'
      WHERE id = $1 AND state = 'pending' AND send_after <= app_now() AND not_after > app_now()
      RETURNING id, booking_id, kind, channel, occurrence, attempt, fence
    ), noted AS (
      INSERT INTO message_attempt (message_id, number, started_at) SELECT id, attempt, app_now() FROM claimed
    )
    SELECT id, booking_id AS "bookingId", kind, channel, occurrence, attempt, fence,
      (SELECT count(*) FROM message_attempt a WHERE a.message_id = claimed.id AND ${UNKNOWN}) AS unknowns
    FROM claimed`,
};
const RECORD = {
  name: 'messages.record',
  text: `WITH done AS (
      UPDATE message SET state = $3, lease_until = NULL, queued_until = NULL, last_error = $4, provider_id = COALESCE($5, provider_id),
        sent_at = CASE WHEN $7 = 'accepted' THEN app_now() ELSE sent_at END,
        send_after = GREATEST(send_after, LEAST(app_now() + make_interval(secs => $6), not_after))
      WHERE id = $1 AND fence = $2 AND state = 'sending' RETURNING id, attempt
    )
    UPDATE message_attempt a SET ended_at = app_now(), outcome = $7, error = $4 FROM done WHERE a.message_id = done.id AND a.number = done.attempt`,
};
const LAPSED = {
  name: 'messages.lapsed',
  text: `UPDATE message SET state = CASE WHEN (SELECT count(*) FROM message_attempt a WHERE a.message_id = message.id AND ${UNKNOWN}) < $1
      THEN 'pending' ELSE 'gave_up' END, lease_until = NULL, queued_until = NULL,
      last_error = 'outcome unknown' WHERE state = 'sending' AND lease_until < app_now() RETURNING id`,
};
const EXPIRE = {
  name: 'messages.expire',
  text: `UPDATE message SET state = 'expired' WHERE state = 'pending' AND not_after <= app_now() RETURNING id`,
};

/** The message ledger. */
@Injectable()
export class MessagesStore {
  constructor(private readonly database: Database) {}

  due(): Promise<DueMessage[]> {
    return this.database.once<DueMessage>(DUE, []);
  }

  async dueAgain(ids: readonly number[]): Promise<void> {
    await this.database.once(DUE_AGAIN, [ids]);
  }

  /** Undefined when somebody else has it, it was sent, or it is not due any more. */
  async claim(id: number): Promise<ClaimedMessage | undefined> {
    return (await this.database.once<ClaimedMessage>(CLAIM, [id]))[0];
  }

  async record(
    { id, fence }: ClaimedMessage,
    r: {
      state: MessageState;
      outcome: 'accepted' | 'rejected' | 'not_sent' | 'unknown';
      error?: string;
      providerId?: string;
      retryIn?: number;
    },
  ): Promise<void> {
    await this.database.once(RECORD, [
      id,
      fence,
      r.state,
      r.error ?? null,
      r.providerId ?? null,
      r.retryIn ?? 0,
      r.outcome,
    ]);
  }

  /** Sendings whose worker died: tried again under the same Message-ID, or given up after so many of unknown outcome. */
  async reclaimLapsed(mostUnknown: number): Promise<number> {
    return (await this.database.once(LAPSED, [mostUnknown])).length;
  }

  async expire(): Promise<number> {
    return (await this.database.once(EXPIRE, [])).length;
  }
}

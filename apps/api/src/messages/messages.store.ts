import { Injectable } from '@nestjs/common';
import type { MessageChannel, MessageState } from '@fairslot/domain';
import { Database } from '../platform/database/database';
import type { AboutMessage } from './message-kinds';

export interface DueMessage {
  id: number;
  fence: number;
}

export interface ClaimedMessage extends AboutMessage {
  attempt: number;
  /** Earlier attempts of which nobody knows whether they left. */
  unknowns: number;
  /** Raised by every claim; an outcome is recorded only under the fence it was claimed with. */
  fence: number;
  notAfter: Date;
  /** By the database's clock. */
  now: Date;
}

export interface Admission {
  recipient: Buffer | null;
  /** SHA-256 of what is handed over. */
  request: Buffer;
  parts: number | null;
  /** Does a STOP hold it back, and do the limits of one recipient? */
  stops: boolean;
  capped: boolean;
  limits: readonly { tries: number; seconds: number }[];
}

export interface Admitted {
  verdict: 'go' | 'lost' | 'opted_out' | 'capped';
  /** When the limits would let it pass. */
  until: Date | null;
}

export interface Recorded {
  state: MessageState;
  outcome: 'accepted' | 'rejected' | 'not_sent' | 'unknown';
  provider: string;
  error?: string;
  providerId?: string;
  /** Seconds until it is tried again, and until the provider is asked. */
  retryIn?: number;
  askIn?: number;
}

/** Is message `m` stopped by somebody? Read whenever messages are handed out or claimed. */
const STOPPED = `EXISTS (SELECT 1 FROM kill_switch k WHERE k.ended_at IS NULL AND CASE k.what
    WHEN 'all' THEN true WHEN 'channel' THEN k.value = m.channel WHEN 'kind' THEN k.value = m.kind WHEN 'site' THEN k.value = m.site_id::text
    ELSE k.value = (SELECT c.id::text FROM invitation i JOIN campaign c ON c.audience_id = i.audience_id WHERE i.id = m.invitation_id) END)`;

// Marks what it hands out, so that two scanners share the work and a job that got lost is handed out again after a minute.
const DUE = {
  name: 'messages.due',
  // The clock is asked once and not for every message that waits.
  text: `WITH clock AS MATERIALIZED (SELECT app_now() AS now)
    UPDATE message SET queued_until = (SELECT now FROM clock) + interval '60 seconds'
    WHERE id IN (SELECT m.id FROM message m WHERE m.state = 'pending' AND m.channel = $1 AND m.send_after <= (SELECT now FROM clock)
      AND m.not_after > (SELECT now FROM clock) AND (m.queued_until IS NULL OR m.queued_until < (SELECT now FROM clock)) AND NOT ${STOPPED} ORDER BY m.send_after, m.id LIMIT $2 FOR UPDATE SKIP LOCKED)
    RETURNING id, fence`,
};
// Due so long that whatever was to carry them does not: found whether they are marked or not.
const OVERDUE = {
  name: 'messages.overdue',
  text: `WITH clock AS MATERIALIZED (SELECT app_now() AS now)
    SELECT m.id, m.fence FROM message m WHERE m.state = 'pending' AND m.channel = $1 AND m.send_after < (SELECT now FROM clock) - interval '2 minutes'
    AND m.not_after > (SELECT now FROM clock) AND NOT ${STOPPED} ORDER BY m.send_after, m.id LIMIT $2`,
};
const DUE_AGAIN = {
  name: 'messages.due_again',
  text: `UPDATE message SET queued_until = NULL WHERE id = ANY ($1) AND state = 'pending'`,
};
/** An attempt that never came to an end counts as one that may have left. */
export const UNKNOWN = `(a.outcome IS NULL OR a.outcome = 'unknown')`;
export const ABOUT = `id, kind, channel, booking_id AS "bookingId", invitation_id AS "invitationId", occurrence`;
const CLAIM = {
  name: 'messages.claim',
  text: `WITH claimed AS (
      UPDATE message m SET state = 'sending', fence = fence + 1, lease_until = app_now() + interval '120 seconds'
      WHERE id = $1 AND state = 'pending' AND send_after <= app_now() AND not_after > app_now() AND NOT (channel = ANY ($2)) AND NOT ${STOPPED}
      RETURNING *
    )
    SELECT ${ABOUT}, attempt, fence, not_after AS "notAfter", app_now() AS now,
      (SELECT count(*) FROM message_attempt a WHERE a.message_id = claimed.id AND ${UNKNOWN}) AS unknowns
    FROM claimed`,
};
const ADMIT = { name: 'messages.admit', text: 'SELECT verdict, until FROM admit_message($1, $2, $3)' };
const PUT_OFF = {
  name: 'messages.put_off',
  text: `UPDATE message SET state = $3, lease_until = NULL, queued_until = NULL, last_error = $4,
      send_after = LEAST(GREATEST(send_after, COALESCE($5, send_after)), not_after)
    WHERE id = $1 AND fence = $2 AND state = 'sending'`,
};
const RECORD = {
  name: 'messages.record',
  text: `WITH done AS (
      UPDATE message SET state = $3, lease_until = NULL, queued_until = NULL, last_error = $4, provider = $8,
        provider_id = COALESCE($5, provider_id), sent_at = CASE WHEN $7 = 'accepted' THEN app_now() ELSE sent_at END,
        send_after = CASE WHEN $3 = 'pending' THEN GREATEST(send_after, LEAST(app_now() + make_interval(secs => $6), not_after)) ELSE send_after END,
        ask_at = app_now() + make_interval(secs => $9), asked = 0
      WHERE id = $1 AND fence = $2 AND state = 'sending' RETURNING id, attempt
    )
    UPDATE message_attempt a SET ended_at = app_now(), outcome = $7, error = $4, provider_id = $5
    FROM done WHERE a.message_id = done.id AND a.number = done.attempt`,
};

/** The message ledger, on the way out. */
@Injectable()
export class MessagesStore {
  constructor(private readonly database: Database) {}

  due(channel: MessageChannel, most: number): Promise<DueMessage[]> {
    return this.database.once<DueMessage & object>(DUE, [channel, most]);
  }

  /** What has been due for two minutes and nobody has sent. */
  overdue(channel: MessageChannel, most: number): Promise<DueMessage[]> {
    return this.database.once<DueMessage & object>(OVERDUE, [channel, most]);
  }

  async dueAgain(ids: readonly number[]): Promise<void> {
    if (ids.length > 0) await this.database.once(DUE_AGAIN, [ids]);
  }

  /** Undefined when somebody else has it, it was sent or stopped, is not due any more, or goes through one of these channels. */
  async claim(id: number, but: readonly MessageChannel[] = []): Promise<ClaimedMessage | undefined> {
    return (await this.database.once<ClaimedMessage & object>(CLAIM, [id, but]))[0];
  }

  /** The last door: from here on it counts as a try. */
  async admit({ id, fence }: ClaimedMessage, { recipient, request, ...more }: Admission): Promise<Admitted> {
    const argument = { ...more, recipient: recipient?.toString('hex'), request: request.toString('hex') };
    const [row] = await this.database.once<Admitted & object>(ADMIT, [id, fence, JSON.stringify(argument)]);
    return row as Admitted;
  }

  /** Lets go of what was claimed and not tried: it waits, or it is not said at all. */
  async putOff(
    { id, fence }: ClaimedMessage,
    state: 'pending' | 'superseded' | 'suppressed',
    why: string | null,
    until: Date | null = null,
  ): Promise<void> {
    await this.database.once(PUT_OFF, [id, fence, state, why, until]);
  }

  async record({ id, fence }: ClaimedMessage, r: Recorded): Promise<void> {
    const { state, outcome, provider, error = null, providerId = null, retryIn = 0, askIn = null } = r;
    await this.database.once(RECORD, [id, fence, state, error, providerId, retryIn, outcome, provider, askIn]);
  }
}

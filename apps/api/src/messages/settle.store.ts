import { Injectable } from '@nestjs/common';
import type { MessageChannel, MessageState, Sibling } from '@fairslot/domain';
import { Database } from '../platform/database/database';
import type { AboutMessage } from './message-kinds';
import { ABOUT } from './messages.store';

export interface FailedMessage extends AboutMessage {
  state: MessageState;
  /** Still time to write in another way? */
  inTime: boolean;
  notAfter: Date;
  /** By the database's clock. */
  now: Date;
  /** This one and all that say the same to the same person. */
  siblings: Sibling[];
}

const FAILED = {
  name: 'settle.failed',
  text: `SELECT ${ABOUT}, state, not_after > app_now() AS "inTime", not_after AS "notAfter", app_now() AS now,
      (SELECT jsonb_agg(jsonb_build_object('channel', s.channel, 'state', s.state)) FROM message s
        WHERE s.kind = message.kind AND s.occurrence = message.occurrence AND s.copy = message.copy AND (s.booking_id = message.booking_id OR s.invitation_id = message.invitation_id)) AS siblings
    FROM message WHERE NOT settled AND state IN ('undelivered', 'failed', 'gave_up', 'suppressed', 'expired') ORDER BY id LIMIT 200`,
};
// A call is of use until the appointment, or for two weeks where there is none ahead; what is too late for that is let go.
const SETTLE = {
  name: 'settle.settle',
  text: `WITH done AS (UPDATE message SET settled = true WHERE id = $1 AND state = $2 AND NOT settled RETURNING *),
    next AS (
      SELECT done.*, CASE WHEN $3 <> 'call' THEN done.not_after WHEN done.kind IN ('next_dose', 'invitation') THEN app_now() + interval '14 days'
        ELSE GREATEST(done.not_after, b.starts_at) END AS ends
      FROM done LEFT JOIN booking b ON b.id = done.booking_id WHERE $3::text IS NOT NULL
    )
    INSERT INTO message (booking_id, invitation_id, site_id, kind, channel, occurrence, copy, send_after, not_after, created_at)
    SELECT booking_id, invitation_id, site_id, kind, $3, occurrence, copy, COALESCE($4, app_now()), ends, app_now() FROM next WHERE ends > COALESCE($4, app_now())
    ON CONFLICT DO NOTHING RETURNING id`,
};

// Half an hour after a text about a change by the site: still no word that it arrived, nothing said by another way, and a journey
// for nothing to be made. Those people are called.
const UNHEARD = {
  name: 'settle.unheard',
  text: `INSERT INTO message (booking_id, site_id, kind, channel, occurrence, send_after, not_after, created_at)
    SELECT m.booking_id, m.site_id, m.kind, 'call', m.occurrence, app_now(), b.starts_at, app_now()
    FROM message m JOIN booking b ON b.id = m.booking_id
    WHERE m.state = 'accepted' AND m.provider = 'twilio' AND m.sent_at < app_now() - interval '30 minutes' AND m.sent_at > app_now() - interval '1 day'
      AND m.kind IN ('cancelled_by_site', 'clinic_moved') AND b.starts_at > app_now()
      AND NOT EXISTS (SELECT 1 FROM message s WHERE s.booking_id = m.booking_id AND s.kind = m.kind AND s.occurrence = m.occurrence AND s.id <> m.id
        AND (s.channel = 'call' OR s.state IN ('pending', 'sending', 'accepted', 'delivered')))
    ON CONFLICT DO NOTHING RETURNING id`,
};

/** Messages that failed, until it has been seen to what follows. */
@Injectable()
export class SettleStore {
  constructor(private readonly database: Database) {}

  failed(): Promise<FailedMessage[]> {
    return this.database.once<FailedMessage & object>(FAILED, []);
  }

  /** Plans the message that takes its place, if any, to leave from an instant or at once; once, whoever else does it at the same time. */
  async settle({ id, state }: FailedMessage, next: MessageChannel | null, from: Date | null): Promise<boolean> {
    return (await this.database.once(SETTLE, [id, state, next, from])).length > 0;
  }

  /** Plans a call to whoever a site cancelled or moved and of whom no receipt came in half an hour; how many. */
  async callUnheard(): Promise<number> {
    return (await this.database.once(UNHEARD, [])).length;
  }
}

import { Injectable } from '@nestjs/common';
import { callReason, type MessageState } from '@fairslot/domain';
import { Database, type Tx } from '../platform/database/database';

export type CallOutcome = 'reached' | 'left_word' | 'not_reached' | 'not_needed';

const BEFORE = {
  name: 'call_list.before',
  text: `SELECT s.state FROM message m JOIN message s ON s.kind = m.kind AND s.occurrence = m.occurrence AND s.copy = m.copy AND s.id <> m.id
      AND (s.booking_id = m.booking_id OR s.invitation_id = m.invitation_id) WHERE m.id = $1`,
};
// Who was called about a message, and asks for it again, and is not reached again, is called again.
const PUT = {
  name: 'call_list.put',
  text: `WITH again AS (
      UPDATE call_list_entry e SET message_id = m.id, reason = $2, created_at = app_now(), done_at = NULL, done_by = NULL, outcome = NULL
      FROM message m WHERE m.id = $1 AND m.copy > 0 AND e.booking_id = m.booking_id AND e.kind = m.kind AND e.occurrence = m.occurrence AND e.message_id < m.id
    )
    INSERT INTO call_list_entry (message_id, booking_id, invitation_id, site_id, kind, occurrence, reason, created_at)
    SELECT id, booking_id, invitation_id, site_id, kind, occurrence, $2, app_now() FROM message WHERE id = $1 ON CONFLICT DO NOTHING`,
};

/** Whom somebody has to call. */
@Injectable()
export class CallListStore {
  constructor(private readonly database: Database) {}

  /** Puts what this message is about on the list, once. */
  async put(messageId: number): Promise<void> {
    const before = await this.database.once<{ state: MessageState } & object>(BEFORE, [messageId]);
    await this.database.once(PUT, [messageId, callReason(before.map(({ state }) => state))]);
  }

  async isThere(tx: Tx, id: number): Promise<boolean> {
    return (await tx.query<object[]>('SELECT 1 FROM call_list_entry WHERE id = $1', [id])).length > 0;
  }

  /** Ticks an entry off; what it was about, undefined where it is not there or was ticked off before. */
  async done(
    tx: Tx,
    id: number,
    userId: number,
    outcome: CallOutcome,
  ): Promise<{ siteId: number | null; bookingId: number | null } | undefined> {
    const [rows] = await tx.query<[{ siteId: number | null; bookingId: number | null }[], number]>(
      `UPDATE call_list_entry SET done_at = app_now(), done_by = $2, outcome = $3 WHERE id = $1 AND done_at IS NULL
       RETURNING site_id AS "siteId", booking_id AS "bookingId"`,
      [id, userId, outcome],
    );
    return rows[0];
  }
}

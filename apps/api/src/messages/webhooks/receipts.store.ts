import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';

/** What a receipt says of a message: the provider has it, or how it ended. */
export type ReceiptState = 'accepted' | 'delivered' | 'undelivered' | 'failed';

export interface Receipt {
  providerId: string;
  /** In the provider's own word. */
  status: string;
  state: ReceiptState;
  /** Number of ours in the address that was called; null where it is none. */
  messageId: number | null;
  error: string | null;
}

// A receipt proves that the provider has the message, whatever became of its answer: so it also ends an attempt that hangs.
// Only a higher rank is applied; a message that ended stays so. Where it was sent twice, having arrived once is having
// arrived, and how the first sending failed says nothing of the second.
const APPLY = {
  name: 'receipts.apply',
  text: `WITH about AS (
      SELECT COALESCE((SELECT id FROM message WHERE id = $1), (SELECT min(id) FROM message WHERE provider_id = $2)) AS id
    ), noted AS (
      INSERT INTO message_receipt (provider_id, status, message_id, error, at)
      SELECT $2, $3, id, $5, app_now() FROM about ON CONFLICT (provider_id, status) DO NOTHING
    ), risen AS (
      UPDATE message m SET state = $4, provider = COALESCE(m.provider, 'twilio'),
        provider_id = CASE WHEN $4 = 'delivered' THEN $2 ELSE COALESCE(m.provider_id, $2) END,
        sent_at = COALESCE(m.sent_at, app_now()), last_error = $5, lease_until = NULL, queued_until = NULL
      FROM about WHERE m.id = about.id AND CASE $4
        WHEN 'accepted' THEN m.state IN ('pending', 'sending', 'unknown', 'gave_up', 'expired')
        WHEN 'delivered' THEN m.state IN ('pending', 'sending', 'unknown', 'gave_up', 'expired', 'accepted', 'no_receipt')
          OR m.state IN ('undelivered', 'failed') AND m.provider_id IS DISTINCT FROM $2
        ELSE m.state IN ('pending', 'sending', 'unknown', 'gave_up', 'expired', 'accepted', 'no_receipt')
          AND (m.provider_id IS NULL OR m.provider_id = $2) END
      RETURNING m.id, m.attempt
    ), ended AS (
      UPDATE message_attempt a SET outcome = 'accepted', error = NULL, ended_at = COALESCE(a.ended_at, app_now())
      FROM risen WHERE a.message_id = risen.id AND a.number = risen.attempt AND (a.outcome IS NULL OR a.outcome = 'unknown')
    )
    SELECT id FROM risen`,
};
const OF_OTHERS = {
  name: 'receipts.of_others',
  text: `SELECT provider_id AS id FROM message WHERE provider_id = ANY ($1) AND id <> $2
    UNION SELECT provider_id FROM message_receipt WHERE provider_id = ANY ($1) AND message_id <> $2`,
};

@Injectable()
export class ReceiptsStore {
  constructor(private readonly database: Database) {}

  /** Notes a receipt once and lets it raise the message; the message's id where it did. */
  async apply({ messageId, providerId, status, state, error }: Receipt): Promise<number | undefined> {
    return (await this.database.once<{ id: number }>(APPLY, [messageId, providerId, status, state, error]))[0]?.id;
  }

  /** Which of these ids of the provider belong to other messages than this one. */
  async ofOthers(providerIds: readonly string[], messageId: number): Promise<string[]> {
    const rows = await this.database.once<{ id: string }>(OF_OTHERS, [providerIds, messageId]);
    return rows.map(({ id }) => id);
  }
}

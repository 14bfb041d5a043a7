import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../platform/database/database';

export interface KeptLetter {
  messageId: number;
  rowKey: string;
  content: Buffer;
}

const KEEP = {
  name: 'letters.keep',
  text: `INSERT INTO letter (message_id, row_key, content_ct, created_at) VALUES ($1, $2, $3, app_now()) ON CONFLICT DO NOTHING`,
};
const UNWRITTEN = {
  name: 'letters.unwritten',
  text: `SELECT id, to_char(made_at, 'YYYY-MM-DD') AS date FROM letter_batch WHERE written_at IS NULL ORDER BY id`,
};
const OF_BATCH = {
  name: 'letters.of_batch',
  text: `SELECT message_id AS "messageId", row_key AS "rowKey", content_ct AS content FROM letter WHERE batch_id = $1 ORDER BY message_id`,
};
const MOST_IN_BATCH = 500;

/** Letters on their way to the print supplier. */
@Injectable()
export class LettersStore {
  constructor(private readonly database: Database) {}

  async keep(messageId: number, rowKey: string, content: Buffer): Promise<void> {
    await this.database.once(KEEP, [messageId, rowKey, content]);
  }

  /** Puts those that wait into a batch of their own; false where none waits. */
  async makeBatch(tx: Tx): Promise<boolean> {
    const waiting = await tx.query<{ id: number }[]>(
      `SELECT message_id AS id FROM letter WHERE batch_id IS NULL ORDER BY message_id LIMIT ${MOST_IN_BATCH} FOR UPDATE SKIP LOCKED`,
    );
    if (waiting.length === 0) return false;
    const [batch] = await tx.query<[{ id: number }]>(
      'INSERT INTO letter_batch (letters, made_at) VALUES ($1, app_now()) RETURNING id',
      [waiting.length],
    );
    await tx.query('UPDATE letter SET batch_id = $1 WHERE message_id = ANY ($2)', [
      batch.id,
      waiting.map(({ id }) => id),
    ]);
    return true;
  }

  /** Batches that no file has been written for, or of which nobody knows. */
  unwritten(): Promise<{ id: number; date: string }[]> {
    return this.database.once<{ id: number; date: string }>(UNWRITTEN, []);
  }

  ofBatch(batchId: number): Promise<KeptLetter[]> {
    return this.database.once<KeptLetter & object>(OF_BATCH, [batchId]);
  }

  /** The supplier has it: what the letters say is kept no longer. */
  async written(tx: Tx, batchId: number): Promise<void> {
    await tx.query('UPDATE letter_batch SET written_at = app_now() WHERE id = $1', [batchId]);
    await tx.query('UPDATE letter SET content_ct = NULL WHERE batch_id = $1', [batchId]);
  }
}

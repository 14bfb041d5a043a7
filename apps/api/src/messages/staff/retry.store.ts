import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/database';
import { MESSAGE_COLUMNS, type MessageRecord, RETRIED } from './message-rows';

@Injectable()
export class RetryStore {
  /** Row-level security hides what is not the caller's. */
  async find(tx: Tx, id: number): Promise<MessageRecord | undefined> {
    const [row] = await tx.query<MessageRecord[]>(
      `SELECT ${MESSAGE_COLUMNS} FROM message m LEFT JOIN booking b ON b.id = m.booking_id WHERE m.id = $1`,
      [id],
    );
    return row;
  }

  /** False when it has not failed, or it is too late. */
  async again(tx: Tx, id: number): Promise<boolean> {
    const [, changed] = await tx.query<[unknown, number]>(
      `UPDATE message m SET state = 'pending', settled = false, queued_until = NULL, send_after = app_now() WHERE m.id = $1 AND ${RETRIED}`,
      [id],
    );
    return changed === 1;
  }
}

import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/database';

export interface WalkInOutcome {
  outcome: 'added' | 'replay' | 'reused' | 'in_progress' | 'women_only';
  bookingId: number;
  /** Took a place of a clinic. */
  place: boolean;
}

@Injectable()
export class WalkInsStore {
  /** One call of a database function, which refuses a site outside the scope of the transaction. */
  async add(tx: Tx, siteId: number, key: string, requestHash: Buffer, argument: object): Promise<WalkInOutcome> {
    const [row] = await tx.query<[{ result: WalkInOutcome }]>('SELECT add_walk_in($1, $2, $3, $4::jsonb) AS result', [
      siteId,
      key,
      requestHash,
      JSON.stringify(argument),
    ]);
    return row.result;
  }
}

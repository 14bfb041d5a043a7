import { Injectable } from '@nestjs/common';
import { Database, SOMEBODY_WAITS, sqlState, type Statement, type Tx } from '../platform/database/database';
import { AllocationStore, type Start } from './allocation.store';
import { Reallocate, type Cause } from './reallocate';

const MOST_TRIES = 4;

/** The starts at which the work may free places. */
type StartsOf = Parameters<AllocationStore['startsOf']>[0];

/** Runs writes that free places. Where somebody stranded waits, the place goes to them in the same transaction. */
@Injectable()
export class GiveBack {
  constructor(
    private readonly database: Database,
    private readonly store: AllocationStore,
    private readonly reallocate: Reallocate,
  ) {}

  /** `after` runs in the same transaction once those who waited have been served; without anybody waiting it does not run. */
  async run<R extends object>(
    statement: Statement,
    values: unknown[],
    of: StartsOf,
    cause: Cause,
    after?: (tx: Tx, rows: R[]) => Promise<void>,
  ): Promise<R[]> {
    try {
      return await this.database.once<R & Record<string, unknown>>(statement, values);
    } catch (error) {
      if (sqlState(error) !== SOMEBODY_WAITS) throw error;
    }
    for (let tries = 1; ; tries += 1) {
      const starts = await this.store.startsOf(of);
      const rows = await this.around<R>(starts, of, statement, values, cause, after);
      if (rows) return rows;
      if (tries >= MOST_TRIES) throw new Error('a booking was moved each time its place was to be given back');
    }
  }

  /** Null when what frees places was moved to another start before the days were locked. */
  private around<R extends object>(
    starts: readonly Start[],
    of: StartsOf,
    statement: Statement,
    values: unknown[],
    cause: Cause,
    after?: (tx: Tx, rows: R[]) => Promise<void>,
  ): Promise<R[] | null> {
    return this.database.tx(async (tx) => {
      await tx.query(`SELECT set_config('app.reallocating', 'on', true)`);
      await this.reallocate.lock(tx, starts);
      await this.store.slots(tx, starts);
      const now = await this.store.startsOf(of, tx);
      if (!now.every((start) => starts.some((known) => same(known, start)))) return null;
      const rows = await tx.query<R[]>(statement.text, values);
      await this.reallocate.run(tx, starts, cause, 'more_room');
      await after?.(tx, rows);
      return rows;
    });
  }
}

const same = (a: Start, b: Start): boolean =>
  a.siteId === b.siteId && a.startsAt.getTime() === b.startsAt.getTime() && a.minutes === b.minutes;

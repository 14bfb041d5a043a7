import { Injectable } from '@nestjs/common';
import type { RetentionKind } from '@fairslot/contract';
import { Database, type Tx } from '../platform/database/database';

/** How long each kind is kept, as the functions of the database read it. */
export interface Kept {
  holdHours: number;
  contactDays: number;
  recordYears: number;
  auditYears: number;
}

export interface RetentionRow {
  isOn: boolean;
  changedBy: string | null;
  changedAt: Date | null;
  ranAt: Date | null;
  gone: Partial<Record<RetentionKind, number>>;
}

const LONG_MS = 120_000;

/** What is past its time, counted and let go by functions of the database: nothing else of the program may delete it. */
@Injectable()
export class RetentionStore {
  constructor(private readonly database: Database) {}

  async row(tx: Tx): Promise<RetentionRow> {
    const [row] = await tx.query<[RetentionRow]>(
      `SELECT is_on AS "isOn", staff_name(changed_by) AS "changedBy", changed_at AS "changedAt", ran_at AS "ranAt", gone FROM retention`,
    );
    return row;
  }

  async due(tx: Tx, kept: Kept): Promise<Map<string, number>> {
    await tx.query(`SET LOCAL statement_timeout = ${LONG_MS}`);
    const rows = await tx.query<{ kind: string; due: string }[]>('SELECT kind, due FROM retention_due($1)', [kept]);
    return new Map(rows.map(({ kind, due }) => [kind, Number(due)]));
  }

  async set(tx: Tx, isOn: boolean, userId: number): Promise<void> {
    await tx.query('UPDATE retention SET is_on = $1, changed_by = $2, changed_at = app_now()', [isOn, userId]);
  }

  /** True for one process a night. */
  async begin(today: string): Promise<boolean> {
    const rows = await this.database.once(
      {
        name: 'retention.begin',
        text: `UPDATE retention SET ran_on = $1, ran_at = app_now(), gone = '{}' WHERE is_on AND ran_on IS DISTINCT FROM $1 RETURNING 1`,
      },
      [today],
    );
    return rows.length > 0;
  }

  /** Some of a kind, in a transaction of its own; answers how many went. */
  step(kind: RetentionKind, kept: Kept, most: number): Promise<number> {
    return this.database.tx(async (tx) => {
      await tx.query(`SET LOCAL statement_timeout = ${LONG_MS}`);
      const [row] = await tx.query<[{ gone: number }]>('SELECT retention_step($1, $2, $3) AS gone', [kind, kept, most]);
      return row.gone;
    });
  }

  async ended(tx: Tx, gone: Record<string, number>): Promise<void> {
    await tx.query('UPDATE retention SET gone = $1', [JSON.stringify(gone)]);
  }
}

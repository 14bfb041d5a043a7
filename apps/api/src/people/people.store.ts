import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../platform/database/database';

@Injectable()
export class PeopleStore {
  constructor(private readonly database: Database) {}

  /**
   * Takes back some people of an import: how many were removed and put back as they were. Null when it is too late. Refused as a foreign
   * key is where one of them is invited meanwhile; with `alone` nobody is invited until it is over.
   */
  async undoStep(
    tx: Tx,
    importId: number,
    most: number,
    alone: boolean,
  ): Promise<{ removed: number; restored: number } | null> {
    await tx.query('SET LOCAL statement_timeout = 60000');
    await tx.query('SET LOCAL lock_timeout = 60000');
    // In the order in which the step itself takes them.
    for (const lock of alone ? ['people import', 'people invited'] : [])
      await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [lock]);
    const [row] = await tx.query<[{ removed: number | null; restored: number }]>(
      'SELECT removed, restored FROM undo_people_step($1, $2)',
      [importId, most],
    );
    return row.removed === null ? null : { removed: row.removed, restored: row.restored };
  }

  /** Ends an undo: how many stay, because they were invited or have booked since. */
  async undone(tx: Tx, importId: number): Promise<number> {
    await tx.query(`UPDATE people_import SET state = 'undone' WHERE id = $1`, [importId]);
    const [row] = await tx.query<[{ kept: number }]>(
      'SELECT count(*)::integer AS kept FROM person_profile WHERE import_id = $1',
      [importId],
    );
    return row.kept;
  }

  /** What was kept for undoing imports that cannot be undone any more; answers how many rows went. */
  async forget(most: number): Promise<number> {
    const [row] = await this.database.once<{ forget_people_before: number }>(
      { name: 'people.forget_before', text: 'SELECT forget_people_before($1)' },
      [most],
    );
    return row?.forget_people_before ?? 0;
  }

  /** How headings like these were matched before by whoever looks after the same. */
  async remembered(scope: string, headings: Buffer): Promise<Record<string, string> | undefined> {
    const [row] = await this.database.once<{ columns: Record<string, string> }>(
      {
        name: 'people.remembered',
        text: 'SELECT columns FROM remembered_columns WHERE scope = $1 AND headings_hash = $2',
      },
      [scope, headings],
    );
    return row?.columns;
  }

  async remember(tx: Tx, scope: string, headings: Buffer, columns: Record<string, string>): Promise<void> {
    await tx.query(
      `INSERT INTO remembered_columns (scope, headings_hash, columns, used_at) VALUES ($1, $2, $3, app_now())
       ON CONFLICT (scope, headings_hash) DO UPDATE SET columns = EXCLUDED.columns, used_at = EXCLUDED.used_at`,
      [scope, headings, JSON.stringify(columns)],
    );
  }

  async forgetColumns(scope: string, headings: Buffer): Promise<void> {
    await this.database.once(
      { name: 'people.forget_columns', text: 'DELETE FROM remembered_columns WHERE scope = $1 AND headings_hash = $2' },
      [scope, headings],
    );
  }
}

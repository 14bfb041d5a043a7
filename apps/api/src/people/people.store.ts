import { Injectable } from '@nestjs/common';
import type { PeopleImport } from '@fairslot/contract';
import { Database, type Tx } from '../platform/database/database';

export type ImportFigures = Pick<
  PeopleImport,
  'rows' | 'good' | 'bad' | 'added' | 'changed' | 'same' | 'columns' | 'faultGroups'
>;

export interface ImportRow {
  id: number;
  name: string;
  state: 'imported' | 'undoing' | 'undone';
  by: string;
  at: Date;
  figures: ImportFigures;
  mayUndo: boolean;
}

const MAY_UNDO = `(i.state = 'undoing' OR i.state = 'imported' AND i.imported_at > app_now() - interval '24 hours')`;
const IMPORT = `SELECT i.id, i.name, i.state, staff_name(i.imported_by) AS by, i.imported_at AS at, i.figures, ${MAY_UNDO} AS "mayUndo"
  FROM people_import i`;

@Injectable()
export class PeopleStore {
  constructor(private readonly database: Database) {}

  async begin(tx: Tx, name: string, userId: number): Promise<number> {
    const [row] = await tx.query<[{ id: number }]>(
      `INSERT INTO people_import (name, state, imported_by, imported_at, figures) VALUES ($1, 'imported', $2, app_now(), '{}') RETURNING id`,
      [name, userId],
    );
    return row.id;
  }

  async finish(tx: Tx, importId: number, figures: ImportFigures): Promise<void> {
    await tx.query('UPDATE people_import SET figures = $2 WHERE id = $1', [importId, JSON.stringify(figures)]);
  }

  async imports(): Promise<ImportRow[]> {
    return this.database.once<ImportRow & Record<string, unknown>>(
      { name: 'people.imports', text: `${IMPORT} WHERE i.figures <> '{}' ORDER BY i.id DESC LIMIT 200` },
      [],
    );
  }

  async import(id: number): Promise<ImportRow | undefined> {
    const rows = await this.database.once<ImportRow & Record<string, unknown>>(
      { name: 'people.import', text: `${IMPORT} WHERE i.id = $1` },
      [id],
    );
    return rows[0];
  }

  /** Takes back some people of an import: how many were removed and put back as they were. Null when it is too late. */
  async undoStep(tx: Tx, importId: number, most: number): Promise<{ removed: number; restored: number } | null> {
    await tx.query('SET LOCAL statement_timeout = 60000');
    await tx.query('SET LOCAL lock_timeout = 60000');
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

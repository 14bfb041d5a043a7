import { Injectable } from '@nestjs/common';
import type { DoseImport, PeopleImport } from '@fairslot/contract';
import { Database, type Tx } from '../platform/database/database';

/** Each kind of list has a table of its imports, and what an import of it came to. */
interface Imports {
  people_import: PeopleImport;
  dose_import: DoseImport;
}
type Kind = keyof Imports;

/** How many rows, what became of them, and how they were read; nothing about a person. */
export type Figures<K extends Kind> = Omit<Imports[K], 'id' | 'name' | 'state' | 'by' | 'at' | 'faults' | 'mayUndo'>;

export interface ImportRow<K extends Kind> {
  id: number;
  name: string;
  state: Exclude<Imports[K]['state'], 'checked'>;
  by: string;
  at: Date;
  figures: Figures<K>;
  mayUndo: boolean;
}

// Only people are so many that an undo may be under way.
const MAY_UNDO = `(i.state = 'undoing' OR i.state = 'imported' AND i.imported_at > app_now() - interval '24 hours')`;
const read = (kind: Kind): string =>
  `SELECT i.id, i.name, i.state, staff_name(i.imported_by) AS by, i.imported_at AS at, i.figures, ${MAY_UNDO} AS "mayUndo" FROM ${kind} i`;

/** The imports of each kind of list. */
@Injectable()
export class ImportsStore {
  constructor(private readonly database: Database) {}

  async begin(tx: Tx, kind: Kind, name: string, userId: number): Promise<number> {
    const [row] = await tx.query<[{ id: number }]>(
      `INSERT INTO ${kind} (name, state, imported_by, imported_at, figures) VALUES ($1, 'imported', $2, app_now(), '{}') RETURNING id`,
      [name, userId],
    );
    return row.id;
  }

  async finish<K extends Kind>(tx: Tx, kind: K, importId: number, figures: Figures<K>): Promise<void> {
    await tx.query(`UPDATE ${kind} SET figures = $2 WHERE id = $1`, [importId, JSON.stringify(figures)]);
  }

  /** The latest first; those that were begun and never finished are left out. */
  all<K extends Kind>(kind: K): Promise<ImportRow<K>[]> {
    return this.database.once<ImportRow<K> & Record<string, unknown>>(
      { name: `imports.all_${kind}`, text: `${read(kind)} WHERE i.figures <> '{}' ORDER BY i.id DESC LIMIT 200` },
      [],
    );
  }

  async find<K extends Kind>(kind: K, id: number): Promise<ImportRow<K> | undefined> {
    const rows = await this.database.once<ImportRow<K> & Record<string, unknown>>(
      { name: `imports.find_${kind}`, text: `${read(kind)} WHERE i.id = $1` },
      [id],
    );
    return rows[0];
  }
}

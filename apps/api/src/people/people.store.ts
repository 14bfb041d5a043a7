import { Injectable } from '@nestjs/common';
import type { PeopleImport } from '@fairslot/contract';
import { Database, type Tx } from '../platform/database/database';

/** A person of a list as it is stored. */
export interface SealedPerson {
  rowKey: string;
  firstName: string;
  lastName: string;
  dateOfBirth: string;
  nhsNumberCt: Buffer | null;
  nhsNumberBi: Buffer | null;
  postcodeCt: Buffer | null;
  personKey: Buffer;
  nameKey: Buffer;
  placeId: number;
  outcode: string | null;
  deprivationFifth: number | null;
  sex: 'f' | 'm' | null;
  ethnicity: string | null;
  language: string;
  practice: string | null;
  flags: number;
  deceasedOn: string | null;
  contactKey: string;
  contactCt: Buffer;
  contactBi: Buffer;
  mobileBi: Buffer | null;
  emailBi: Buffer | null;
  hasAddress: boolean;
}

export type ImportFigures = Pick<
  PeopleImport,
  'rows' | 'good' | 'bad' | 'added' | 'changed' | 'same' | 'columns' | 'faultGroups'
>;

export interface ImportRow {
  id: number;
  name: string;
  state: 'imported' | 'undone';
  by: string;
  at: Date;
  figures: ImportFigures;
  mayUndo: boolean;
}

const TYPES: Record<keyof SealedPerson, string> = {
  rowKey: 'uuid',
  firstName: 'text',
  lastName: 'text',
  dateOfBirth: 'date',
  nhsNumberCt: 'bytea',
  nhsNumberBi: 'bytea',
  postcodeCt: 'bytea',
  personKey: 'bytea',
  nameKey: 'bytea',
  placeId: 'smallint',
  outcode: 'text',
  deprivationFifth: 'smallint',
  sex: '"char"',
  ethnicity: '"char"',
  language: 'text',
  practice: 'text',
  flags: 'integer',
  deceasedOn: 'date',
  contactKey: 'uuid',
  contactCt: 'bytea',
  contactBi: 'bytea',
  mobileBi: 'bytea',
  emailBi: 'bytea',
  hasAddress: 'boolean',
};
const FIELDS = Object.keys(TYPES) as (keyof SealedPerson)[];
/** Columns of person_profile that a list says, and from which field. */
const SAID: [column: string, value: string][] = [
  ['name_key', 'g."nameKey"'],
  ['date_of_birth', 'g."dateOfBirth"'],
  ['place_id', 'g."placeId"'],
  ['outcode', 'g.outcode'],
  ['deprivation_fifth', 'g."deprivationFifth"'],
  ['sex', 'g.sex'],
  ['ethnicity', 'g.ethnicity'],
  ['language', 'g.language'],
  ['practice', 'g.practice'],
  ['flags', 'g.flags'],
  ['has_mobile', 'g."mobileBi" IS NOT NULL'],
  ['has_email', 'g."emailBi" IS NOT NULL'],
  ['has_address', 'g."hasAddress"'],
  ['deceased_on', 'g."deceasedOn"'],
];
const columns = SAID.map(([column]) => column).join(', ');
const values = SAID.map(([, value]) => value).join(', ');

// Who is known by number is found by number alone; who has none by the person key. What a list leaves out is not known any more.
const MERGE = `
  WITH g AS (SELECT * FROM unnest(${FIELDS.map((field, n) => `$${n + 2}::${TYPES[field]}[]`).join(', ')}) AS t (${FIELDS.map((f) => `"${f}"`).join(', ')})),
  known AS (
    SELECT g.*, p.person_id FROM g JOIN person_profile p ON p.nhs_number_bi = g."nhsNumberBi" WHERE g."nhsNumberBi" IS NOT NULL
    UNION ALL
    SELECT g.*, p.person_id FROM g JOIN person_profile p ON p.person_key = g."personKey" AND p.nhs_number_bi IS NULL WHERE g."nhsNumberBi" IS NULL
  ), made AS (
    INSERT INTO person (row_key, first_name, last_name, date_of_birth, nhs_number_ct, nhs_number_bi, postcode_ct, person_key, created_at)
    SELECT "rowKey", "firstName", "lastName", "dateOfBirth", "nhsNumberCt", "nhsNumberBi", "postcodeCt", "personKey", app_now() FROM g
    WHERE NOT EXISTS (SELECT 1 FROM known WHERE known."rowKey" = g."rowKey") RETURNING id, row_key
  ), profiled AS (
    INSERT INTO person_profile (person_id, nhs_number_bi, person_key, ${columns}, import_id, changed_at)
    SELECT made.id, g."nhsNumberBi", g."personKey", ${values}, $1, app_now() FROM made JOIN g ON g."rowKey" = made.row_key
  ), reached AS (
    INSERT INTO person_contact (person_id, row_key, contact_ct, contact_bi, mobile_bi, email_bi)
    SELECT made.id, g."contactKey", g."contactCt", g."contactBi", g."mobileBi", g."emailBi" FROM made JOIN g ON g."rowKey" = made.row_key
  ), profile_changed AS (
    UPDATE person_profile p SET (${columns}, changed_at) = (SELECT ${values}, app_now() FROM known g WHERE g.person_id = p.person_id)
    FROM known g WHERE g.person_id = p.person_id AND ROW(${SAID.map(([column]) => `p.${column}`).join(', ')}) IS DISTINCT FROM ROW(${values})
    RETURNING p.person_id
  ), contact_changed AS (
    UPDATE person_contact c SET row_key = g."contactKey", contact_ct = g."contactCt", contact_bi = g."contactBi", mobile_bi = g."mobileBi", email_bi = g."emailBi"
    FROM known g WHERE g.person_id = c.person_id AND c.contact_bi <> g."contactBi" RETURNING c.person_id
  ), name_changed AS (
    UPDATE person p SET first_name = g."firstName", last_name = g."lastName", date_of_birth = g."dateOfBirth"
    FROM known g WHERE g.person_id = p.id AND (p.first_name, p.last_name, p.date_of_birth) IS DISTINCT FROM (g."firstName", g."lastName", g."dateOfBirth")
    RETURNING p.id
  )
  SELECT (SELECT count(*)::integer FROM made) AS added, (SELECT count(*)::integer FROM (SELECT person_id FROM profile_changed
    UNION SELECT person_id FROM contact_changed UNION SELECT id FROM name_changed) c) AS changed`;

const MAY_UNDO = `i.state = 'imported' AND i.imported_at > app_now() - interval '24 hours'`;
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

  /** One import at a time: two that bring the same person would both make them. */
  async merge(tx: Tx, importId: number, people: readonly SealedPerson[]): Promise<{ added: number; changed: number }> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('people import', 0))`);
    const [row] = await tx.query<[{ added: number; changed: number }]>(MERGE, [
      importId,
      ...FIELDS.map((field) => people.map((person) => person[field])),
    ]);
    return row;
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

  /** Null when it is too late. */
  async undo(tx: Tx, importId: number): Promise<{ removed: number; kept: number } | null> {
    const [row] = await tx.query<[{ removed: number | null; kept: number }]>(
      'SELECT removed, kept FROM undo_people_import($1)',
      [importId],
    );
    return row.removed === null ? null : { removed: row.removed, kept: row.kept };
  }
}

import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/database';

/** A record as the database holds it. */
export interface HeldRecord {
  id: string;
  rowKey: string;
  firstName: string;
  lastName: string;
  dateOfBirth: string;
  nhsNumber: Buffer | null;
  postcode: Buffer | null;
  contactKey: string | null;
  contact: Buffer | null;
  sex: 'f' | 'm' | null;
  ethnicity: string | null;
  language: string;
  practice: string | null;
  place: string;
  broughtBy: string;
  changedAt: Date;
}

export interface DecidedRow {
  id: string;
  areSame: boolean;
  names: string;
  by: string;
  at: Date;
  mayUndo: boolean;
}

const MOST_SHOWN = 50;
/** A large table is read whole. */
const TIMEOUT_MS = 30_000;

// Of whom the import brought, and whoever has the same name, date of birth and postcode; of two that it brought, once.
const PAIRS = `
  FROM person_profile a JOIN person_profile b ON b.name_key = a.name_key AND b.person_id <> a.person_id
  WHERE a.import_id = $1 AND (b.import_id <> $1 OR b.person_id < a.person_id) AND a.superseded_by IS NULL AND b.superseded_by IS NULL
    AND a.place_id = ANY ($2::smallint[]) AND b.place_id = ANY ($2::smallint[])
    AND NOT EXISTS (SELECT 1 FROM duplicate_decision d WHERE d.person_id = LEAST(a.person_id, b.person_id)
      AND d.other_id = GREATEST(a.person_id, b.person_id) AND d.undone_at IS NULL)`;

const RECORDS = `
  SELECT n.id::text AS id, n.row_key AS "rowKey", n.first_name AS "firstName", n.last_name AS "lastName", n.date_of_birth::text AS "dateOfBirth",
    n.nhs_number_ct AS "nhsNumber", n.postcode_ct AS postcode, c.row_key AS "contactKey", c.contact_ct AS contact, p.sex, p.ethnicity, p.language, p.practice,
    pl.name AS place, i.name AS "broughtBy", p.changed_at AS "changedAt"
  FROM person_profile p JOIN person n ON n.id = p.person_id JOIN place pl ON pl.id = p.place_id JOIN people_import i ON i.id = p.import_id
    LEFT JOIN person_contact c ON c.person_id = p.person_id WHERE p.person_id = ANY ($1::bigint[])`;

// For 24 hours after it was decided.
const DECIDED = `
  SELECT d.id::text AS id, d.kept_id IS NOT NULL AS "areSame", a.first_name || ' ' || a.last_name || ', ' || b.first_name || ' ' || b.last_name AS names,
    staff_name(d.decided_by) AS by, d.decided_at AS at, d.undone_at IS NULL AS "mayUndo"
  FROM duplicate_decision d JOIN person a ON a.id = d.person_id JOIN person b ON b.id = d.other_id
    JOIN person_profile p ON p.person_id = d.person_id JOIN person_profile q ON q.person_id = d.other_id
  WHERE $1 IN (p.import_id, q.import_id) AND p.place_id = ANY ($2::smallint[]) AND q.place_id = ANY ($2::smallint[])
    AND d.undone_at IS NULL AND d.decided_at > app_now() - interval '24 hours' ORDER BY d.id DESC LIMIT 200`;

/** Pairs of records that may be one person. Always in transactions, and within the Places that the caller looks after. */
@Injectable()
export class DuplicatesStore {
  async pairs(
    tx: Tx,
    importId: number,
    placeIds: readonly number[],
  ): Promise<{ total: number; pairs: { one: string; other: string }[] }> {
    await tx.query(`SET LOCAL statement_timeout = ${TIMEOUT_MS}`);
    const rows = await tx.query<{ one: string; other: string; total: number }[]>(
      `SELECT a.person_id::text AS one, b.person_id::text AS other, count(*) OVER ()::integer AS total ${PAIRS} ORDER BY a.person_id, b.person_id LIMIT ${MOST_SHOWN}`,
      [importId, placeIds],
    );
    return { total: rows[0]?.total ?? 0, pairs: rows };
  }

  records(tx: Tx, ids: readonly string[]): Promise<HeldRecord[]> {
    return tx.query(RECORDS, [ids]);
  }

  decided(tx: Tx, importId: number, placeIds: readonly number[]): Promise<DecidedRow[]> {
    return tx.query(DECIDED, [importId, placeIds]);
  }

  /** Are both in these Places? */
  async areWithin(tx: Tx, ids: readonly number[], placeIds: readonly number[]): Promise<boolean> {
    const [row] = await tx.query<[{ people: number }]>(
      'SELECT count(*)::integer AS people FROM person_profile WHERE person_id = ANY ($1::bigint[]) AND place_id = ANY ($2::smallint[])',
      [ids, placeIds],
    );
    return row.people === ids.length;
  }

  /** The decision; null where the two are no such pair any more. */
  async decide(tx: Tx, one: number, other: number, areSame: boolean, userId: number): Promise<number | null> {
    const [row] = await tx.query<[{ id: string | null }]>('SELECT decide_duplicate($1, $2, $3, $4) AS id', [
      one,
      other,
      areSame,
      userId,
    ]);
    return row.id === null ? null : Number(row.id);
  }

  async peopleOf(tx: Tx, decisionId: number): Promise<number[]> {
    const [row] = await tx.query<{ one: string; other: string }[]>(
      'SELECT person_id AS one, other_id AS other FROM duplicate_decision WHERE id = $1',
      [decisionId],
    );
    return row ? [Number(row.one), Number(row.other)] : [];
  }

  async undo(tx: Tx, decisionId: number): Promise<boolean> {
    const [row] = await tx.query<[{ done: boolean }]>('SELECT undo_duplicate($1) AS done', [decisionId]);
    return row.done;
  }
}

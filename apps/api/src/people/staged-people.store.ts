import { Injectable } from '@nestjs/common';
import { copyIn } from '../platform/database/copy-in';
import { CopyTuples } from '../platform/database/copy-tuples';
import type { Tx } from '../platform/database/database';
import type { ToldApart } from './read-list-piece';

/** A person of a list as it is stored. */
export interface SealedPerson {
  rowKey: string;
  firstName: string;
  lastName: string;
  dateOfBirth: string;
  nhsNumberCt: Buffer | null;
  nhsNumberBi: Buffer | null;
  /** Of the number that this one replaces. */
  previousBi: Buffer | null;
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
  /** Keyed hash of all that was said; null where the row is looked at each time. */
  said: Buffer | null;
}

const COLUMNS = 27;
const COPY = `COPY people_staging (line, row_key, first_name, last_name, date_of_birth, nhs_number_ct, nhs_number_bi, previous_bi, postcode_ct, person_key, name_key,
  place_id, outcode, deprivation_fifth, sex, ethnicity, language, practice, flags, deceased_on, contact_key, contact_ct, contact_bi, mobile_bi, email_bi, has_address, said)
  FROM STDIN (FORMAT binary)`;

/** A row of people_staging in the binary form of COPY. */
export function writeStaged(to: CopyTuples, line: number, one: SealedPerson): void {
  to.row(COLUMNS);
  to.integer(line);
  to.uuid(one.rowKey);
  to.text(one.firstName);
  to.text(one.lastName);
  to.date(one.dateOfBirth);
  for (const value of [one.nhsNumberCt, one.nhsNumberBi, one.previousBi, one.postcodeCt, one.personKey, one.nameKey])
    to.binary(value);
  to.small(one.placeId);
  to.text(one.outcode);
  to.small(one.deprivationFifth);
  to.text(one.sex);
  to.text(one.ethnicity);
  to.text(one.language);
  to.text(one.practice);
  to.integer(one.flags);
  to.date(one.deceasedOn);
  to.uuid(one.contactKey);
  for (const value of [one.contactCt, one.contactBi, one.mobileBi, one.emailBi]) to.binary(value);
  to.boolean(one.hasAddress);
  to.binary(one.said);
}

/** Columns of person_profile that a list says, each as read from a staged row. */
const SAID: Record<string, (row: string) => string> = {
  nhs_number_bi: (row) => `${row}.nhs_number_bi`,
  person_key: (row) => `${row}.person_key`,
  name_key: (row) => `${row}.name_key`,
  date_of_birth: (row) => `${row}.date_of_birth`,
  place_id: (row) => `${row}.place_id`,
  outcode: (row) => `${row}.outcode`,
  deprivation_fifth: (row) => `${row}.deprivation_fifth`,
  sex: (row) => `${row}.sex`,
  ethnicity: (row) => `${row}.ethnicity`,
  language: (row) => `${row}.language`,
  practice: (row) => `${row}.practice`,
  flags: (row) => `${row}.flags`,
  has_mobile: (row) => `(${row}.mobile_bi IS NOT NULL)`,
  has_email: (row) => `(${row}.email_bi IS NOT NULL)`,
  has_address: (row) => `${row}.has_address`,
  deceased_on: (row) => `${row}.deceased_on`,
};
const columns = Object.keys(SAID).join(', ');
const said = (row: string): string =>
  Object.values(SAID)
    .map((value) => value(row))
    .join(', ');
const held = (row: string): string =>
  Object.keys(SAID)
    .map((column) => `${row}.${column}`)
    .join(', ');
/** A row that carries a number which was replaced (how = 2) says nothing new about the number. */
const NUMBER_STAYS = new Set(['nhs_number_bi', 'person_key']);
const changed = (row: string, now: string, how: string): string =>
  Object.entries(SAID)
    .map(([column, value]) =>
      NUMBER_STAYS.has(column) ? `CASE WHEN ${how} = 2 THEN ${now}.${column} ELSE ${value(row)} END` : value(row),
    )
    .join(', ');

// Who is known by number is found by number alone: by their own, by one that was replaced, or by the one this row replaces; who has none
// by the person key. Looked up one by one through the indexes, because a batch is small beside millions. What a list leaves out is not known any more.
const MATCH = `
  found AS MATERIALIZED (
    SELECT t.*, CASE WHEN own.person_id IS NOT NULL THEN 1 WHEN old.person_id IS NOT NULL THEN 2 WHEN before.person_id IS NOT NULL THEN 3
      WHEN named.person_id IS NOT NULL THEN 4 END AS how, COALESCE(own.person_id, old.person_id, before.person_id, named.person_id) AS known_id
    FROM people_staging t
      LEFT JOIN LATERAL (SELECT person_id FROM person_profile WHERE nhs_number_bi = t.nhs_number_bi LIMIT 1) own ON true
      LEFT JOIN LATERAL (SELECT person_id FROM superseded_number WHERE nhs_number_bi = t.nhs_number_bi LIMIT 1) old ON true
      LEFT JOIN LATERAL (SELECT person_id FROM person_profile WHERE nhs_number_bi = t.previous_bi LIMIT 1) before ON true
      LEFT JOIN LATERAL (SELECT person_id FROM person_profile WHERE t.nhs_number_bi IS NULL AND person_key = t.person_key AND nhs_number_bi IS NULL LIMIT 1) named ON true
  ), s AS MATERIALIZED (
    SELECT t.*, COALESCE(t.known_id, nextval('person_id_seq')) AS person_id, CASE WHEN t.how IN (1, 4) THEN t.said END AS says, k.said AS said_before,
      CASE WHEN t.known_id IS NULL THEN false ELSE
        ROW(k.first_name, k.last_name, k.contact_bi) IS DISTINCT FROM ROW(t.first_name, t.last_name, t.contact_bi)
        OR ROW(${held('k')}) IS DISTINCT FROM ROW(${changed('t', 'k', 't.how')}) END AS differs
    FROM found t LEFT JOIN LATERAL (
      SELECT n.first_name, n.last_name, c.contact_bi, p.* FROM person_profile p JOIN person n ON n.id = p.person_id LEFT JOIN person_contact c ON c.person_id = p.person_id
      WHERE p.person_id = t.known_id LIMIT 1
    ) k ON true
  )`;
const CHANGED = `ARRAY(SELECT person_id FROM s WHERE differs)`;
const MERGE = `
  WITH ${MATCH}, made AS (
    INSERT INTO person (id, row_key, first_name, last_name, date_of_birth, nhs_number_ct, nhs_number_bi, postcode_ct, person_key, created_at)
    OVERRIDING SYSTEM VALUE
    SELECT person_id, row_key, first_name, last_name, date_of_birth, nhs_number_ct, nhs_number_bi, postcode_ct, person_key, (SELECT app_now()) FROM s WHERE known_id IS NULL
    RETURNING id
  ), profiled AS (
    INSERT INTO person_profile (person_id, ${columns}, said, import_id, changed_at)
    SELECT s.person_id, ${said('s')}, s.said, $1, (SELECT app_now()) FROM s WHERE known_id IS NULL
  ), reached AS (
    INSERT INTO person_contact (person_id, row_key, contact_ct, contact_bi, mobile_bi, email_bi)
    SELECT person_id, contact_key, contact_ct, contact_bi, mobile_bi, email_bi FROM s WHERE known_id IS NULL
  ), kept AS (
    INSERT INTO people_import_before (import_id, person_id, person, profile, contact)
    SELECT $1, n.id, to_jsonb(n), to_jsonb(p), to_jsonb(c) FROM person n JOIN person_profile p ON p.person_id = n.id LEFT JOIN person_contact c ON c.person_id = n.id
    WHERE n.id = ANY (${CHANGED}) AND p.import_id <> $1 ON CONFLICT DO NOTHING
  ), profile_changed AS (
    UPDATE person_profile p SET (${columns}, said, changed_at) = ROW(${changed('s', 'p', 's.how')}, s.says, app_now())
    FROM s WHERE p.person_id = ANY (${CHANGED}) AND s.person_id = p.person_id AND s.differs RETURNING p.person_id
  ), said_again AS (
    UPDATE person_profile p SET said = s.says FROM s
    WHERE p.person_id = s.known_id AND NOT s.differs AND s.says IS NOT NULL AND s.said_before IS DISTINCT FROM s.says
  ), contact_changed AS (
    UPDATE person_contact c SET row_key = s.contact_key, contact_ct = s.contact_ct, contact_bi = s.contact_bi, mobile_bi = s.mobile_bi, email_bi = s.email_bi
    FROM s WHERE c.person_id = ANY (${CHANGED}) AND s.person_id = c.person_id AND s.differs AND c.contact_bi <> s.contact_bi
  ), name_changed AS (
    UPDATE person n SET first_name = s.first_name, last_name = s.last_name, date_of_birth = s.date_of_birth, row_key = CASE WHEN s.how = 2 THEN n.row_key ELSE s.row_key END,
      nhs_number_ct = CASE WHEN s.how = 2 THEN n.nhs_number_ct ELSE s.nhs_number_ct END, nhs_number_bi = CASE WHEN s.how = 2 THEN n.nhs_number_bi ELSE s.nhs_number_bi END,
      postcode_ct = CASE WHEN s.how = 2 THEN n.postcode_ct ELSE s.postcode_ct END, person_key = CASE WHEN s.how = 2 THEN n.person_key ELSE s.person_key END
    FROM s WHERE n.id = ANY (${CHANGED}) AND s.person_id = n.id AND s.differs
  ), replaced AS (
    INSERT INTO superseded_number (nhs_number_bi, person_id, noted_at) SELECT DISTINCT ON (previous_bi) previous_bi, person_id, app_now() FROM s WHERE previous_bi IS NOT NULL
    ON CONFLICT (nhs_number_bi) DO UPDATE SET person_id = EXCLUDED.person_id WHERE superseded_number.person_id <> EXCLUDED.person_id
  )
  SELECT (SELECT count(*)::integer FROM made) AS added, (SELECT count(*)::integer FROM profile_changed) AS changed`;

// Looked up one by one through the indexes, as above. $1 and $2 are 16 bytes a row, $3 the positions that have a number.
const KNOWN = (key: string, has: 'IS NOT NULL' | 'IS NULL'): string => `
  SELECT array_to_string(array_agg(k.at), ',') AS known FROM unnest($3::integer[]) AS k (at)
    CROSS JOIN LATERAL (SELECT said FROM person_profile WHERE ${key} = substring($1::bytea FROM 1 + 16 * k.at FOR 16) AND nhs_number_bi ${has} LIMIT 1) p
  WHERE p.said = substring($2::bytea FROM 1 + 16 * k.at FOR 16)`;

// By itself, because the person of the new number may have been made by the statement before.
const SUPERSEDE = `
  UPDATE person_profile p SET superseded_by = n.person_id, changed_at = app_now() FROM people_staging s JOIN superseded_number n ON n.nhs_number_bi = s.previous_bi
  WHERE s.previous_bi IS NOT NULL AND p.nhs_number_bi = s.previous_bi AND p.person_id <> n.person_id AND p.superseded_by IS DISTINCT FROM n.person_id`;

/** Longest that a batch may take on a busy machine. */
const TIMEOUT_MS = 60_000;

/** Rows of a list, copied into a table of their own and taken from there as a set. */
@Injectable()
export class StagedPeopleStore {
  /** One import at a time: two that bring the same person would both make them. `tuples` are rows of `writeStaged`. */
  async merge(tx: Tx, importId: number, tuples: readonly Buffer[]): Promise<{ added: number; changed: number }> {
    await tx.query(`SET LOCAL statement_timeout = ${TIMEOUT_MS}`);
    await tx.query(`SET LOCAL lock_timeout = ${TIMEOUT_MS}`);
    // The next batch does not wait for the disk: the end of the import does, and a list that was cut short is brought again.
    await tx.query('SET LOCAL synchronous_commit = off');
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('people import', 0))`);
    await copyIn(tx, COPY, tuples);
    const [row] = await tx.query<[{ added: number; changed: number }]>(MERGE, [importId]);
    await tx.query(SUPERSEDE);
    await tx.query('TRUNCATE people_staging');
    return row;
  }

  /** Of these rows of a piece, by position, those that say nothing new. */
  async known(tx: Tx, { keys, said, byNumber }: ToldApart, rows: readonly number[]): Promise<ReadonlySet<number>> {
    await tx.query(`SET LOCAL statement_timeout = ${TIMEOUT_MS}`);
    const ask = async (text: string, asked: readonly number[]): Promise<number[]> => {
      if (asked.length === 0) return [];
      const [row] = await tx.query<[{ known: string | null }]>(text, [keys, said, `{${asked.join(',')}}`]);
      return row.known === null ? [] : row.known.split(',').map(Number);
    };
    const numbered = rows.filter((at) => byNumber[at] === 1);
    const named = rows.filter((at) => byNumber[at] === 0);
    return new Set([
      ...(await ask(KNOWN('nhs_number_bi', 'IS NOT NULL'), numbered)),
      ...(await ask(KNOWN('person_key', 'IS NULL'), named)),
    ]);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { changeFunction } from './change-function';

const GO = 'DELETE FROM superseded_number WHERE person_id = ANY (p_people);';
const ERASED = `-- By the number they have, and by those it replaced.
  DELETE FROM number_list_entry WHERE nhs_number_bi IN (SELECT nhs_number_bi FROM person_profile WHERE person_id = ANY (p_people)
    UNION ALL SELECT nhs_number_bi FROM superseded_number WHERE person_id = ANY (p_people));
  ${GO}`;

/** Lists of NHS numbers that somebody pasted, for rules of cohorts: keyed hashes, as people are found by, and nothing else. */
export class NumberLists1766700000021 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
CREATE TABLE number_list (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 120),
  -- On it when it was kept; fewer once somebody was erased.
  people integer NOT NULL CHECK (people > 0),
  created_by integer NOT NULL REFERENCES staff_user,
  created_at timestamptz NOT NULL
);
CREATE TABLE number_list_entry (
  list_id integer NOT NULL REFERENCES number_list,
  nhs_number_bi bytea NOT NULL,
  PRIMARY KEY (list_id, nhs_number_bi)
);
CREATE INDEX number_list_entry_number ON number_list_entry (nhs_number_bi);
GRANT SELECT, INSERT ON number_list, number_list_entry TO fairslot_public;
${changeFunction('erase_people(bigint[])', GO, ERASED)}
`);
    for (const table of ['number_list', 'number_list_entry']) {
      await q.query(`
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON ${table} TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY public_all ON ${table} TO fairslot_public USING (true) WITH CHECK (true);`);
    }
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
${changeFunction('erase_people(bigint[])', ERASED, GO)}
DROP TABLE number_list_entry, number_list;
`);
  }
}

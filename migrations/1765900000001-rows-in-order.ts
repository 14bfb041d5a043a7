import type { MigrationInterface, QueryRunner } from 'typeorm';
import { changeFunction } from './change-function';

/** Plans are made once for a session, when tables may still be small: then they would read them whole, and go on to when they are large. */
const LOOKED_UP = 'SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off';
const EITHER_WAY = `${LOOKED_UP} SET enable_nestloop = on`;

/**
 * Refuses rows of which `column` names no row of `table`. Keys that lie close together, as those that were made just before do, are read
 * from its index in one go; looked up one by one are those that lie apart.
 */
const proves = (column: string, table: string): string => `
  SELECT min(${column}), max(${column}), count(*) INTO low, high, many FROM written WHERE ${column} IS NOT NULL;
  IF high - low < 4 * many THEN
    PERFORM set_config('enable_hashjoin', 'on', true), set_config('enable_nestloop', 'off', true);
    lost := EXISTS (SELECT FROM written w WHERE w.${column} IS NOT NULL AND NOT EXISTS (SELECT FROM ${table} t WHERE t.id = w.${column} AND t.id BETWEEN low AND high));
    PERFORM set_config('enable_hashjoin', 'off', true), set_config('enable_nestloop', 'on', true);
  ELSE
    lost := EXISTS (SELECT FROM written w WHERE w.${column} IS NOT NULL AND NOT EXISTS (SELECT FROM ${table} t WHERE t.id = w.${column}));
  END IF;`;
const oneByOne = (column: string, table: string): string => `
  lost := EXISTS (SELECT FROM written w WHERE w.${column} IS NOT NULL AND NOT EXISTS (SELECT FROM ${table} t WHERE t.id = w.${column}));`;

const checks = (inOrder: boolean): string => {
  const settings = inOrder ? EITHER_WAY : LOOKED_UP;
  const lost = inOrder ? proves : oneByOne;
  return `
CREATE OR REPLACE FUNCTION profile_points_somewhere() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public ${settings} AS $$
DECLARE low bigint; high bigint; many bigint; lost boolean;
BEGIN${lost('person_id', 'person')}
  IF lost${
    inOrder
      ? `
    OR EXISTS (SELECT FROM written w WHERE w.superseded_by IS NOT NULL AND NOT EXISTS (SELECT FROM person p WHERE p.id = w.superseded_by))`
      : ''
  }
    OR EXISTS (SELECT FROM (SELECT DISTINCT place_id FROM written) w WHERE NOT EXISTS (SELECT FROM place p WHERE p.id = w.place_id))
    OR EXISTS (SELECT FROM (SELECT DISTINCT import_id FROM written) w WHERE NOT EXISTS (SELECT FROM people_import i WHERE i.id = w.import_id)) THEN
    RAISE foreign_key_violation USING MESSAGE = 'person_profile points to a person, a Place or an import that is not there';
  END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION contact_points_somewhere() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public ${settings} AS $$
DECLARE low bigint; high bigint; many bigint; lost boolean;
BEGIN${lost('person_id', 'person')}
  IF lost THEN RAISE foreign_key_violation USING MESSAGE = 'person_contact points to a person who is not there'; END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION message_points_somewhere() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public ${settings} AS $$
DECLARE low bigint; high bigint; many bigint; lost boolean;
BEGIN
  -- Those about bookings have their foreign key.${lost('invitation_id', 'invitation')}
  IF lost THEN RAISE foreign_key_violation USING MESSAGE = 'message points to an invitation that is not there'; END IF;
  RETURN NULL;
END $$;`;
};

/** People whom rows still point to are not deleted: said of one more column in the place of its foreign key. */
const STILL_POINTED_TO = 'listed_is_still_pointed_to()';
const BY_CONTACTS = 'SELECT FROM gone g JOIN person_contact c ON c.person_id = g.id)';
const BY_CONTACTS_AND_SUPERSEDED = `${BY_CONTACTS} OR EXISTS (SELECT FROM gone g JOIN person_profile p ON p.superseded_by = g.id)`;

/** What rows written by the thousand point to is read in the order of its keys, and an index that nobody asks goes. */
export class RowsInOrder1765900000001 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
-- Chance enough is in a key of 122 random bits, and nobody looks a person up by it.
ALTER TABLE person DROP CONSTRAINT person_row_key_key;
-- Looked at for each row, though it is empty for nearly all.
ALTER TABLE person_profile DROP CONSTRAINT person_profile_superseded_by_fkey;
${checks(true)}
${changeFunction(STILL_POINTED_TO, BY_CONTACTS, BY_CONTACTS_AND_SUPERSEDED)}
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
${changeFunction(STILL_POINTED_TO, BY_CONTACTS_AND_SUPERSEDED, BY_CONTACTS)}
${checks(false)}
ALTER TABLE person_profile ADD FOREIGN KEY (superseded_by) REFERENCES person;
ALTER TABLE person ADD UNIQUE (row_key);
`);
  }
}

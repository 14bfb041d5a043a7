import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Nothing finds people by name through an index: a desk compares names among the bookings of its sites, with patterns that are not known
 * when the statement is planned, and no index by prefix helps with those. Both were written for every person of a list and every booking.
 */
export class NamesWithoutIndexes1765100000002 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query('DROP INDEX person_first_name, person_last_name');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
CREATE INDEX person_last_name ON person (lower(last_name) text_pattern_ops);
CREATE INDEX person_first_name ON person (lower(first_name) text_pattern_ops);
`);
  }
}

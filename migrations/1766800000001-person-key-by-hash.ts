import type { MigrationInterface, QueryRunner } from 'typeorm';

const AS_IT_WAS = `WHERE person_key IS NOT NULL AND status IN ('booked', 'checked_in', 'completed')`;

/** Keys of people are as long as a hash and lie where chance puts them: one bucket is read for one, where a tree of millions took three times as long. */
export class PersonKeyByHash1766800000001 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
DROP INDEX booking_person_key;
CREATE INDEX booking_person_key ON booking USING hash (person_key) ${AS_IT_WAS};`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
DROP INDEX booking_person_key;
CREATE INDEX booking_person_key ON booking (person_key, service_id) ${AS_IT_WAS};`);
  }
}

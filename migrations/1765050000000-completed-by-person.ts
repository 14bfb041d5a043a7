import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What somebody has had is found by the person, as what they have ahead is: every message about an appointment asks both. */
export class CompletedByPerson1765050000000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
DROP INDEX booking_person_key;
CREATE INDEX booking_person_key ON booking (person_key, service_id)
  WHERE person_key IS NOT NULL AND status IN ('booked', 'checked_in', 'completed');`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
DROP INDEX booking_person_key;
CREATE INDEX booking_person_key ON booking (person_key, service_id) WHERE person_key IS NOT NULL AND status IN ('booked', 'checked_in');`);
  }
}

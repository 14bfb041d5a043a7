import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whom a service was given to is read from an index that holds nothing else: a count of a cohort asks it a dozen times, once for each key and part. */
export class DosesOfAService1766100000002 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
CREATE INDEX booking_given ON booking (service_id, starts_at) INCLUDE (person_id, person_key) WHERE status = 'completed' AND outcome = 'given';
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP INDEX booking_given');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Closures for some services only: the clinics go on for the others. */
export class ClosuresForServices1766400000002 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
-- Ascending; empty: for every service. A slot that it lies on offers what is left of its clinic's services.
ALTER TABLE closure ADD service_ids integer[] CHECK (cardinality(service_ids) > 0);`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE closure DROP service_ids');
  }
}

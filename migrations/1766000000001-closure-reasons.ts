import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Why a site closed, as one of a few codes: said to those whose appointment it ended, which what staff write is not. */
export class ClosureReasons1766000000001 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
-- Empty where staff have another reason.
ALTER TABLE closure ADD reason_code text CHECK (reason_code IN ('weather', 'staff', 'stock', 'premises'));`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE closure DROP reason_code');
  }
}

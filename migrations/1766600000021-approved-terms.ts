import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What of a campaign was approved last: whoever approves a change sees what differs from it. */
export class ApprovedTerms1766600000021 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
-- As staff read it: {at, by, name, service, cohort, startsOn, endsOn, mode, perDay, expectedPercent, withinKm, secondAfterDays, words}. Kept when a change takes the approval away.
ALTER TABLE campaign ADD approved_terms jsonb CHECK (jsonb_typeof(approved_terms) = 'object');`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE campaign DROP approved_terms');
  }
}

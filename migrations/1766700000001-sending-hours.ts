import type { MigrationInterface, QueryRunner } from 'typeorm';

const WIDEST = '{"from": "08:00", "until": "20:00", "days": [1, 2, 3, 4, 5, 6, 7], "onHolidays": true}';

/** When the invitations of a campaign leave. Those that are there keep the hours they were written and approved with: eight to twenty, every day. */
export class SendingHours1766700000001 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
-- {from, until, days, onHolidays}: local times 'HH:mm', the last not included; days 1 = Monday to 7 = Sunday. Nobody is written to before eight or from twenty on.
ALTER TABLE campaign ADD hours jsonb NOT NULL DEFAULT '${WIDEST}' CHECK (
  hours ->> 'from' >= '08:00' AND hours ->> 'from' < hours ->> 'until' AND hours ->> 'until' <= '20:00'
  AND jsonb_array_length(hours -> 'days') > 0 AND jsonb_typeof(hours -> 'onHolidays') = 'boolean');
UPDATE campaign SET approved_terms = approved_terms || '{"hours": ${WIDEST}}' WHERE approved_terms IS NOT NULL;`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
UPDATE campaign SET approved_terms = approved_terms - 'hours' WHERE approved_terms IS NOT NULL;
ALTER TABLE campaign DROP hours;`);
  }
}

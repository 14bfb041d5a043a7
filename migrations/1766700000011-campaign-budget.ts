import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a campaign may cost: a figure to measure it against, which stops nothing. */
export class CampaignBudget1766700000011 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
-- In the currency of the deployment.
ALTER TABLE campaign ADD budget numeric(11, 2) CHECK (budget > 0);`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE campaign DROP budget');
  }
}

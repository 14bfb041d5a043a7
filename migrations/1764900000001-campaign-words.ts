import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Messages of a campaign in its own words; none means the standard ones. */
export class CampaignWords1764900000001 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE campaign ADD words jsonb NOT NULL DEFAULT '[]'`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE campaign DROP words');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

const before = `'viewer', 'front_desk', 'clinic_lead', 'phone_agent', 'site_administrator', 'coordinator', 'region_administrator'`;
const added = `'campaign_author', 'campaign_approver', 'campaign_releaser', 'analyst'`;

/** Roles for each hand that a campaign goes through, and for who sees figures only. */
export class CoordinatorRoles1764900000000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
ALTER TABLE role_grant
  DROP CONSTRAINT role_grant_role_check,
  ADD CONSTRAINT role_grant_role_check CHECK (role IN (${before}, ${added}));
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
DELETE FROM role_grant WHERE role IN (${added});
ALTER TABLE role_grant
  DROP CONSTRAINT role_grant_role_check,
  ADD CONSTRAINT role_grant_role_check CHECK (role IN (${before}));
`);
  }
}

import { addDays, type LocalDate } from '@fairslot/domain';
import type { CohortRules } from '@fairslot/contract';
import type { Client } from 'pg';

const COHORT = 'Aged 65 and over, Liverpool and Knowsley';
const RULES: CohortRules = {
  include: [
    { kind: 'age', from: 65 },
    { kind: 'place', places: ['liverpool', 'knowsley'] },
  ],
  leaveOut: [{ kind: 'booked', service: 'flu-65' }],
  doNotContact: [{ kind: 'flag', flags: ['care_home'] }],
};
const CAMPAIGN = 'Flu, Liverpool and Knowsley, most deprived first';

/** A cohort and a campaign as a draft, by the first coordinator: to be approved by the second and released by another. */
export async function seedCampaign(
  client: Client,
  { serviceId, authorId, today }: { serviceId: number; authorId: number; today: LocalDate },
): Promise<void> {
  const known = await client.query('SELECT 1 FROM cohort WHERE name = $1', [COHORT]);
  if (known.rowCount) return;
  const cohort = await client.query<{ id: number }>(
    'INSERT INTO cohort (name, created_at) VALUES ($1, app_now()) RETURNING id',
    [COHORT],
  );
  const cohortId = cohort.rows[0]?.id;
  await client.query(
    'INSERT INTO cohort_version (cohort_id, version, rules, created_by, created_at) VALUES ($1, 1, $2, $3, app_now())',
    [cohortId, JSON.stringify(RULES), authorId],
  );
  await client.query(
    `WITH a AS (INSERT INTO audience (kind, name, created_at) VALUES ('campaign', $1, app_now()) RETURNING id)
     INSERT INTO campaign (audience_id, place_ids, author_id, state, created_at, name, service_id, cohort_id, cohort_version, starts_on, ends_on,
       mode, per_day, expected_percent, within_km, second_after_days)
     SELECT a.id, (SELECT array_agg(id ORDER BY id) FROM place), $2, 'draft', app_now(), $1, $3, $4, 1, $5, $6, 'need', 500, 60, 8, 3 FROM a`,
    [CAMPAIGN, authorId, serviceId, cohortId, today, addDays(today, 35)],
  );
}

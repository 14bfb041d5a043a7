import { addDays, type LocalDate, USUAL_HOURS } from '@fairslot/domain';
import type { CohortRules } from '@fairslot/contract';
import type { Client } from 'pg';

interface Demo {
  cohort: string;
  rules: CohortRules;
  campaign: string;
  mode: 'need' | 'drip';
  perDay: number;
  state: 'draft' | 'running';
}

/** To be approved by the second coordinator and released by another. */
const DRAFT: Demo = {
  cohort: 'Aged 65 and over, Liverpool and Knowsley',
  rules: {
    include: [
      { kind: 'age', from: 65 },
      { kind: 'place', places: ['liverpool', 'knowsley'] },
    ],
    leaveOut: [{ kind: 'booked', service: 'flu' }],
    doNotContact: [{ kind: 'flag', flags: ['care_home'] }],
  },
  campaign: 'Flu, Liverpool and Knowsley, most deprived first',
  mode: 'need',
  perDay: 500,
  state: 'draft',
};
/** Went through all hands: a few people are invited each day, so that the region and its progress have figures to show. */
const RUNNING: Demo = {
  cohort: 'Aged 40 to 74',
  rules: { include: [{ kind: 'age', from: 40, below: 75 }], leaveOut: [], doNotContact: [] },
  campaign: 'Health checks, 40 to 74',
  mode: 'drip',
  perDay: 20,
  state: 'running',
};

interface Hands {
  authorId: number;
  approverId: number;
  releaserId: number;
}

/** A campaign as a draft, and one that runs, by the first coordinator. */
export async function seedCampaigns(
  client: Client,
  { services, today, ...hands }: Hands & { services: ReadonlyMap<string, number>; today: LocalDate },
): Promise<void> {
  for (const [demo, slug] of [
    [RUNNING, 'health-check'],
    [DRAFT, 'flu'],
  ] as const) {
    const serviceId = services.get(slug);
    if (serviceId !== undefined) await seedCampaign(client, demo, { ...hands, serviceId, today });
  }
}

async function seedCampaign(
  client: Client,
  { cohort, rules, campaign, mode, perDay, state }: Demo,
  { serviceId, authorId, approverId, releaserId, today }: Hands & { serviceId: number; today: LocalDate },
): Promise<void> {
  const known = await client.query('SELECT 1 FROM cohort WHERE name = $1', [cohort]);
  if (known.rowCount) return;
  const made = await client.query<{ id: number }>(
    'INSERT INTO cohort (name, created_at) VALUES ($1, app_now()) RETURNING id',
    [cohort],
  );
  const cohortId = made.rows[0]?.id;
  await client.query(
    'INSERT INTO cohort_version (cohort_id, version, rules, created_by, created_at) VALUES ($1, 1, $2, $3, app_now())',
    [cohortId, JSON.stringify(rules), authorId],
  );
  const isRunning = state === 'running';
  await client.query(
    `WITH a AS (INSERT INTO audience (kind, name, created_at) VALUES ('campaign', $1, app_now()) RETURNING id)
     INSERT INTO campaign (audience_id, place_ids, author_id, state, created_at, name, service_id, cohort_id, cohort_version, starts_on, ends_on,
       mode, per_day, hours, expected_percent, within_km, second_after_days, approver_id, approved_per_day, releaser_id, approved_hash)
     SELECT a.id, (SELECT array_agg(id ORDER BY id) FROM place), $2, $7, app_now(), $1, $3, $4, 1, $5, $6, $8, $9, $13, 60, 8, 3, $10, $11, $12, CASE WHEN $7 = 'running' THEN sha256(convert_to($1, 'UTF8')) END FROM a`,
    [
      campaign,
      authorId,
      serviceId,
      cohortId,
      today,
      addDays(today, 35),
      state,
      mode,
      perDay,
      isRunning ? approverId : null,
      isRunning ? perDay : null,
      isRunning ? releaserId : null,
      JSON.stringify(USUAL_HOURS),
    ],
  );
}

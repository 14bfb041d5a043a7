import { randomBytes } from 'node:crypto';
import type { Role, ScopeKind } from '@fairslot/contract';
import { argon2id } from 'hash-wasm';
import type { Client } from 'pg';
import { DESK_SITE } from './bookings';

export interface SignIn {
  email: string;
  password: string;
  role: string;
}

/** Known to everybody, which is why production refuses accounts marked demo. */
const PASSWORD = 'fairslot-demo-only';

const STAFF: { email: string; name: string; role: Role; says: string; scope: ScopeKind; sites: (string | null)[] }[] = [
  {
    email: 'region@fairslot.test',
    name: 'Rosa Ibekwe',
    role: 'region_administrator',
    says: 'region administrator, every site',
    scope: 'region',
    sites: [null],
  },
  {
    email: 'lead@fairslot.test',
    name: 'Leon Kaminski',
    role: 'clinic_lead',
    says: 'clinic lead, two hospitals',
    scope: 'site',
    sites: [DESK_SITE, 'aintree-university-hospital'],
  },
  {
    email: 'desk@fairslot.test',
    name: 'Dilys Morgan',
    role: 'front_desk',
    says: 'front desk, Royal Liverpool',
    scope: 'site',
    sites: [DESK_SITE],
  },
  {
    email: 'coordinator@fairslot.test',
    name: 'Cora Whitfield',
    role: 'coordinator',
    says: 'coordinator, writes campaigns',
    scope: 'region',
    sites: [null],
  },
  {
    email: 'approver@fairslot.test',
    name: 'Amir Haddad',
    role: 'coordinator',
    says: 'second coordinator, approves them',
    scope: 'region',
    sites: [null],
  },
  {
    email: 'releaser@fairslot.test',
    name: 'Ruth Oyelaran',
    role: 'coordinator',
    says: 'third coordinator, releases them',
    scope: 'region',
    sites: [null],
  },
  {
    email: 'decides@fairslot.test',
    name: 'Delia Marsh',
    role: 'campaign_approver',
    says: 'campaign approver, may not release',
    scope: 'region',
    sites: [null],
  },
  {
    email: 'analyst@fairslot.test',
    name: 'Anil Perera',
    role: 'analyst',
    says: 'analyst, sees figures and no person',
    scope: 'region',
    sites: [null],
  },
  {
    email: 'admin@fairslot.test',
    name: 'Asha Begum',
    role: 'site_administrator',
    says: 'site administrator, Royal Liverpool',
    scope: 'site',
    sites: [DESK_SITE],
  },
  {
    email: 'phone@fairslot.test',
    name: 'Peter Oduya',
    role: 'phone_agent',
    says: 'phone agent, every site',
    scope: 'region',
    sites: [null],
  },
  {
    email: 'helper@fairslot.test',
    name: 'Hetty Lowe',
    role: 'helper',
    says: 'helper of a voluntary group, books for who is with them',
    scope: 'site',
    sites: [DESK_SITE],
  },
  {
    email: 'viewer@fairslot.test',
    name: 'Vikram Rao',
    role: 'viewer',
    says: 'may look, one hospital',
    scope: 'site',
    sites: ['aintree-university-hospital'],
  },
];

/** Demonstration accounts with their grants; those that exist keep the password they have. */
export async function seedStaff(client: Client): Promise<SignIn[]> {
  for (const { email, name, role, scope, sites } of STAFF) {
    const known = await client.query('SELECT 1 FROM staff_user WHERE lower(email) = $1', [email]);
    if (known.rowCount) continue;
    const made = await client.query<{ id: number }>(
      'INSERT INTO staff_user (email, name, password_hash, demo, created_at) VALUES ($1, $2, $3, true, app_now()) RETURNING id',
      [email, name, await hashOf(PASSWORD)],
    );
    for (const site of sites) {
      await client.query(
        `INSERT INTO role_grant (staff_user_id, role, scope_kind, scope_id, created_at)
         VALUES ($1, $2, $3, (SELECT id FROM site WHERE slug = $4), app_now())`,
        [(made.rows[0] as { id: number }).id, role, scope, site],
      );
    }
  }
  await seedBatches(client);
  return STAFF.map(({ email, says }) => ({ email, password: PASSWORD, role: says }));
}

/** A made-up batch in use at the front desk's site for each vaccine, so that the first press of "Vaccinated" is complete. */
async function seedBatches(client: Client): Promise<void> {
  await client.query(
    `INSERT INTO batch (site_id, service_id, product, number, expires_on, doses, in_use, created_by, created_at)
     SELECT site.id, service.id, 'Demo ' || service.short_name, 'DEMO' || service.id, (app_now() + interval '200 days')::date, 400, true,
       (SELECT id FROM staff_user WHERE email = 'lead@fairslot.test'), app_now()
     FROM site CROSS JOIN service WHERE site.slug = $1 AND service.draws_stock
       AND NOT EXISTS (SELECT 1 FROM batch b WHERE b.site_id = site.id AND b.service_id = service.id)`,
    [DESK_SITE],
  );
}

/** The parameters of the running program: 19 MiB, two passes, one lane. */
const hashOf = (password: string): Promise<string> =>
  argon2id({
    password,
    salt: randomBytes(16),
    memorySize: 19_456,
    iterations: 2,
    parallelism: 1,
    hashLength: 32,
    outputType: 'encoded',
  });

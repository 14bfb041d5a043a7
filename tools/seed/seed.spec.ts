import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { addDays, weekdayOf } from '@fairslot/domain';
import { migrations } from '@fairslot/migrations';
import { Client, type QueryResultRow } from 'pg';
import { DataSource } from 'typeorm';
import type { Config } from '../../apps/api/src/platform/config/config';
import { Cipher } from '../../apps/api/src/platform/crypto/cipher';
import { Keys } from '../../apps/api/src/platform/crypto/keys';
import { SealHomeVisit } from '../../apps/api/src/people/seal-home-visit';
import { Ids } from '../../apps/api/src/platform/ids/ids';
import { bringUpToDate } from './attendance';
import { DESK_SITE, seedBookings } from './bookings';
import { seedCampaigns } from './campaign';
import { seedClinics } from './clinics';
import { seedHomeVisits } from './home-visits';
import { seedServices } from './services';
import { seedSites } from './sites';
import { seedStaff } from './staff';

const workspace = path.resolve(__dirname, '../..');
const name = `fairslot_seed_${process.pid}`;
const ZONE = 'Europe/London';
/** A Tuesday. */
const TODAY = '2026-11-24';
const NOW = new Date('2026-11-24T12:00:00Z');

const keys = new Keys({ SECRET_KEY: '0123456789abcdef'.repeat(4) } as Config);
const sealing = { keys, cipher: new Cipher(keys), ids: new Ids(keys) };

let client: Client;

beforeAll(async () => {
  if (!process.env.TEST_POSTGRES_URL)
    throw new Error('These tests need PostgreSQL: run them with "npm test", which starts one');
  const script = `import { ensureDatabase } from './tools/postgres/database.mjs';
    console.log(JSON.stringify(await ensureDatabase({ superuserUrl: process.env.TEST_POSTGRES_URL, name: '${name}' })));`;
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: workspace,
    encoding: 'utf8',
  });
  const { migrationDatabaseUrl: url } = JSON.parse(printed) as { migrationDatabaseUrl: string };
  const source = await new DataSource({ type: 'postgres', url, migrations }).initialize();
  await source.runMigrations({ transaction: 'all' });
  await source.destroy();
  client = new Client({ connectionString: url });
  await client.connect();
}, 60_000);

afterAll(async () => {
  await client?.end();
  const superuser = new Client({ connectionString: process.env.TEST_POSTGRES_URL });
  await superuser.connect();
  await superuser.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await superuser.end();
});

const rowsOf = async <R extends QueryResultRow>(text: string): Promise<R[]> => (await client.query<R>(text)).rows;

/** Sites, services, two days of clinics and the bookings of today. */
async function seed(today: string, now: Date): Promise<{ clinics: number; slots: number; bookings: number }> {
  const sites = await seedSites(client);
  const serviceIds = await seedServices(client, today);
  const added = await seedClinics(client, { sites, serviceIds, today, until: addDays(today, 1), zone: ZONE });
  await bringUpToDate(client, now);
  const serviceSlugs = new Map([...serviceIds].map(([slug, id]) => [id, slug]));
  const bookings = await seedBookings(client, { date: today, now, zone: ZONE, sites, serviceSlugs, sealing });
  return { ...added, bookings };
}

describe('the demonstration data', () => {
  it('is there after the first run, and the second adds nothing', async () => {
    const first = await seed(TODAY, NOW);
    expect(first.clinics).toBeGreaterThan(60);
    expect(first.slots).toBeGreaterThan(3000);
    expect(first.bookings).toBeGreaterThan(120);
    expect(await seed(TODAY, NOW)).toEqual({ clinics: 0, slots: 0, bookings: 0 });
    expect(await rowsOf('SELECT count(*)::integer AS sites FROM site')).toEqual([{ sites: 52 }]);
  }, 30_000);

  it('follows the day: the next one gets the clinics that are missing', async () => {
    const later = addDays(TODAY, 1);
    const { clinics, bookings } = await seed(later, new Date('2026-11-25T12:00:00Z'));
    expect(clinics).toBeGreaterThan(20);
    expect(bookings).toBeGreaterThan(100);
    const dates = await rowsOf<{ date: string }>('SELECT DISTINCT date::text FROM clinic ORDER BY 1');
    expect(dates.map(({ date }) => date)).toEqual([TODAY, later, addDays(later, 1)]);
    expect(dates.map(({ date }) => weekdayOf(date))).toEqual([2, 3, 4]);
  }, 30_000);

  it('gives each booking one place, and no slot more than it has', async () => {
    const wrong = await rowsOf(
      `SELECT id FROM slot WHERE taken <> (SELECT count(*) FROM booking b WHERE b.slot_id = slot.id AND b.status NOT IN ('cancelled', 'expired'))`,
    );
    expect(wrong).toEqual([]);
  });

  it('numbers the slots of one clinic without gaps, in the order they happen', async () => {
    const wrong = await rowsOf(
      `SELECT clinic_id FROM (SELECT clinic_id, id - row_number() OVER (PARTITION BY clinic_id ORDER BY starts_at) AS gap FROM slot) AS s
       GROUP BY clinic_id HAVING count(DISTINCT gap) > 1`,
    );
    expect(wrong).toEqual([]);
  });

  it('seals people so that the API can open and find them', async () => {
    const people = await rowsOf<{ row_key: string; nhs_number_ct: Buffer; nhs_number_bi: Buffer }>(
      'SELECT row_key, nhs_number_ct, nhs_number_bi FROM person WHERE nhs_number_ct IS NOT NULL',
    );
    expect(people.length).toBeGreaterThan(100);
    for (const { row_key, nhs_number_ct, nhs_number_bi } of people) {
      const number = sealing.cipher.open('person.nhs_number', row_key, nhs_number_ct);
      expect(number).toMatch(/^999\d{7}$/);
      expect(keys.blindIndex('nhs_number', number).equals(nhs_number_bi)).toBe(true);
    }
  });

  it('leaves somebody to check in at the front desk', async () => {
    const [late] = await rowsOf<{ n: number }>(
      `SELECT count(*)::integer AS n FROM booking b JOIN site s ON s.id = b.site_id
       WHERE s.slug = '${DESK_SITE}' AND b.status = 'booked' AND b.starts_at::date = '2026-11-25'`,
    );
    expect(late?.n).toBeGreaterThan(5);
  });

  it('leaves a clinic alone that somebody cancelled', async () => {
    await client.query(`UPDATE clinic SET status = 'cancelled' WHERE date = '2026-11-26'`);
    expect(await seed('2026-11-25', new Date('2026-11-25T12:00:00Z'))).toMatchObject({ clinics: 0, slots: 0 });
  });

  it('keeps the password of a demonstration account that is there already', async () => {
    const signIns = await seedStaff(client);
    const before = await rowsOf('SELECT email, password_hash, demo FROM staff_user ORDER BY email');
    await seedStaff(client);
    expect(await rowsOf('SELECT email, password_hash, demo FROM staff_user ORDER BY email')).toEqual(before);
    expect(signIns.map(({ email }) => email).sort((a, b) => a.localeCompare(b))).toEqual(
      before.map((user) => (user as { email: string }).email),
    );
    expect(before).toEqual(
      before.map((user) => ({
        ...user,
        demo: true,
        password_hash: expect.stringMatching(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/),
      })),
    );
  });

  it('keeps the address of a service that is called something else today, and seeds what belongs to it', async () => {
    const before = await seedServices(client, TODAY);
    await rowsOf(`UPDATE service SET slug = 'flu-65' WHERE slug = 'flu'`);
    const after = await seedServices(client, TODAY);
    expect(after.get('flu')).toBe(before.get('flu'));
    expect(await rowsOf(`SELECT slug FROM service WHERE name = 'Flu vaccine'`)).toEqual([{ slug: 'flu-65' }]);
    await rowsOf(`UPDATE service SET slug = 'flu' WHERE slug = 'flu-65'`);
  });

  it('has wishes for a visit at home at every stage, which the API can open; a second run adds none', async () => {
    await seedStaff(client);
    const serviceIds = await seedServices(client, TODAY);
    expect(await seedHomeVisits(client, serviceIds, sealing)).toBe(6);
    expect(await seedHomeVisits(client, serviceIds, sealing)).toBe(0);
    const visits = await rowsOf<{ state: string; key: string; details: Buffer; placed: boolean }>(
      'SELECT state, row_key AS key, details_ct AS details, place_id IS NOT NULL AS placed FROM home_visit ORDER BY id',
    );
    expect(visits.map(({ state }) => state)).toEqual(['new', 'new', 'new', 'called', 'arranged', 'closed']);
    expect(visits.map(({ placed }) => placed)).toEqual([true, true, false, true, true, true]);
    const seal = new SealHomeVisit(sealing.cipher, keys);
    expect(visits.map(({ key, details }) => seal.open(key, details).firstName)).toContain('Doris');
  });

  it('has a campaign that runs, through three hands, and a draft; a second run adds none', async () => {
    await seedStaff(client);
    const services = await seedServices(client, TODAY);
    const idOf = async (email: string) =>
      (await rowsOf<{ id: number }>(`SELECT id FROM staff_user WHERE email = '${email}@fairslot.test'`))[0]
        ?.id as number;
    const [authorId, approverId, releaserId] = [
      await idOf('coordinator'),
      await idOf('approver'),
      await idOf('releaser'),
    ];
    const hands = { services, authorId, approverId, releaserId, today: TODAY };
    await seedCampaigns(client, hands);
    await seedCampaigns(client, hands);
    expect(await rowsOf('SELECT state, author_id, approver_id, releaser_id FROM campaign ORDER BY id')).toEqual([
      { state: 'running', author_id: authorId, approver_id: approverId, releaser_id: releaserId },
      { state: 'draft', author_id: authorId, approver_id: null, releaser_id: null },
    ]);
  });
});

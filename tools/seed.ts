// Fills a database with a demonstration: sites, services, six weeks of clinics, two days of bookings, staff accounts.
// Run again it adds only what is missing, so that the demonstration follows the day it is started.
import fs from 'node:fs';
import path from 'node:path';
import { addDays, localDateOf } from '@fairslot/domain';
import { Client } from 'pg';
import type { Config } from '../apps/api/src/platform/config/config';
import { Cipher } from '../apps/api/src/platform/crypto/cipher';
import { Keys } from '../apps/api/src/platform/crypto/keys';
import { Ids } from '../apps/api/src/platform/ids/ids';
import { bringUpToDate } from './seed/attendance';
import { seedBookings, type Sealing } from './seed/bookings';
import { seedCampaigns } from './seed/campaign';
import { seedClinics } from './seed/clinics';
import { seedHomeVisits } from './seed/home-visits';
import { seedInvitations, type DemoInvitation } from './seed/invitations';
import { seedPopulation } from './seed/population';
import { seedServices } from './seed/services';
import { seedSites } from './seed/sites';
import { seedStaff, type SignIn } from './seed/staff';

const DAYS_OF_CLINICS = 42;
const AUTHOR = 'coordinator@fairslot.test';
const APPROVER = 'approver@fairslot.test';
const RELEASER = 'releaser@fairslot.test';

const tryThis = (bookingUrl: string, [invited]: DemoInvitation[]): string[] => [
  'Book a flu vaccine near L24 for somebody born on 27 March 1950.',
  'Open the e-mail in the outbox, follow its link and move the appointment.',
  ...(invited ? [`Open the invitation ${bookingUrl}${invited.link} for somebody born on 27 March 1950.`] : []),
  'Sign in on the staff site as desk@fairslot.test and check somebody in.',
  `Sign in as ${AUTHOR}, see where times run out, open Campaigns: one runs, and one is a draft that says whom it would invite.`,
];

/** One sentence that the person at the terminal can act on. */
class PlainFault extends Error {}

interface Settings {
  url: string;
  secretKey: string;
  zone: string;
  demoFile: string;
  bookingUrl: string;
}

function readSettings(env: NodeJS.ProcessEnv): Settings {
  if (env.NODE_ENV === 'production') throw new PlainFault('Demo data is never written in production.');
  if (!env.MIGRATION_DATABASE_URL) {
    throw new PlainFault(
      'Set MIGRATION_DATABASE_URL to the address of PostgreSQL for the role that owns the database.',
    );
  }
  if (!/^[0-9a-f]{64}$/.test(env.SECRET_KEY ?? '')) {
    throw new PlainFault(
      'Set SECRET_KEY to the 64 hexadecimal characters that the API has too: the bookings are encrypted with it.',
    );
  }
  return {
    url: env.MIGRATION_DATABASE_URL,
    secretKey: env.SECRET_KEY as string,
    zone: env.TIME_ZONE || 'Europe/London',
    demoFile: env.DEMO_FILE || '.data/demo.json',
    bookingUrl: (env.PUBLIC_URL || 'http://localhost:3000').replace(/\/+$/, ''),
  };
}

/** The few parts of the API's platform that write what the API can open again. */
function sealingWith(secretKey: string): Sealing {
  const keys = new Keys({ SECRET_KEY: secretKey } as Config);
  return { keys, cipher: new Cipher(keys), ids: new Ids(keys) };
}

async function fill(
  client: Client,
  { zone, secretKey }: Settings,
): Promise<{ signIns: SignIn[]; invitations: DemoInvitation[] }> {
  const { rows } = await client.query<{ now: Date }>('SELECT app_now() AS now');
  const { now } = rows[0] as { now: Date };
  const today = localDateOf(now, zone);
  const sites = await seedSites(client);
  const serviceIds = await seedServices(client, today);
  const added = await seedClinics(client, {
    sites,
    serviceIds,
    today,
    until: addDays(today, DAYS_OF_CLINICS - 1),
    zone,
  });
  console.log(`clinics added: ${added.clinics}, with ${added.slots} slots`);

  const serviceSlugs = new Map([...serviceIds].map(([slug, id]) => [id, slug]));
  const sealing = sealingWith(secretKey);
  const cameSince = await bringUpToDate(client, now);
  let bookings = 0;
  for (const date of [today, addDays(today, 1)]) {
    bookings += await seedBookings(client, { date, now, zone, sites, serviceSlugs, sealing });
  }
  console.log(`bookings added: ${bookings}, brought up to date: ${cameSince}`);
  const invitations = await seedInvitations(client, serviceIds, sealing);
  const signIns = await seedStaff(client);
  console.log(`wishes for a home visit added: ${await seedHomeVisits(client, serviceIds, sealing)}`);
  const staff = await client.query<{ id: number; email: string }>('SELECT id, email FROM staff_user');
  const idOf = (email: string) => staff.rows.find((one) => one.email === email)?.id;
  const [authorId, approverId, releaserId] = [AUTHOR, APPROVER, RELEASER].map(idOf);
  if (authorId !== undefined) {
    console.log(`people added: ${await seedPopulation(client, sealing, today, authorId)}`);
    if (approverId !== undefined && releaserId !== undefined)
      await seedCampaigns(client, { services: serviceIds, authorId, approverId, releaserId, today });
  }
  return { signIns, invitations };
}

async function seed(settings: Settings): Promise<void> {
  // Without JIT, like the pool of the running program.
  const client = new Client({ connectionString: settings.url, connectionTimeoutMillis: 10_000, options: '-c jit=off' });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query(`SELECT pg_advisory_xact_lock(hashtext('fairslot seed'))`);
    const { signIns, invitations } = await fill(client, settings);
    await client.query('COMMIT');
    // Fresh statistics, so that the first searches are planned for the table as it is.
    await client.query('ANALYZE slot, clinic, booking, site, service, person, person_profile, person_contact');
    fs.mkdirSync(path.dirname(settings.demoFile), { recursive: true });
    fs.writeFileSync(
      settings.demoFile,
      `${JSON.stringify({ signIns, invitations, tryThis: tryThis(settings.bookingUrl, invitations) }, null, 2)}\n`,
    );
  } finally {
    await client.end();
  }
}

async function main(): Promise<void> {
  try {
    await seed(readSettings(process.env));
  } catch (error) {
    const { code } = error as { code?: string };
    if (error instanceof PlainFault) console.error(error.message);
    else if (code === 'ECONNREFUSED')
      console.error('PostgreSQL cannot be reached at MIGRATION_DATABASE_URL: is it running?');
    else if (code === '42P01') console.error('The schema is not there yet: run migrate first.');
    else console.error(error);
    process.exitCode = 1;
  }
}

void main();

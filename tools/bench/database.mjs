// The bench's databases: built by the product's migrations, filled by data.sql, used again where the folder is kept.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { spawn } from 'node:child_process';
import pg from 'pg';
import { databaseUrls, ensureDatabase } from '../postgres/database.mjs';
import { PlainFault } from '../postgres/plain-fault.mjs';
import { workspace } from '../start/paths.mjs';
import { step } from '../start/say.mjs';

const FILLED = [
  'place',
  'outcode',
  'organisation',
  'service',
  'site',
  'clinic',
  'slot',
  'party',
  'contact',
  'person',
  'booking',
];
/** Measured: a site-day with its bookings and indexes is 0.08 MB; a quarter more for sorting. */
const GB_A_SITE_DAY = 0.0001;

/** What `max_wal_size` of the building server may take. */
const WAL_GB = 4;

const today = () => new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' }).format(new Date());

/** Runs work on a connection of its own as superuser, whom row-level security does not bind. */
export async function asSuperuser(cluster, database, work) {
  const client = new pg.Client({ connectionString: cluster.url(database) });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export const query = (cluster, database, text, values) =>
  asSuperuser(cluster, database, async (client) => (await client.query(text, values)).rows);

/** Name of the database for this data: it says everything that the data depends on, so that a stale one is never used. */
function nameFor({ sites, days, busyDays }, label) {
  const hash = createHash('sha256').update(JSON.stringify([sites, days, busyDays, today()]));
  const migrations = fs.readdirSync(`${workspace}/migrations`).filter((file) => /^\d/.test(file));
  for (const file of migrations) hash.update(fs.readFileSync(`${workspace}/migrations/${file}`));
  hash.update(fs.readFileSync(new URL('data.sql', import.meta.url)));
  return `bench_${label}_${hash.digest('hex').slice(0, 10)}`;
}

/**
 * Makes what is missing of these databases, then answers their names. The server runs without durability meanwhile.
 * @param {{ label: string, sites: number, days: number, busyDays: number }[]} wanted sites 0 = the schema alone
 */
export async function buildDatabases(cluster, migrate, wanted) {
  await cluster.start('building');
  const names = {};
  for (const size of wanted) {
    const name = nameFor(size, size.label);
    names[size.label] = name;
    const [known] = await query(cluster, 'postgres', 'SELECT FROM pg_database WHERE datname = $1', [name]);
    if (known) continue;
    await dropOthers(cluster, size.label);
    const needed = GB_A_SITE_DAY * size.sites * size.days + WAL_GB;
    if (cluster.freeGb < needed)
      throw new PlainFault(
        `${size.sites} sites need ${needed.toFixed(0)} GB in ${cluster.folder}; ${cluster.freeGb.toFixed(0)} are free.`,
      );
    await step(`data for ${size.sites} sites, ${size.days} days`, () => build(cluster, migrate, size, name));
  }
  await cluster.stop();
  return names;
}

async function dropOthers(cluster, label) {
  const old = await query(cluster, 'postgres', `SELECT datname FROM pg_database WHERE datname ~ $1`, [
    `^bench_${label}_`,
  ]);
  for (const { datname } of old) await query(cluster, 'postgres', `DROP DATABASE ${datname} WITH (FORCE)`);
}

async function build(cluster, migrate, size, name) {
  const making = `making_${name}`;
  await query(cluster, 'postgres', `DROP DATABASE IF EXISTS ${making} WITH (FORCE)`);
  const { migrationDatabaseUrl } = await ensureDatabase({ superuserUrl: cluster.url(), name: making });
  await run(process.execPath, [migrate], { MIGRATION_DATABASE_URL: migrationDatabaseUrl });
  if (size.sites > 0) await asSuperuser(cluster, making, (client) => fill(client, size));
  // Renamed only when complete: a run that was cut short leaves nothing that looks like data.
  await query(cluster, 'postgres', `ALTER DATABASE ${making} RENAME TO ${name}`);
}

async function fill(client, { sites, days, busyDays }) {
  const sql = fs
    .readFileSync(new URL('data.sql', import.meta.url), 'utf8')
    .replace(/:'today'/g, `'${today()}'`)
    .replace(/:(sites|days|busy_days)\b/g, (_, word) => String({ sites, days, busy_days: busyDays }[word]));
  // No triggers and no foreign key checks: what data.sql writes is consistent by construction, and proved below.
  await client.query(
    `SET session_replication_role = replica; SET work_mem = '256MB'; SET max_parallel_maintenance_workers = 2`,
  );
  await withoutIndexes(client, () => client.query(sql));
  for (const table of FILLED) await client.query(`VACUUM (ANALYZE, FREEZE) ${table}`);
  await client.query('CHECKPOINT');
}

/** People of lists, as rows; most indexes are made after them. */
export async function fillPeople(cluster, database, people) {
  const sql = fs.readFileSync(new URL('people.sql', import.meta.url), 'utf8').replaceAll(':people', String(people));
  await asSuperuser(cluster, database, async (client) => {
    await client.query(`SET session_replication_role = replica; SET synchronous_commit = off; SET work_mem = '256MB'`);
    await withoutIndexes(client, () => client.query(sql), ['person', 'person_profile']);
    for (const table of ['person', 'person_profile']) await client.query(`VACUUM (ANALYZE, FREEZE) ${table}`);
    await client.query('CHECKPOINT');
  });
}

/** Secondary indexes are made after the rows: several times as fast as keeping them up row by row. */
async function withoutIndexes(client, work, tables = FILLED) {
  const { rows: constraints } = await client.query(
    `SELECT conrelid::regclass::text AS table, conname AS name, pg_get_constraintdef(oid) AS is FROM pg_constraint
     WHERE contype = 'u' AND conrelid = ANY ($1::regclass[])`,
    [tables],
  );
  for (const { table, name } of constraints) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  const { rows: indexes } = await client.query(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS is FROM pg_index
     WHERE NOT indisprimary AND indrelid = ANY ($1::regclass[])`,
    [tables],
  );
  for (const { name } of indexes) await client.query(`DROP INDEX ${name}`);
  await work();
  for (const { is } of indexes) await client.query(is);
  for (const { table, name, is } of constraints)
    await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${is}`);
}

/** Slots whose count differs from their bookings, and slots with more people than places: none, always. */
export async function faultsOf(cluster, database) {
  const [row] = await query(
    cluster,
    database,
    `SELECT count(*) FILTER (WHERE s.taken <> COALESCE(b.people, 0))::integer AS drifted,
       count(*) FILTER (WHERE COALESCE(b.people, 0) > s.capacity)::integer AS oversold
     FROM slot s LEFT JOIN (SELECT slot_id, count(*) AS people FROM booking WHERE slot_id IS NOT NULL AND status NOT IN ('cancelled', 'expired')
       GROUP BY slot_id) b ON b.slot_id = s.id`,
  );
  return row;
}

/** A copy to measure on, so that a kept original stays as it was built. */
export async function cloneDatabase(cluster, from, to) {
  await query(cluster, 'postgres', `DROP DATABASE IF EXISTS ${to} WITH (FORCE)`);
  await query(cluster, 'postgres', `CREATE DATABASE ${to} TEMPLATE ${from} OWNER fairslot_owner STRATEGY file_copy`);
  await query(
    cluster,
    'postgres',
    `REVOKE ALL ON DATABASE ${to} FROM PUBLIC; GRANT CONNECT, TEMPORARY ON DATABASE ${to} TO fairslot_public`,
  );
  return to;
}

export const urlsOf = (cluster, name) => databaseUrls({ superuserUrl: cluster.url(), name });

function run(command, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: workspace,
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${args[0]} ended with ${code}`))));
  });
}

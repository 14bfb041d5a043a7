// Brings a database to the schema of this version: `migrate [up]`, `down` (everything away), `redo` (down, then up).
import { migrations } from '@fairslot/migrations';
import { runMigrations as createQueueSchema } from 'bullmq';
import { Client } from 'pg';
import { DataSource } from 'typeorm';

type Direction = 'up' | 'down' | 'redo';

const ROLES_FIRST = 'run tools/postgres/roles.sql on this server as a superuser first';
const OLDEST_POSTGRES = 15;

/** One sentence that the person at the terminal can act on. */
class PlainFault extends Error {}

function readDirection(argv: readonly string[]): Direction {
  const [word = 'up', ...more] = argv;
  if (more.length === 0 && (word === 'up' || word === 'down' || word === 'redo')) return word;
  throw new PlainFault('migrate takes one word at most: up (the default), down or redo.');
}

/** PostgreSQL's and the network's codes → what to do about them. */
function plainSentence(error: unknown): string | undefined {
  const { code } = error as { code?: string };
  switch (code) {
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'ETIMEDOUT':
    case 'ECONNRESET':
      return 'PostgreSQL cannot be reached at MIGRATION_DATABASE_URL: is it running, and is the address right?';
    case '28P01':
    case '28000':
      return 'PostgreSQL does not accept the user and password of MIGRATION_DATABASE_URL.';
    case '3D000':
      return 'The database of MIGRATION_DATABASE_URL does not exist: create it with fairslot_owner as its owner.';
    case '42501':
      return 'The role of MIGRATION_DATABASE_URL may not change this database: it has to own it (CREATE DATABASE … OWNER fairslot_owner).';
    case '57P03':
      return 'PostgreSQL is still starting: try again in a moment.';
    default:
      return undefined;
  }
}

async function assertServer(client: Client): Promise<void> {
  const { rows } = await client.query<{ version: number; missing: string[] }>(`
    SELECT current_setting('server_version_num')::integer / 10000 AS version,
      ARRAY(SELECT wanted FROM unnest(ARRAY['fairslot_owner', 'fairslot_public', 'fairslot_staff']) AS wanted
        WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted)) AS missing`);
  const [{ version, missing }] = rows as [{ version: number; missing: string[] }];
  if (version < OLDEST_POSTGRES)
    throw new PlainFault(`Fairslot needs PostgreSQL ${OLDEST_POSTGRES} or later; this is ${version}.`);
  if (missing.length > 0) throw new PlainFault(`The role ${missing.join(' and ')} is missing: ${ROLES_FIRST}.`);
}

async function up(source: DataSource, client: Client): Promise<void> {
  const done = await source.runMigrations({ transaction: 'all' });
  for (const { name } of done) console.log(`applied ${name}`);
  if (done.length === 0) console.log('the schema is up to date');
  if (!process.env.QUEUE_URL) await createQueue(client);
  await setClock(client, process.env.CLOCK);
}

async function down(source: DataSource, client: Client): Promise<void> {
  // The queue goes with everything else: its jobs point at rows that are about to go.
  await client.query('DROP SCHEMA IF EXISTS bullmq CASCADE');
  const runner = source.createQueryRunner();
  const known = await runner.hasTable('migrations');
  await runner.release();
  if (!known) return;
  for (;;) {
    const [left] = await source.query<[{ count: number; name: string | null }]>(
      'SELECT count(*)::integer AS count, (SELECT name FROM migrations ORDER BY id DESC LIMIT 1) AS name FROM migrations',
    );
    if (left.count === 0) return;
    await source.undoLastMigration({ transaction: 'each' });
    console.log(`took back ${left.name}`);
  }
}

/**
 * Without a Redis the queue lives beside the data. The running program may create things in this schema alone: BullMQ
 * makes a sequence for each queue when it is first used, as whoever uses it, and gathers bulk work in a temporary table.
 */
async function createQueue(client: Client): Promise<void> {
  await client.query(`
    DO $$ BEGIN EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO fairslot_public', current_database()); END $$;
    CREATE SCHEMA IF NOT EXISTS bullmq;
    GRANT USAGE, CREATE ON SCHEMA bullmq TO fairslot_public;
    ALTER DEFAULT PRIVILEGES IN SCHEMA bullmq GRANT ALL ON TABLES TO fairslot_public;
    ALTER DEFAULT PRIVILEGES IN SCHEMA bullmq GRANT ALL ON SEQUENCES TO fairslot_public;
    ALTER DEFAULT PRIVILEGES IN SCHEMA bullmq GRANT EXECUTE ON FUNCTIONS TO fairslot_public;`);
  await createQueueSchema(client, 'bullmq');
}

/** `CLOCK` shifts the time of the whole program, in tests and demonstrations; without it the time is the server's. */
async function setClock(client: Client, clock: string | undefined): Promise<void> {
  if (clock && process.env.NODE_ENV === 'production') throw new PlainFault('CLOCK is never set in production.');
  if (clock && Number.isNaN(Date.parse(clock)))
    throw new PlainFault('CLOCK is an instant such as 2026-10-25T00:50:00Z.');
  await client.query('BEGIN');
  await client.query('DELETE FROM app_clock');
  if (clock)
    await client.query('INSERT INTO app_clock (started_from, shift) VALUES ($1, $1::text::timestamptz - now())', [
      clock,
    ]);
  await client.query('COMMIT');
}

async function migrate(direction: Direction): Promise<void> {
  const url = process.env.MIGRATION_DATABASE_URL;
  if (!url)
    throw new PlainFault(
      'Set MIGRATION_DATABASE_URL to the address of PostgreSQL for the role that owns the database.',
    );
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  const source = new DataSource({
    type: 'postgres',
    url,
    migrations,
    migrationsTableName: 'migrations',
    logging: false,
  });
  try {
    await client.connect();
    await assertServer(client);
    // Two deployments may start at once: the second waits and finds nothing to do. Ends with the session.
    await client.query(`SELECT pg_advisory_lock(hashtext('fairslot migrate'))`);
    await source.initialize();
    if (direction !== 'up') await down(source, client);
    if (direction !== 'down') await up(source, client);
  } finally {
    if (source.isInitialized) await source.destroy();
    await client.end().catch(() => undefined);
  }
}

async function main(): Promise<void> {
  try {
    await migrate(readDirection(process.argv.slice(2)));
  } catch (error) {
    const sentence = error instanceof PlainFault ? error.message : plainSentence(error);
    console.error(sentence ?? error);
    process.exitCode = 1;
  }
}

void main();

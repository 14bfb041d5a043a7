import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { migrations } from '@fairslot/migrations';
import { runMigrations as createQueueSchema } from 'bullmq';

const workspace = path.resolve(__dirname, '../../../..');

export interface TestDatabase {
  /** As fairslot_public. */
  url: string;
  /** As fairslot_owner. */
  ownerUrl: string;
  /** A connection as owner, for arranging and looking: one query at a time. */
  owner: Client;
  drop(): Promise<void>;
}

function superuserUrl(): string {
  const url = process.env['TEST_POSTGRES_URL'];
  if (!url) throw new Error('These tests need PostgreSQL: run them with "npm test", which starts one');
  return url;
}

interface Addresses {
  databaseUrl: string;
  migrationDatabaseUrl: string;
}

/** Asks tools/postgres in a process of its own: they are ES modules. */
function ask(call: string, name: string): Addresses {
  const script = `const m = await import('./tools/postgres/database.mjs'); const o = { superuserUrl: process.env.TEST_POSTGRES_URL, name: ${JSON.stringify(name)} }; console.log(JSON.stringify(${call}));`;
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: workspace,
    encoding: 'utf8',
  });
  return JSON.parse(printed) as Addresses;
}

let known: Addresses | undefined;

/** Addresses of one database on a server whose roles exist: databases differ in their name alone. */
function addresses(name: string): Addresses {
  known ??= ask('m.databaseUrls(o)', name);
  const named = (address: string): string => Object.assign(new URL(address), { pathname: `/${name}` }).href;
  return {
    databaseUrl: named(known.databaseUrl),
    migrationDatabaseUrl: named(known.migrationDatabaseUrl),
  };
}

/** A template per version of the migrations: made once by whoever comes first, then cloned in milliseconds. */
async function template(admin: Client): Promise<string> {
  const folder = path.join(workspace, 'migrations');
  const sources = readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'));
  const hash = createHash('sha256');
  for (const file of sources) hash.update(readFileSync(path.join(folder, file)));
  const name = `fairslot_template_${hash.digest('hex').slice(0, 12)}`;
  await admin.query(`SELECT pg_advisory_lock(hashtext('fairslot test template'))`);
  try {
    const { rowCount } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate', [name]);
    if (rowCount === 0) {
      await admin.query(`DROP DATABASE IF EXISTS ${name}`);
      const { migrationDatabaseUrl } = ask('await m.ensureDatabase(o)', name);
      const source = await new DataSource({ type: 'postgres', url: migrationDatabaseUrl, migrations }).initialize();
      await source.runMigrations({ transaction: 'all' });
      await source.destroy();
      await queueSchema(migrationDatabaseUrl);
      await admin.query(`ALTER DATABASE ${name} WITH is_template true`);
    }
  } finally {
    await admin.query(`SELECT pg_advisory_unlock(hashtext('fairslot test template'))`);
  }
  return name;
}

async function queueSchema(ownerUrl: string): Promise<void> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  await createQueueSchema(client, 'bullmq');
  await client.query(`GRANT USAGE, CREATE ON SCHEMA bullmq TO fairslot_public;
    GRANT ALL ON ALL TABLES IN SCHEMA bullmq TO fairslot_public;
    GRANT ALL ON ALL SEQUENCES IN SCHEMA bullmq TO fairslot_public;
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA bullmq TO fairslot_public;`);
  await client.end();
}

/** A fresh migrated database of its own for one test file. */
export async function aDatabase(): Promise<TestDatabase> {
  const admin = new Client({ connectionString: superuserUrl() });
  await admin.connect();
  const from = await template(admin);
  // Never a name again: a program that a failed test left running would come back to it.
  const name = `fairslot_test_${process.pid}_${randomBytes(4).toString('hex')}`;
  await admin.query(`CREATE DATABASE ${name} TEMPLATE ${from} OWNER fairslot_owner STRATEGY file_copy`);
  await admin.query(
    `REVOKE ALL ON DATABASE ${name} FROM PUBLIC; GRANT CONNECT, TEMPORARY ON DATABASE ${name} TO fairslot_public`,
  );
  const { databaseUrl, migrationDatabaseUrl } = addresses(name);
  const owner = new Client({ connectionString: migrationDatabaseUrl });
  await owner.connect();
  return {
    url: databaseUrl,
    ownerUrl: migrationDatabaseUrl,
    owner,
    async drop() {
      await owner.end();
      await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await admin.end();
    },
  };
}

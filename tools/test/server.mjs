// The PostgreSQL that the tests clone their databases from: the one of TEST_POSTGRES_URL, or a new one that is deleted afterwards.
import fs from 'node:fs';
import path from 'node:path';
import { PlainFault, startPostgres, THROW_AWAY_SETTINGS } from '../postgres/embedded.mjs';
import { clearLeftover, isAlive } from '../postgres/leftover.mjs';
import { workspace } from '../start/paths.mjs';

const clusters = path.join(workspace, '.cache/test-postgres');

/** @returns {Promise<{ url: string, major: string, stop(): Promise<void> }>} */
export async function openTestServer(env) {
  if (env.TEST_POSTGRES_URL) {
    return { url: env.TEST_POSTGRES_URL, major: await majorOf(env.TEST_POSTGRES_URL), stop: async () => {} };
  }
  await deleteAbandoned();
  // One folder a run, so that two runs in one checkout do not meet.
  const folder = path.join(clusters, String(process.pid));
  const postgres = await startPostgres({ dataDir: path.join(folder, 'data'), settings: THROW_AWAY_SETTINGS });
  return {
    url: postgres.superuserUrl,
    major: await majorOf(postgres.superuserUrl),
    stop: async () => {
      await postgres.stop();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A run that was killed leaves its server and its folder, named after its process. */
async function deleteAbandoned() {
  const folders = fs.existsSync(clusters) ? fs.readdirSync(clusters) : [];
  for (const name of folders.filter((pid) => !isAlive(Number(pid)))) {
    await clearLeftover(path.join(clusters, name, 'data')).catch(() => {});
    fs.rmSync(path.join(clusters, name), { recursive: true, force: true });
  }
}

async function majorOf(connectionString) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    const { rows } = await client.query('SHOW server_version_num');
    return String(Math.trunc(Number(rows[0].server_version_num) / 10_000));
  } catch (error) {
    throw new PlainFault(`The PostgreSQL of TEST_POSTGRES_URL cannot be used: ${error.message}.`);
  } finally {
    await client.end().catch(() => {});
  }
}

// Which database this start uses: the server named by DATABASE_URL, or our own under .data/.
import path from 'node:path';
import { PlainFault } from '../postgres/plain-fault.mjs';
import { dist } from './build.mjs';
import { dataFolder, logFolder, shown } from './paths.mjs';
import { lastLines, run } from './run.mjs';

/** Checked before anything slow happens. */
export function assertDatabaseChoice(env, { reset }) {
  if (env.DATABASE_URL && !env.MIGRATION_DATABASE_URL) {
    throw new PlainFault(
      'DATABASE_URL is set, so MIGRATION_DATABASE_URL is needed too: the same database, as the role that owns it (see tools/postgres/roles.sql).',
    );
  }
  if (!env.DATABASE_URL && env.MIGRATION_DATABASE_URL) {
    throw new PlainFault(
      'MIGRATION_DATABASE_URL is set, so DATABASE_URL is needed too: the same database, as the role fairslot_public.',
    );
  }
  if (env.DATABASE_URL && reset) {
    throw new PlainFault(
      '--reset begins anew with the embedded database only: with DATABASE_URL set, empty that database yourself.',
    );
  }
}

/** @returns {{ urls: { DATABASE_URL: string, MIGRATION_DATABASE_URL: string }, postgres?: object }} */
export async function openDatabase(env, { onLine, name = 'fairslot' }) {
  if (env.DATABASE_URL)
    return { urls: { DATABASE_URL: env.DATABASE_URL, MIGRATION_DATABASE_URL: env.MIGRATION_DATABASE_URL } };
  // Loaded only now: it needs `pg`, which a fresh checkout does not have at the start.
  const { ensureDatabase, startPostgres } = await import('../postgres/embedded.mjs');
  const postgres = await startPostgres({
    dataDir: path.join(dataFolder, 'postgres'),
    logFile: path.join(logFolder, 'postgres.log'),
    onLine,
  });
  try {
    const { databaseUrl, migrationDatabaseUrl } = await ensureDatabase({
      superuserUrl: postgres.superuserUrl,
      name,
    });
    return { urls: { DATABASE_URL: databaseUrl, MIGRATION_DATABASE_URL: migrationDatabaseUrl }, postgres };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

/** Migrations and demo data are programs of the API's build that end by themselves. */
export async function runOnce(name, title, env) {
  const logFile = path.join(logFolder, `${name}.log`);
  const { code, output } = await run(process.execPath, ['--enable-source-maps', dist(`api/${name}.cjs`)], {
    env,
    logFile,
  });
  if (/No space left on device|ENOSPC/.test(output))
    throw new PlainFault('The disk is full: free some space and start again.');
  if (code !== 0) throw new PlainFault(`${title} failed (all of it in ${shown(logFile)}):\n${lastLines(output)}`);
}

// The API as it is delivered: bundled afresh from the source, one process each, with the settings of production.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { freePort } from '../postgres/free-port.mjs';
import { workspace } from '../start/paths.mjs';

const source = (file) => `apps/api/src/${file}.ts`;
/** Besides the program, the parts that the bench asks directly. One build, so that all share one copy of every class. */
const PARTS = {
  main: source('main'),
  config: source('platform/config/config'),
  database: source('platform/database/database'),
  'search-availability': source('clinics/search-availability'),
  'holds-store': source('bookings/holds.store'),
  dispatch: source('messages/dispatch'),
  channels: source('messages/channels/channels'),
  jobs: source('platform/jobs/jobs'),
  'send-message-job': source('messages/send-message.job'),
  'allocation-store': source('bookings/allocation.store'),
  reallocate: source('bookings/reallocate'),
  'cohort-queries': source('cohorts/cohort.queries'),
  'place-scope': source('sites/place-scope.queries'),
  'release-waves': source('campaigns/release-waves'),
  'seal-person': source('people/seal-person'),
  ids: source('platform/ids/ids'),
  domain: 'libs/domain/src/index.ts',
  migrate: 'tools/migrate.ts',
};

/** Answers the folder, with a file for each part. Inside the workspace, so that the packages are found. */
export async function bundleApi() {
  const { rolldown } = await import('rolldown');
  const { default: config } = await import('../../apps/api/rolldown.config.mjs');
  const folder = path.join(workspace, '.cache', `bench-api-${process.pid}`);
  const made = await rolldown({ ...config, cwd: workspace, input: PARTS });
  await made.write({ ...config.output, dir: folder, cleanDir: false });
  await made.close();
  return folder;
}

/** One secret for every process of a run: tokens made by one are opened by the other. */
const secret = randomBytes(32).toString('hex');

export const apiEnvironment = ({ databaseUrl, queueUrl, port = 0 }) => ({
  NODE_ENV: 'production',
  ROLES: 'api',
  DATABASE_URL: databaseUrl,
  SECRET_KEY: secret,
  PUBLIC_URL: 'https://book.example',
  PORT: String(port),
  TRUSTED_PROXIES: '1',
  // What people may do at most is not what is measured.
  LIMIT_HOLDS: '100000000/600',
  BOOKINGS_PER_CONTACT: '1000000',
  ...(queueUrl ? { QUEUE_URL: queueUrl } : {}),
});

/** Starts one API process; `startedMs` is the time from its start until it says that it is ready. */
export async function startApi(folder, settings) {
  const port = await freePort();
  const from = performance.now();
  const log = fs.openSync(path.join(folder, `api-${port}.log`), 'a');
  const child = spawn(process.execPath, [path.join(folder, 'main.cjs')], {
    cwd: workspace,
    env: { PATH: process.env.PATH, ...apiEnvironment({ ...settings, port }) },
    stdio: ['ignore', log, log],
  });
  fs.closeSync(log);
  const gone = new Promise((resolve) => child.once('exit', resolve));
  await untilReady(port, child, from, path.join(folder, `api-${port}.log`));
  return {
    port,
    pid: child.pid,
    url: `http://127.0.0.1:${port}`,
    startedMs: performance.now() - from,
    async stop() {
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await gone;
      clearTimeout(late);
    },
  };
}

async function untilReady(port, child, from, log) {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    if (answer?.ok) return;
    if (child.exitCode !== null || performance.now() - from > 300_000) {
      child.kill('SIGKILL');
      const said = fs.readFileSync(log, 'utf8').slice(-2000);
      throw new Error(`The API did not become ready (exit code ${child.exitCode}):\n${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

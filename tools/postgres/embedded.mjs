// Starts the PostgreSQL that npm installed, in a folder of ours, for `npm start` and `npm test`. Plain Node, and `pg` once installed.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { assertRunnable, findBinaries } from './binaries.mjs';
import { createCluster, readPassword, SUPERUSER } from './cluster.mjs';
import { plainFaultOf } from './explain.mjs';
import { freePort } from './free-port.mjs';
import { clearLeftover, isAlive } from './leftover.mjs';
import { PlainFault } from './plain-fault.mjs';
import { chooseRunner } from './unprivileged.mjs';

export { databaseUrls, ensureDatabase } from './database.mjs';
export { PlainFault } from './plain-fault.mjs';

/** For clusters that are deleted afterwards: no waiting for the disk. Never for data that anyone wants back. */
export const THROW_AWAY_SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  autovacuum: 'off',
  max_connections: '200',
};

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/**
 * Creates the data folder when it is absent, starts PostgreSQL on 127.0.0.1 and waits until it answers.
 * Two files lie beside the folder: `<dataDir>.password` (mode 0600) and the log.
 * @param {{ dataDir: string, port?: number, settings?: Record<string, string>, logFile?: string, onLine?: (line: string) => void }} options
 * @returns {Promise<{ port: number, superuserUrl: string, pid: number, exited: Promise<void>, stop(): Promise<void> }>}
 */
export async function startPostgres({ dataDir, port, settings = {}, logFile, onLine = () => {} }) {
  const data = path.resolve(dataDir);
  const log = path.resolve(logFile ?? `${data}.log`);
  const binaries = findBinaries();
  if (process.getuid?.() !== 0) assertRunnable(binaries);
  fs.mkdirSync(path.dirname(data), { recursive: true });
  fs.mkdirSync(path.dirname(log), { recursive: true });
  const isNew = !fs.existsSync(path.join(data, 'PG_VERSION'));
  const runner = isNew
    ? await createCluster({ binaries, data })
    : chooseRunner({ postgres: binaries.postgres, dataDir: data });
  if (runner.uid !== undefined) onLine(`started as root, so PostgreSQL runs as ${runner.who}`);
  if (isNew) onLine('created the PostgreSQL data folder');
  const password = readPassword(data);
  const leftover = await clearLeftover(data);
  if (leftover) onLine(leftover);

  for (let attempt = 1; ; attempt++) {
    const chosen = port ?? (await freePort());
    try {
      return await launch({ binaries, runner, data, log, port: chosen, password, settings });
    } catch (error) {
      // A port found free can be taken before PostgreSQL binds it; sessions of a killed server end by themselves.
      const passes = error.code === 'STILL_ENDING' || (error.code === 'PORT_TAKEN' && port === undefined);
      if (!passes || attempt === 5) throw error;
      await pause(400);
    }
  }
}

async function launch({ binaries, runner, data, log, port, password, settings }) {
  const all = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    max_wal_size: '256MB',
    ...settings,
  };
  const options = Object.entries(all).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  const [command, args, as] = runner.command(binaries.postgres, ['-D', data, '-p', String(port), ...options]);
  const from = fs.existsSync(log) ? fs.statSync(log).size : 0;
  const output = fs.openSync(log, 'a');
  // Its own process group, so that Ctrl-C in the terminal reaches only the launcher, which stops things in order.
  const child = spawn(command, args, {
    ...as,
    stdio: ['ignore', output, output],
    detached: process.platform !== 'win32',
    cwd: data,
  });
  fs.closeSync(output);
  const exited = new Promise((done) => {
    child.once('exit', () => done());
    child.once('error', () => done());
  });
  const running = {
    port,
    pid: child.pid,
    exited,
    superuserUrl: `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`,
  };
  running.stop = () => stop({ child, exited, binaries, data });

  try {
    await untilReady(running.superuserUrl, () => child.exitCode !== null || child.signalCode !== null);
    return running;
  } catch (error) {
    await running.stop();
    const said = fs.readFileSync(log, 'utf8').slice(from);
    throw plainFaultOf(said, { port, log }) ?? error;
  }
}

async function untilReady(superuserUrl, isDead) {
  const { default: pg } = await import('pg');
  const deadline = Date.now() + 60_000;
  for (;;) {
    const client = new pg.Client({ connectionString: superuserUrl, connectionTimeoutMillis: 5_000 });
    try {
      await client.connect();
      return;
    } catch (error) {
      if (error.code === '28P01')
        throw new PlainFault(
          'PostgreSQL refuses the password kept beside its data: begin anew with "npm start -- --reset".',
        );
      if (isDead() || Date.now() > deadline) throw error;
      await pause(30);
    } finally {
      await client.end().catch(() => {});
    }
  }
}

/** SIGINT is PostgreSQL's "fast" shutdown: sessions are cut, data is written. Only this child is ever signalled. */
async function stop({ child, exited, binaries, data }) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null || !isAlive(child.pid)) return;
  if (process.platform === 'win32') spawnSync(binaries.pgCtl, ['stop', '-D', data, '-m', 'fast'], { stdio: 'ignore' });
  else child.kill('SIGINT');
  const late = setTimeout(() => child.kill('SIGQUIT'), 15_000);
  await exited;
  clearTimeout(late);
}

// The real program, bundled from the source as it is now, in processes that can be killed and started again.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { rolldown } from 'rolldown';
import { PlainFault } from '../postgres/plain-fault.mjs';
import { workspace } from '../start/paths.mjs';
import { lastLines, run } from '../start/run.mjs';

const READY_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 25;
const preload = path.join(workspace, 'tools/start/end-with-launcher.cjs');

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** @returns {Promise<{ main: string, migrate: string }>} */
export async function bundlePrograms(folder) {
  const { default: config } = await import('../../apps/api/rolldown.config.mjs');
  const dir = path.join(folder, 'api');
  const { main, migrate } = config.input;
  const bundle = await rolldown({ ...config, cwd: workspace, input: { main, migrate } });
  await bundle.write({ ...config.output, dir, cleanDir: false });
  await bundle.close();
  return { main: path.join(dir, 'main.cjs'), migrate: path.join(dir, 'migrate.cjs') };
}

export async function migrate(file, { migrationDatabaseUrl }) {
  const env = { MIGRATION_DATABASE_URL: migrationDatabaseUrl, QUEUE_URL: '', CLOCK: '' };
  const { code, output } = await run(process.execPath, [file], { env });
  if (code !== 0) throw new PlainFault(`The migrations failed:\n${lastLines(output)}`);
}

/** As in production, which refuses a server that is not durable; only the bounds on one network and one contact are wide. */
export function productionSettings({ databaseUrl }) {
  return {
    NODE_ENV: 'production',
    ROLES: 'api,worker',
    HOST: '127.0.0.1',
    DATABASE_URL: databaseUrl,
    SECRET_KEY: randomBytes(32).toString('hex'),
    PUBLIC_URL: 'https://book.example',
    // Nobody listens there: messages stay in the ledger, which is what is looked at.
    SMTP_URL: 'smtp://127.0.0.1:1',
    LOG_LEVEL: 'warn',
    LIMIT_HOLDS: '1000000/600',
    LIMIT_LOOK_UPS: '1000000/900',
    BOOKINGS_PER_CONTACT: '1000000',
  };
}

export class ApiProcess {
  /** @param {{ name: string, file: string, port: number, settings: Record<string, string>, folder: string, onDeath: (said: string) => void }} what */
  constructor({ name, file, port, settings, folder, onDeath }) {
    Object.assign(this, { name, file, onDeath, url: `http://127.0.0.1:${port}` });
    this.env = { PATH: process.env.PATH, ...settings, PORT: String(port) };
    this.logFile = path.join(folder, `${name}.log`);
  }

  /** Starts it without waiting until it is ready. */
  start() {
    const log = fs.openSync(this.logFile, 'a');
    const child = spawn(process.execPath, ['--enable-source-maps', '--require', preload, this.file], {
      cwd: workspace,
      env: this.env,
      stdio: ['ignore', log, log, 'ipc'],
      // Its own process group: Ctrl-C in the terminal reaches this tool only.
      detached: process.platform !== 'win32',
    });
    fs.closeSync(log);
    this.child = child;
    this.exited = new Promise((done) => child.once('exit', done));
    child.once('error', () => {});
    child.once('exit', (code, signal) => {
      if (!child.isMeantToEnd) this.onDeath(`the ${name(this)} ended by itself (${signal ?? `code ${code}`})`);
    });
  }

  /** kill -9, and wait until it is gone. */
  async kill() {
    const { child } = this;
    if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return;
    child.isMeantToEnd = true;
    child.kill('SIGKILL');
    await this.exited;
  }

  isEnded() {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** The instant, by `performance.now()`, at which /readyz said yes. */
  async untilReady() {
    const deadline = performance.now() + READY_WITHIN_MS;
    for (;;) {
      if (await this.answers('/readyz')) return performance.now();
      if (this.isEnded()) throw new PlainFault(`The ${name(this)} did not start:\n${lastLines(this.said())}`);
      if (performance.now() > deadline)
        throw new PlainFault(`The ${name(this)} did not get ready:\n${lastLines(this.said())}`);
      await pause(LOOK_EVERY_MS);
    }
  }

  async answers(address) {
    try {
      const response = await fetch(this.url + address, { signal: AbortSignal.timeout(2000) });
      await response.arrayBuffer();
      return response.ok;
    } catch {
      return false;
    }
  }

  said() {
    return fs.existsSync(this.logFile) ? fs.readFileSync(this.logFile, 'utf8') : '';
  }
}

const name = (api) => `API process ${api.name}`;

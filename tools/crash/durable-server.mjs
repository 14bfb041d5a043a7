// A PostgreSQL of its own that promises what production promises, and can be stopped as a power cut or a kill would stop it.
import { execFileSync } from 'node:child_process';
import { ensureDatabase, startPostgres } from '../postgres/embedded.mjs';
import { isAlive } from '../postgres/leftover.mjs';
import { dataIn } from './folder.mjs';
import { lastingPort } from './ports.mjs';

const DURABLE = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' };
const DATABASE = 'fairslot';

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

export class DurableServer {
  constructor(folder) {
    this.folder = folder;
  }

  /** Makes the cluster and the database. The port stays, because the programs know it. */
  async create(random) {
    this.port = await lastingPort(random);
    await this.start();
    this.urls = await ensureDatabase({ superuserUrl: this.running.superuserUrl, name: DATABASE });
  }

  async start() {
    if (this.isClosed) throw new Error('the run is over');
    this.starting = startPostgres({ dataDir: dataIn(this.folder), port: this.port, settings: DURABLE });
    this.running = await this.starting;
  }

  /** `postgres-stop`: an immediate stop, without a checkpoint. `postgres-kill`: the postmaster and every process of it at once. */
  async crash(kind) {
    const { pid, exited } = this.running;
    const processes = kind === 'postgres-kill' ? [pid, ...childrenOf(pid)] : [pid];
    for (const each of processes) end(each, kind === 'postgres-kill' ? 'SIGKILL' : 'SIGQUIT');
    await exited;
    while (processes.slice(1).some(isAlive)) await pause(10);
  }

  /** Runs `work` with a connection above row-level security, which ends afterwards. */
  async asSuperuser(work) {
    const { default: pg } = await import('pg');
    const url = new URL(this.running.superuserUrl);
    url.pathname = `/${DATABASE}`;
    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }

  async close() {
    this.isClosed = true;
    const running = await this.starting?.catch(() => undefined);
    await running?.stop();
  }
}

function childrenOf(pid) {
  const listed = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const pairs = listed
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  return pairs.filter(([, parent]) => parent === pid).map(([child]) => child);
}

function end(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // A session that ended by itself in the meantime.
    if (error.code !== 'ESRCH') throw error;
  }
}

// A PostgreSQL 15 of the bench's own, from Debian's binaries, on a disk and with everything durable.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { freePort } from '../postgres/free-port.mjs';
import { clearLeftover } from '../postgres/leftover.mjs';
import { PlainFault } from '../postgres/plain-fault.mjs';

const BINARIES = '/usr/lib/postgresql/15/bin';
const program = (name) => path.join(BINARIES, name);
export const hasPgbench = () => fs.existsSync(program('pgbench'));

/** What is measured: nothing that was committed may be lost. */
const DURABLE = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  wal_compression: 'lz4',
  max_wal_size: '16GB',
  // A checkpoint inside a slice would be measured as that slice's cost.
  checkpoint_timeout: '1h',
};
/** Only while the data is made; the server is stopped and started anew before anything is measured. */
const BUILDING = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '4GB',
  autovacuum: 'off',
  maintenance_work_mem: '1GB',
};

/** The socket lies in a folder that is ours alone; a password there would only be measured at the start of every slice. */
const ACCESS = ['--auth-local=trust', '--auth-host=scram-sha-256'];

export function assertBinaries() {
  if (!fs.existsSync(program('postgres')))
    throw new PlainFault(
      `The bench measures PostgreSQL 15 from ${BINARIES}, which is not there: apt-get install postgresql-15.`,
    );
}

/** PostgreSQL refuses root, so there the user of Debian's package runs it. */
function runner() {
  if (process.getuid() !== 0) return {};
  const id = (flag) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
  if (!id('-u'))
    throw new PlainFault('Started as root, the bench needs the user postgres: apt-get install postgresql-15.');
  return { uid: id('-u'), gid: id('-g') };
}

/** The folder of a cluster, made where it is missing. /tmp may be memory, /var/tmp is a disk. */
function openFolder(keep, as) {
  const folder = keep ? path.resolve(keep) : fs.mkdtempSync('/var/tmp/fairslot-bench-');
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (as.uid !== undefined) fs.chownSync(folder, as.uid, as.gid);
  return folder;
}

function initialise(folder, data, as) {
  const passwordFile = path.join(folder, 'password');
  fs.writeFileSync(passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 });
  if (as.uid !== undefined) fs.chownSync(passwordFile, as.uid, as.gid);
  const args = ['-D', data, '-U', 'postgres', `--pwfile=${passwordFile}`, ...ACCESS, '-E', 'UTF8'];
  const made = spawnSync(program('initdb'), [...args, '--locale=C.UTF-8', '--no-sync'], {
    ...as,
    cwd: folder,
    encoding: 'utf8',
  });
  if (made.status !== 0) throw new PlainFault(`initdb: ${made.stderr.trim()}`);
}

export class Cluster {
  #child;

  /** @param {{ keep?: string, sharedBuffers: string }} options a kept folder is used again by the next run */
  constructor({ keep, sharedBuffers }) {
    assertBinaries();
    this.as = runner();
    this.isKept = keep !== undefined;
    this.folder = openFolder(keep, this.as);
    this.data = path.join(this.folder, 'data');
    this.sharedBuffers = sharedBuffers;
    if (!fs.existsSync(path.join(this.data, 'PG_VERSION'))) initialise(this.folder, this.data, this.as);
    this.password = fs.readFileSync(path.join(this.folder, 'password'), 'utf8').trim();
  }

  get pid() {
    return this.#child?.pid;
  }

  /** Free space of the disk that the data lies on, in GB. */
  get freeGb() {
    const { bavail, bsize } = fs.statfsSync(this.folder);
    return (bavail * bsize) / 1e9;
  }

  url(database = 'postgres') {
    return `postgres://postgres:${this.password}@127.0.0.1:${this.port}/${database}`;
  }

  async start(purpose = 'measuring') {
    await clearLeftover(this.data);
    this.port ??= await freePort();
    const settings = {
      ...(purpose === 'building' ? BUILDING : DURABLE),
      shared_buffers: this.sharedBuffers,
      max_connections: '300',
      timezone: 'UTC',
      listen_addresses: '127.0.0.1',
      unix_socket_directories: this.folder,
    };
    const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const log = fs.openSync(path.join(this.folder, 'log'), 'a');
    const args = ['-D', this.data, '-p', String(this.port), ...options];
    // In its own process group: Ctrl-C is ours to hear first.
    this.#child = spawn(program('postgres'), args, {
      ...this.as,
      cwd: this.folder,
      stdio: ['ignore', log, log],
      detached: true,
    });
    fs.closeSync(log);
    this.gone = new Promise((resolve) => this.#child.once('exit', resolve));
    for (let tries = 0; ; tries += 1) {
      const client = new pg.Client({ connectionString: this.url() });
      const failed = await client.connect().then(
        () => null,
        (error) => error,
      );
      await client.end().catch(() => {});
      if (!failed) return;
      if (this.#child.exitCode !== null || tries > 600)
        throw new PlainFault(`PostgreSQL does not start (see ${this.folder}/log): ${failed.message}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async stop() {
    if (!this.#child || this.#child.exitCode !== null) return;
    this.#child.kill('SIGINT');
    await this.gone;
  }

  /** Stops, and deletes what nobody asked to keep. */
  async close() {
    await this.stop();
    if (!this.isKept) fs.rmSync(this.folder, { recursive: true, force: true });
  }

  /** Runs one of PostgreSQL's programs, such as pgbench, over the Unix socket. Answers what it printed. */
  run(name, args, { user = 'postgres', database = 'postgres' } = {}) {
    const child = spawn(program(name), ['-h', this.folder, '-p', String(this.port), '-U', user, ...args, database], {
      cwd: this.folder,
      env: { PATH: process.env.PATH, LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) =>
        code === 0 ? resolve(output) : reject(new Error(`${name} ended with ${code}:\n${output}`)),
      );
    });
  }
}

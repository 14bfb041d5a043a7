// PostgreSQL refuses to run as root. This chooses who runs it instead, and says how to spawn a program as that user.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { PlainFault } from './plain-fault.mjs';

const NOBODY = 65534;

/**
 * @typedef {{ who: string, uid?: number, command(program: string, args: string[]): [string, string[], object] }} Runner
 * `uid` is the owner that the data folder must have; absent = whoever we are.
 */

/** @returns {Runner} for a process that is not root: spawn plainly. */
const asOurselves = { who: 'the current user', command: (program, args) => [program, args, {}] };

const asNobody = {
  who: 'nobody',
  uid: NOBODY,
  command: (program, args) => [program, args, { uid: NOBODY, gid: NOBODY }],
};

/** Root appears as nobody inside, so files that only root may reach (a checkout in /root) stay reachable. */
const inUserNamespace = {
  who: 'nobody, in a user namespace',
  uid: 0,
  command: (program, args) => [
    'unshare',
    ['--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, program, ...args],
    {},
  ],
};

/** Containers often forbid user namespaces; there nobody gets the one capability to walk into a private folder. */
const asNobodyWhoReachesFiles = {
  who: 'nobody, allowed into this private folder',
  uid: NOBODY,
  command: (program, args) => [
    'setpriv',
    [
      `--reuid=${NOBODY}`,
      `--regid=${NOBODY}`,
      '--clear-groups',
      // Without it access(2), which PostgreSQL asks about its own program, takes no notice of the capability.
      '--securebits=+no_setuid_fixup',
      '--inh-caps=-all,+dac_override',
      '--ambient-caps=-all,+dac_override',
      program,
      ...args,
    ],
    {},
  ],
};

/** Chooses the runner and gives the data folder (created when absent) the owner that it needs. */
export function chooseRunner({ postgres, dataDir }) {
  fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  if (process.getuid?.() !== 0) {
    assertOwnData(dataDir);
    return asOurselves;
  }
  // Someone else's checkout, started by root: keep its owner, so that its owner can start it again.
  const owner = fs.statSync(dataDir).uid;
  const asOwner = { who: `user ${owner}`, uid: owner, command: (p, a) => [p, a, { uid: owner, gid: owner }] };
  const candidates = [asNobody, inUserNamespace, asNobodyWhoReachesFiles];
  if (owner !== 0 && owner !== NOBODY) candidates.unshift(asOwner);
  for (const runner of candidates) {
    if (!runs(runner, postgres, ['--version'])) continue;
    changeOwner(dataDir, runner.uid);
    if (runs(runner, '/bin/sh', ['-c', 'cd "$0" && test -w .', dataDir])) return runner;
  }
  throw new PlainFault(
    'PostgreSQL does not run as root, and no other user of this machine can reach this folder: ' +
      'run as an ordinary user, move the folder out of the private one, or set DATABASE_URL and MIGRATION_DATABASE_URL.',
  );
}

function runs(runner, program, args) {
  const [command, all, options] = runner.command(program, args);
  return spawnSync(command, all, { ...options, stdio: 'ignore', cwd: '/' }).status === 0;
}

function assertOwnData(dataDir) {
  if (process.platform === 'win32' || fs.statSync(dataDir).uid === process.getuid()) return;
  throw new PlainFault(
    `The data in ${path.relative('', dataDir) || dataDir} belongs to another user (this folder was started as root before?): ` +
      'start as that user, or delete the folder .data as that user.',
  );
}

/** The whole tree, because an earlier start may have used another runner. */
function changeOwner(folder, uid) {
  if (fs.statSync(folder).uid === uid) return;
  for (const entry of fs.readdirSync(folder, { recursive: true })) fs.lchownSync(path.join(folder, entry), uid, uid);
  fs.chownSync(folder, uid, uid);
}

// Makes the data folder of a new PostgreSQL, and keeps its superuser's password beside it.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { plainFaultOf } from './explain.mjs';
import { PlainFault } from './plain-fault.mjs';
import { chooseRunner } from './unprivileged.mjs';

export const SUPERUSER = 'postgres';

/** Made under another name and renamed when complete, so that a start killed half way leaves nothing that looks like data. */
export async function createCluster({ binaries, data }) {
  const unfinished = `${data}.new`;
  fs.rmSync(unfinished, { recursive: true, force: true });
  const runner = chooseRunner({ postgres: binaries.postgres, dataDir: unfinished });
  // Random, so that nothing else on this machine can open the database through its TCP port.
  const password = randomBytes(24).toString('hex');
  const passwordFile = passwordFileOf(data);
  fs.writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  // The C library's character types are the only part that differs by machine; sorting and letter case are PostgreSQL's own.
  for (const ctype of ['C.UTF-8', 'en_US.UTF-8', 'C']) {
    const { code, said } = await initdb({ binaries, runner, folder: unfinished, passwordFile, ctype });
    if (code === 0) {
      fs.rmSync(data, { recursive: true, force: true });
      fs.renameSync(unfinished, data);
      return runner;
    }
    if (!/invalid locale|locale name/i.test(said) || ctype === 'C') {
      throw plainFaultOf(said, {}) ?? new PlainFault(`PostgreSQL could not create its data folder: ${said.trim()}`);
    }
    for (const entry of fs.readdirSync(unfinished))
      fs.rmSync(path.join(unfinished, entry), { recursive: true, force: true });
  }
}

async function initdb({ binaries, runner, folder, passwordFile, ctype }) {
  const ourselves = process.getuid?.();
  const access = ['-U', SUPERUSER, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  const locale = [
    '-E',
    'UTF8',
    '--locale=C',
    `--lc-ctype=${ctype}`,
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ];
  const args = ['-D', folder, ...access, ...locale, '--no-sync', '--no-instructions'];
  // Whoever makes the cluster must read the password; afterwards only we may.
  if (runner.uid !== undefined) fs.chownSync(passwordFile, runner.uid, runner.uid);
  try {
    return await toItsEnd(runner.command(binaries.initdb, args), folder);
  } finally {
    if (runner.uid !== undefined) fs.chownSync(passwordFile, ourselves, process.getgid());
  }
}

/** In its own process group: Ctrl-C in the terminal must not hit it half way. */
function toItsEnd([command, args, as], cwd) {
  return new Promise((done) => {
    let said = '';
    const env = { ...process.env, LC_ALL: 'C' };
    const child = spawn(command, args, {
      ...as,
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
    child.once('error', (error) => done({ code: 1, said: error.message }));
    child.once('close', (code) => done({ code, said }));
  });
}

const passwordFileOf = (data) => `${data}.password`;

export function readPassword(data) {
  try {
    return fs.readFileSync(passwordFileOf(data), 'utf8').trim();
  } catch {
    throw new PlainFault(
      `The password beside the data (${path.relative('', passwordFileOf(data))}) is missing: begin anew with "npm start -- --reset".`,
    );
  }
}

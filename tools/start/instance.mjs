// One launcher per checkout; and the way back when the last one was killed.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { clearLeftover, isAlive } from '../postgres/leftover.mjs';
import { PlainFault } from '../postgres/plain-fault.mjs';
import { dataFolder } from './paths.mjs';

const lockFile = path.join(dataFolder, 'launcher.pid');

/** @returns {boolean} whether an earlier start was killed before it could tidy up */
export function takeInstance() {
  makeDataFolder();
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      fs.writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
      return attempt > 0;
    } catch (error) {
      if (error.code === 'ENOSPC') throw new PlainFault('The disk is full: free some space and start again.');
      if (error.code === 'EACCES') throw foreignFolder();
      if (error.code !== 'EEXIST') throw error;
      const pid = Number(fs.readFileSync(lockFile, 'utf8'));
      if (isLauncher(pid))
        throw new PlainFault(`Fairslot already runs from this folder (process ${pid}): stop it first.`);
      fs.rmSync(lockFile, { force: true });
    }
  }
  throw new PlainFault('Fairslot is just being started from this folder by another process.');
}

export function releaseInstance() {
  try {
    if (fs.readFileSync(lockFile, 'utf8') === String(process.pid)) fs.rmSync(lockFile);
  } catch {
    // Deleted by someone: nothing to release.
  }
}

/** The process may be gone and its number be used by another program. */
function isLauncher(pid) {
  if (!Number.isInteger(pid) || pid < 2 || pid === process.pid || !isAlive(pid)) return false;
  if (process.platform === 'win32') return true;
  const line = fs.existsSync(`/proc/${pid}/cmdline`)
    ? fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    : spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout;
  return /start\.mjs/.test(line);
}

function makeDataFolder() {
  try {
    fs.mkdirSync(dataFolder, { recursive: true });
    // Started as root, PostgreSQL runs as nobody and must be able to walk through; the secrets inside have modes of their own.
    if (process.getuid?.() === 0) fs.chmodSync(dataFolder, 0o755);
  } catch (error) {
    if (error.code === 'ENOSPC') throw new PlainFault('The disk is full: free some space and start again.');
    if (error.code === 'EACCES') throw foreignFolder();
    throw error;
  }
}

const foreignFolder = () =>
  new PlainFault(
    'The folder .data belongs to another user (started as root before?): start as that user, or delete it as that user.',
  );

/** `--reset`: deletes everything of this checkout's .data, after stopping the database that a killed start may have left in it. */
export async function resetData() {
  await clearLeftover(path.join(dataFolder, 'postgres'));
  try {
    for (const entry of fs.readdirSync(dataFolder)) {
      const file = path.join(dataFolder, entry);
      if (file !== lockFile) fs.rmSync(file, { recursive: true, force: true });
    }
  } catch (error) {
    throw error.code === 'EACCES' || error.code === 'EPERM' ? foreignFolder() : error;
  }
}

/** One secret per checkout, so that links in e-mails sent yesterday still open today. */
export function keepSecret() {
  const file = path.join(dataFolder, 'secret');
  if (!fs.existsSync(file)) fs.writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 });
  return fs.readFileSync(file, 'utf8').trim();
}

// A launcher that was killed leaves PostgreSQL running. Only the server of exactly this data folder is ever stopped.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Stops what an earlier start left behind, or clears its lock file. Returns what was done, or undefined. */
export async function clearLeftover(dataDir) {
  const lockFile = path.join(dataDir, 'postmaster.pid');
  if (process.platform === 'win32' || !fs.existsSync(lockFile)) return undefined;
  const [pidLine] = fs.readFileSync(lockFile, 'utf8').split('\n');
  const pid = Number(pidLine);
  // A dead server's lock is left to PostgreSQL, which makes sure that no session of it lives on.
  if (!isAlive(pid)) return undefined;
  if (!isServerOf(pid, dataDir)) {
    // Another process has got the number since, and PostgreSQL would take it for its own server.
    fs.rmSync(lockFile, { force: true });
    return 'cleared the lock that a killed PostgreSQL left';
  }
  process.kill(pid, 'SIGINT');
  for (let waited = 0; isAlive(pid); waited += 50) {
    if (waited === 10_000) process.kill(pid, 'SIGQUIT');
    if (waited > 20_000) throw new Error(`The PostgreSQL left by an earlier start (process ${pid}) does not stop.`);
    await pause(50);
  }
  return 'stopped the PostgreSQL that an earlier start left running';
}

function isServerOf(pid, dataDir) {
  if (!Number.isInteger(pid) || pid < 2 || !isAlive(pid)) return false;
  const args = commandLine(pid);
  return /postgres/.test(args[0] ?? '') && args.some((arg) => arg === dataDir || arg === fs.realpathSync(dataDir));
}

function commandLine(pid) {
  if (fs.existsSync(`/proc/${pid}/cmdline`)) return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  const listed = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
  const at = listed.indexOf(' -D ');
  return at < 0 ? [listed] : [listed.slice(0, at), listed.slice(at + 4).replace(/ -p \d.*$/s, '')];
}

// Ending `npm start` with a signal ends npm's shell, but not the program that the shell waits for. So we look whether they are still there.
import fs from 'node:fs';

const EVERY_MS = 500;

/** Only under npm: someone who starts the file by hand may well close that terminal and keep it running. */
export function onNpmGone(callback) {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return;
  const shell = process.ppid;
  const npm = parentOf(shell);
  const timer = setInterval(() => {
    if (process.ppid === shell && parentOf(shell) === npm) return;
    clearInterval(timer);
    callback();
  }, EVERY_MS);
  timer.unref();
}

/** Known on Linux; undefined elsewhere, where only the shell is watched. */
function parentOf(pid) {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may contain anything, so count from its end: state, then the parent.
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
}

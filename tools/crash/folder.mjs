// One folder a run, under the checkout so that the bundled programs find their packages; deleted afterwards.
import fs from 'node:fs';
import path from 'node:path';
import { clearLeftover, isAlive } from '../postgres/leftover.mjs';
import { workspace } from '../start/paths.mjs';

const runs = path.join(workspace, '.cache/crash');

export async function makeFolder() {
  fs.mkdirSync(runs, { recursive: true });
  await deleteAbandoned();
  const folder = path.join(runs, String(process.pid));
  fs.mkdirSync(folder);
  return folder;
}

export const dataIn = (folder) => path.join(folder, 'data');

export function deleteFolder(folder) {
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

/** A run that was killed leaves its PostgreSQL and its folder, named after its process. */
async function deleteAbandoned() {
  const numbers = fs.readdirSync(runs).filter((name) => /^\d+$/.test(name));
  for (const name of numbers.filter((pid) => !isAlive(Number(pid)))) {
    const folder = path.join(runs, name);
    await clearLeftover(dataIn(folder)).catch(() => {});
    deleteFolder(folder);
  }
}

export const historyIn = (folder) => path.join(folder, 'history.log');

/** Keeps what is needed to understand a violation, the history and what the programs logged. Answers where. */
export function keepEvidence(folder, seed) {
  const kept = path.join(runs, `seed-${seed}`);
  fs.rmSync(kept, { recursive: true, force: true });
  fs.mkdirSync(kept);
  for (const name of fs.readdirSync(folder).filter((file) => file.endsWith('.log'))) {
    fs.copyFileSync(path.join(folder, name), path.join(kept, name));
  }
  return path.relative(workspace, kept);
}

// What the person at the terminal reads: one line a step, with the time it took.
import { PlainFault } from '../postgres/plain-fault.mjs';

// A closed pipe (`npm start | head`) must not end the launcher before it has stopped what it started.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

const began = performance.now();
const seconds = (from) => `${((performance.now() - from) / 1000).toFixed(1)} s`;

export const say = (line = '') => console.log(line);

/** The time since the start, then the line. */
export const note = (line) => say(`[${seconds(began).padStart(7)}] ${line}`);

/** Runs one step and says how long it took; `during` is shown first for steps that a newcomer waits for. */
export async function step(title, work, { during } = {}) {
  if (during) note(`${during} ...`);
  const from = performance.now();
  const result = await work();
  note(`${title} (${seconds(from)})`);
  return result;
}

/** A plain fault is one sentence; anything else is ours to find, so its stack is shown. */
export function sayFault(fault) {
  console.error(fault instanceof PlainFault ? fault.message : (fault?.stack ?? String(fault)));
}

import { parseArgs } from 'node:util';
import { PlainFault } from '../postgres/plain-fault.mjs';

const USAGE =
  'npm run faults -- [--full] [--queue redis|postgres|both] [--only words] [--wipes n] [--kills n] [--backlog n] [--outages 20,120]';

const SHORT = { wipes: 3, kills: 5, backlog: 400, outages: '20', block: 40 };
/** What a release is proved with; about an hour. */
const FULL = { wipes: 20, kills: 200, backlog: 20_000, outages: '20,120', block: 40 };

/** @returns {{ queues: ('redis' | 'postgres')[], only: string, wipes: number, kills: number, backlog: number, outages: number[], block: number }} */
export function readOptions(args) {
  const text = { type: 'string' };
  const options = {
    full: { type: 'boolean' },
    queue: text,
    only: text,
    wipes: text,
    kills: text,
    backlog: text,
    outages: text,
  };
  let values;
  try {
    ({ values } = parseArgs({ args, options }));
  } catch {
    throw new PlainFault(USAGE);
  }
  const { full, queue = 'both', only = '', ...given } = values;
  const counts = { ...(full ? FULL : SHORT), ...given };
  const queues = queue === 'both' ? ['redis', 'postgres'] : [queue];
  if (!queues.every((name) => name === 'redis' || name === 'postgres')) throw new PlainFault(USAGE);
  const numbers = Object.fromEntries(
    ['wipes', 'kills', 'backlog', 'block'].map((name) => [name, Number(counts[name])]),
  );
  const outages = String(counts.outages).split(',').map(Number);
  if ([...Object.values(numbers), ...outages].some((n) => !Number.isInteger(n) || n < 1)) throw new PlainFault(USAGE);
  return { queues, only, ...numbers, outages };
}

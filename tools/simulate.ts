// `npm run simulate -- --ops 1000000 --seed 7 [--bug name]`: years of virtual bookings, with crashes and lost replies, every step checked.
import { parseArgs } from 'node:util';
import { MemoryCore } from '@fairslot/testing';
import { BUGS } from './simulate/bugs';
import { Simulation } from './simulate/simulation';

const { values } = parseArgs({
  options: {
    ops: { type: 'string', default: '200000' },
    seed: { type: 'string', default: '1' },
    bug: { type: 'string' },
    outcomes: { type: 'boolean', default: false },
  },
});
const [ops, seed] = [Number(values.ops), Number(values.seed)];
const bug = values.bug === undefined ? undefined : BUGS[values.bug];
if (!Number.isInteger(ops) || !Number.isInteger(seed) || (values.bug !== undefined && !bug)) {
  console.error(`npm run simulate -- [--ops 200000] [--seed 1] [--outcomes] [--bug ${Object.keys(BUGS).join('|')}]`);
  process.exit(2);
}

const from = performance.now();
const cpu = process.cpuUsage();
const result = new Simulation(new MemoryCore(bug), seed).run(ops);
const seconds = (performance.now() - from) / 1000;
const { user, system } = process.cpuUsage(cpu);
const cpuSeconds = (user + system) / 1_000_000;

if (values.outcomes) for (const [name, times] of result.outcomes) console.log(`${String(times).padStart(10)}  ${name}`);
for (const example of result.examples) console.log(`violation  ${example}`);
const figures: [string, string | number][] = [
  ['seed', seed],
  ['operations', result.ops],
  ['crashes', result.crashes],
  ['lost replies', result.lostReplies],
  ['change nights', result.changeNights],
  ['virtual time ended', new Date(result.until).toISOString()],
  ['state × action pairs', result.statePairs],
  ['violations', result.violations],
  ['operations a second', Math.round(result.ops / seconds)],
  // On a machine that others use too, this is the figure to compare.
  ['… of processor time', Math.round(result.ops / cpuSeconds)],
  ['history', result.hash],
];
for (const [name, value] of figures) console.log(`${name.padEnd(22)}${value}`);
process.exitCode = result.violations === 0 ? 0 : 1;

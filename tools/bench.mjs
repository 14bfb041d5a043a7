// `npm run bench`: the targets of the booking core as ratios of one run, on a PostgreSQL 15 of its own. Linux alone, because it reads /proc.
import { parseArgs } from 'node:util';
import { PlainFault } from './postgres/plain-fault.mjs';
import { note, say, step } from './start/say.mjs';
import { runProgram } from './start/run-program.mjs';
import { assertBinaries } from './bench/cluster.mjs';
import { numberOf, printTable, wordsOf, writePage } from './bench/report.mjs';

const HELP = `npm run bench -- [--scale small] [--only 2,3] [--keep DIR] [--growth N] [--rounds N] [--seconds N] [--people N] [--note TEXT]
  --scale small  40 sites and short slices, for trying the bench; full (500 sites, 84 days, 4.2 million slots) is what counts
  --only 2,3     these targets alone
  --keep DIR     keeps the data in this folder and uses it again: a second run starts in seconds
  --growth N     target 7 with N times the data: 4 by itself, 16 needs about 70 GB of disk, 0 leaves it out
  --people N     targets 10 to 12 with so many people: 2,600,000 by itself, 20,000 in a small run
  --rounds N     slices of each kind that count, 3 by itself; --seconds N: length of a slice
  --note TEXT    stands at the top of the page, such as what else ran on the machine
A full run of all targets writes docs/bench.md; others write .cache/bench.md.`;

/** In order: each leaves the data to the next one as a busy service would. */
const TARGETS = [
  '1-claim',
  '2-booking',
  '3-search',
  '4-together',
  '5-freshness',
  '6-refusals',
  '7-growth',
  '8-reallocation',
  '9-messages',
  '10-list',
  '11-count',
  '12-waves',
];

const number = (text, name, least) => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least)
    throw new PlainFault(`--${name} is a whole number from ${least}.\n${HELP}`);
  return value;
};

function readOptions(words) {
  const text = { type: 'string' };
  let values;
  try {
    values = parseArgs({
      args: words,
      options: {
        scale: text,
        only: text,
        keep: text,
        growth: text,
        rounds: text,
        seconds: text,
        people: text,
        note: text,
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new PlainFault(`${error.message}\n${HELP}`);
  }
  const { scale = 'full', only, keep, growth = '4', rounds = '3', seconds, people, note: remark, help } = values;
  if (!['full', 'small'].includes(scale)) throw new PlainFault(`--scale is full or small.\n${HELP}`);
  const chosen = TARGETS.filter((name) => !only || only.split(',').includes(numberOf(name)));
  if (chosen.length === 0) throw new PlainFault(`--only names targets from 1 to ${TARGETS.length}.\n${HELP}`);
  const hasGrowth = chosen.includes('7-growth');
  return {
    help,
    scale,
    keep,
    chosen,
    growth: hasGrowth ? number(growth, 'growth', 0) : 0,
    rounds: number(rounds, 'rounds', 1),
    ...(people ? { people: number(people, 'people', 5000) } : {}),
    ...(remark ? { remark } : {}),
    ...(seconds ? { seconds: number(seconds, 'seconds', 1) } : {}),
  };
}

let world;

/** One target; its fault is told, and the others still run. */
async function measure(name) {
  const target = await import(`./bench/targets/${name}.mjs`);
  if (target.needsGrowth && !world.growth) return null;
  if (target.needsFloor && !world.hasFloor) return null;
  const before = world.mark;
  try {
    const rows = await step(`${numberOf(name)}. ${target.title}`, () => target.run(world), {
      during: target.title.toLowerCase(),
    });
    printTable(rows);
    return { name, target, rows };
  } catch (error) {
    say(error.stack);
    return {
      name,
      target,
      rows: [{ what: 'could not be measured', figure: error.message.split('\n')[0], bound: '', met: false }],
    };
  } finally {
    await world.close(before);
  }
}

async function main(words) {
  const options = readOptions(words);
  if (options.help) {
    say(HELP);
    return 0;
  }
  assertBinaries();
  const { World } = await import('./bench/world.mjs');
  world = new World(options);
  await world.open(options);
  const results = [];
  for (const name of options.chosen) {
    const result = await measure(name);
    if (result) results.push(result);
  }
  const isWhole = options.scale === 'full' && options.chosen.length === TARGETS.length;
  const run = { words: wordsOf(words), remark: options.remark };
  const page = await writePage(isWhole ? 'docs/bench.md' : '.cache/bench.md', world, results, run);
  await world.close();
  note(`written: ${page}`);
  const short = results.flatMap(({ rows }) => rows).filter(({ met }) => met === false).length;
  say(short ? `${short} figures fall short` : 'every target is met');
  return short ? 1 : 0;
}

runProgram(main, async () => world?.close());

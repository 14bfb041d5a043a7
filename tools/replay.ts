// `npm run replay`: six weeks of a campaign with people who do not exist, with the program's throttle and without; writes docs/replay.md.
import fs from 'node:fs';
import { parseArgs } from 'node:util';
import { changed, parameters, usual, type Behaviour } from './replay/behaviour';
import { replay, shareOfNone, type ReplayFigures } from './replay/replay';
import { aWorldOf } from './replay/world';

const HELP = `npm run replay -- [--size 26000] [--seeds 20] [--within 8] [--expected 60] [--out docs/replay.md]
  --size N      people of the region, of whom those of 65 and over are invited
  --expected N  bookings expected of a hundred invitations, as the campaign says it`;
const BOUND = 5;

interface Row {
  what: string;
  throttled: number;
  free: number;
  invited: number;
  booked: number;
}

const percent = (value: number): string => `${value.toFixed(1)} %`;
const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;

/** The worst of the seeds with the throttle; the mildest without it. */
function rowOf(what: string, throttled: readonly ReplayFigures[], free: readonly ReplayFigures[]): Row {
  return {
    what,
    throttled: Math.max(...throttled.map(shareOfNone)),
    free: Math.min(...free.map(shareOfNone)),
    invited: mean(throttled.map(({ invited, people }) => (100 * invited) / people)),
    booked: mean(throttled.map(({ booked, people }) => (100 * booked) / people)),
  };
}

function pageOf(rows: readonly Row[], said: string, seeds: number): string {
  const lines = rows.map(
    ({ what, throttled, free, invited, booked }) =>
      `| ${what} | ${percent(throttled)} | ${throttled < BOUND ? 'met' : 'SHORT'} | ${percent(free)} | ${percent(invited)} | ${percent(booked)} |`,
  );
  return `# What the throttle prevents, replayed

Written by \`npm run replay\`; do not edit it by hand.

${said} The question: of invited people who look for a time on the day they are invited, how many find none within their distance? Fewer than ${BOUND} of a
hundred is the aim. With the throttle each figure is the worst of ${seeds} seeds; without it, when everybody is invited at once, the mildest.

| behaviour | find none, throttled | aim < ${BOUND} % | find none, not throttled | invited in six weeks | booked |
| --- | --- | --- | --- | --- | --- |
${lines.join('\n')}

People who have no site within the distance at all are never invited with the throttle (they are told to the coordinator as areas that are short);
without it they are invited and find nothing, which is part of that figure.

The behaviour is in \`tools/replay/behaviour.ts\`, each figure with its source, outside the program. The throttle is the program's own, from
\`libs/domain\`. People are drawn by \`tools/population\`; sites and outcodes are those of the demonstration.
`;
}

function main(args: string[]): void {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: { size: text, seeds: text, within: text, expected: text, out: text, help: { type: 'boolean' } },
  });
  if (values.help) return console.log(HELP);
  const [size, seeds] = [Number(values.size ?? 26_000), Number(values.seeds ?? 20)];
  const [withinKm, expectedPercent] = [Number(values.within ?? 8), Number(values.expected ?? 60)];
  if (![size, seeds, withinKm, expectedPercent].every((one) => Number.isInteger(one) && one > 0)) throw new Error(HELP);
  const worlds = Array.from({ length: seeds }, (_, n) => aWorldOf(size, n + 1, withinKm));
  const run = (behaviour: Behaviour, isThrottled: boolean, by = 1): ReplayFigures[] =>
    worlds.map((world, n) =>
      replay(world, behaviour, { expectedPercent: Math.min(100, expectedPercent * by), isThrottled, seed: n + 1 }),
    );
  const rows = [rowOf('usual', run(usual, true), run(usual, false))];
  for (const of of parameters)
    for (const [by, word] of [
      [0.5, '− 50 %'],
      [1.5, '+ 50 %'],
    ] as const)
      rows.push(rowOf(`${of} ${word}`, run(changed(of, by), true), run(changed(of, by), false)));
  for (const [by, word] of [
    [0.5, '− 50 %'],
    [1.5, '+ 50 %'],
  ] as const)
    rows.push(rowOf(`expected by the campaign ${word}`, run(usual, true, by), run(usual, false, by)));
  const said = `${size.toLocaleString('en-GB')} people of the region, of whom ${worlds[0]?.people.length.toLocaleString('en-GB') ?? 0} are 65 and over (seed 1), invited over six weeks to sites within ${withinKm} km; the campaign expects ${expectedPercent} bookings of a hundred invitations.`;
  for (const { what, throttled, free } of rows)
    console.log(
      `${what.padEnd(34)} throttled ${percent(throttled).padStart(7)}   not throttled ${percent(free).padStart(7)}`,
    );
  fs.writeFileSync(values.out ?? 'docs/replay.md', pageOf(rows, said, seeds));
  const short = rows.filter(({ throttled }) => throttled >= BOUND).length;
  console.log(short === 0 ? 'the aim is met in every case' : `${short} of ${rows.length} cases fall short`);
}

main(process.argv.slice(2));

// The table at the terminal, and the page that a full run leaves.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { format } from 'prettier';
import { say } from '../start/say.mjs';
import { workspace } from '../start/paths.mjs';

/** '10' of '10-list'. */
export const numberOf = (name) => name.split('-')[0];

const verdict = ({ met }) => (met === undefined ? '' : met ? 'met' : 'SHORT');

export function printTable(rows) {
  const width = Math.max(...rows.map(({ what }) => what.length));
  for (const row of rows)
    say(`    ${row.what.padEnd(width)}  ${row.figure}${row.bound ? `   ${row.bound}   ${verdict(row)}` : ''}`);
}

const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const line = (...cells) => `| ${cells.map(cell).join(' | ')} |`;

function machine() {
  const [cpu] = os.cpus();
  return `${os.cpus().length} × ${cpu.model.trim()}, ${Math.round(os.totalmem() / 2 ** 30)} GiB, ${os.type()} ${os.release()}, Node ${process.versions.node}`;
}

/** Where a figure falls short, what the target itself says about why. */
const shortfalls = (results) =>
  results
    .filter(({ rows }) => rows.some(({ met }) => met === false))
    .map(({ name, target, rows }) => {
      const short = rows
        .filter(({ met }) => met === false)
        .map(({ what, figure, bound }) => `${what}: ${figure} (${bound || 'not measured'})`);
      return `**${numberOf(name)}. ${target.title}.** ${short.join('; ')}. ${target.why ?? ''}`;
    });

/** The arguments of a run as they would be typed again, but for the note, which is printed in words, and where the data lay. */
export function wordsOf(words) {
  const kept = [];
  for (let n = 0; n < words.length; n += 1) {
    const [name] = words[n].split('=');
    if (!['--note', '--keep'].includes(name)) kept.push(words[n]);
    else if (name === words[n]) n += 1;
  }
  return kept.join(' ');
}

function pageOf(world, results, { words, remark }) {
  const { sites, days, scale, rounds, seconds, growth, queueUrl, hasFloor } = world;
  const judged = results.flatMap(({ name, rows }) =>
    rows.map((row) => line(numberOf(name), row.what, row.figure, row.bound, verdict(row))),
  );
  const short = shortfalls(results);
  return `# What the booking core does, measured

Written by \`npm run bench${words && ` -- ${words}`}\` on ${new Date().toISOString().slice(0, 10)}; do not edit it by hand.
${remark ? `\n${remark}\n` : ''}
- Machine: ${machine()}
- PostgreSQL 15 of Debian, everything durable (\`fsync\`, \`synchronous_commit\` and \`full_page_writes\` on), ${world.sharedBuffers} of shared buffers; load generators, API
  and PostgreSQL on the same processors; the queue in ${queueUrl ? 'Redis' : 'PostgreSQL, because there is no Redis here'}${hasFloor ? '' : '; pgbench is missing, so every ratio to its simple-update is left out'}
- Data (${scale}): ${sites} sites, ${days} days, ${(sites * days * 100).toLocaleString('en')} slots, the first days 85 to 98 % booked${growth ? `; for growth ${growth} times as much` : ''}
- Each figure is the median of ${rounds} slices of ${seconds} seconds that took turns, each ratio the median of the ratios of one turn. Absolute figures move by a factor
  of two or three between machines and hours; the ratios are what counts.

| target | what | figure | bound | |
| --- | --- | --- | --- | --- |
${judged.join('\n')}

${results.map(({ name, target }) => `## ${numberOf(name)}. ${target.title}\n\n${target.about}`).join('\n\n')}

## Where it falls short

${short.length === 0 ? 'Nowhere in this run.' : short.join('\n\n')}
`;
}

export async function writePage(file, world, results, run) {
  const page = await format(pageOf(world, results, run), {
    parser: 'markdown',
    ...JSON.parse(fs.readFileSync(path.join(workspace, '.prettierrc.json'), 'utf8')),
  });
  fs.mkdirSync(path.dirname(path.join(workspace, file)), { recursive: true });
  fs.writeFileSync(path.join(workspace, file), page);
  return file;
}

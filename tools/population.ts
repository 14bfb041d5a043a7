// `npm run population -- --size N --seed 1`: people who do not exist, as many of each kind as the region has, as lists to import.
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { isLocalDate } from '@fairslot/domain';
import { Margins, marginTable } from './population/margins';
import { residents, type PopulationOptions } from './population/residents';
import { DOSE_HEADINGS, doseRows, ListFile, PEOPLE_HEADINGS, personRow } from './population/write-lists';

const HELP = `npm run population -- [--size 26000] [--seed 1] [--on 2026-10-01] [--out .data/people.csv] [--doses .data/doses.csv] [--quiet]
  --size N    people; the region has 2,518,655
  --seed N    another seed draws other people; the same seed the same
  --on DATE   ages are as on this day
  --out FILE  the list of people, ready to be imported; - for none, only the margins
  --doses FILE  vaccines they had, ready to be imported
  --quiet     without the table of margins`;
const MOST = 5_000_000;

class PlainFault extends Error {}

function whole(text: string, name: string, least: number, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most)
    throw new PlainFault(`--${name} is a whole number from ${least} to ${most}.\n${HELP}`);
  return value;
}

function read(args: string[]): PopulationOptions & { out: string; doses: string; quiet: boolean; help: boolean } {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const options = { size: text, seed: text, on: text, out: text, doses: text, quiet: flag, help: flag };
  let values;
  try {
    values = parseArgs({ args, options }).values;
  } catch (error) {
    throw new PlainFault(`${(error as Error).message}\n${HELP}`);
  }
  const { size = '26000', seed = '1', on = '2026-10-01', out = '.data/people.csv', doses = '.data/doses.csv' } = values;
  if (!isLocalDate(on)) throw new PlainFault(`--on is a date like 2026-10-01.\n${HELP}`);
  const numbers = { size: whole(size, 'size', 1, MOST), seed: whole(seed, 'seed', 0, 2 ** 31) };
  return { ...numbers, on, out, doses, quiet: values.quiet, help: values.help };
}

async function main(args: string[]): Promise<void> {
  const { out, doses, quiet, help, ...options } = read(args);
  if (help) return console.log(HELP);
  const from = performance.now();
  const files = out === '-' ? [] : [new ListFile(made(out), PEOPLE_HEADINGS), new ListFile(made(doses), DOSE_HEADINGS)];
  const [people, given] = files;
  const margins = new Margins();
  for (const one of residents(options)) {
    if (!quiet) margins.add(one);
    people?.add(personRow(one));
    for (const row of doseRows(one)) given?.add(row);
    for (const file of files) if (file.isFull) await file.flush();
  }
  for (const file of files) await file.close();
  if (!quiet) console.log(marginTable(margins.rows()));
  const seconds = (performance.now() - from) / 1000;
  const memory = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(
    `${options.size.toLocaleString('en-GB')} people in ${seconds.toFixed(1)} s, ${memory} MB of memory at most`,
  );
  if (people) console.log(`written: ${out}, ${doses}`);
}

function made(file: string): string {
  fs.mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  return file;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof PlainFault ? error.message : error);
  process.exitCode = 1;
});

import fs from 'node:fs';
import { readCsvLines } from './csv-lines';
import type { PeopleImport } from '@fairslot/contract';

/** Writes the headings and the rows that have faults, each with a first column PROBLEM; answers how many rows. */
export async function writeErrors(from: string, to: string, faults: PeopleImport['faults']): Promise<number> {
  const byLine = new Map<number, string[]>();
  for (const { line, column, message } of faults)
    byLine.set(line, [...(byLine.get(line) ?? []), `${column}: ${message}`]);
  const out = fs.createWriteStream(to);
  let rows = 0;
  for await (const { line, text } of readCsvLines(from)) {
    const problems = byLine.get(line);
    if (line === 1) out.write(`PROBLEM,${text}\n`);
    else if (problems) {
      out.write(`"${problems.join('; ').replaceAll('"', '""')}",${text}\n`);
      rows += 1;
    }
  }
  await new Promise<void>((resolve) => out.end(() => resolve()));
  return rows;
}

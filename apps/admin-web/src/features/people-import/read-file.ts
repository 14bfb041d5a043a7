import type { PeopleImport } from '@fairslot/contract';
import { personKeyText, readDate } from '@fairslot/domain';
import { parse } from 'csv-parse/browser/esm/sync';
import type { CsvCell } from '../../ui/download-csv';
import type { ListKind } from './list-kinds';

export interface ListFile {
  /** Without its ending. */
  name: string;
  text: string;
  headings: string[];
  /** As a spreadsheet counts: the headings are row 1. */
  rows: { line: number; cells: string[] }[];
}

/** Column of the list → heading of the file. */
export type Columns = Readonly<Record<string, string>>;

interface Record_ {
  info: { lines: number };
  record: string[];
}

/** Reads a CSV as the API does: commas or semicolons, quotes, empty lines passed over. */
export function readListFile(
  name: string,
  text: string,
): { ok: true; file: ListFile } | { ok: false; fault: 'empty' } | { ok: false; fault: 'unreadable'; line: number } {
  if (text.trim() === '') return { ok: false, fault: 'empty' };
  try {
    const records = parse(text, {
      bom: true,
      delimiter: (text.split('\n', 1)[0] ?? '').includes(';') ? ';' : ',',
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
      info: true,
    }) as unknown as Record_[];
    const [head, ...body] = records;
    const rows = body.map(({ info, record }) => ({ line: info.lines, cells: record }));
    return { ok: true, file: { name: name.replace(/\.[^.]*$/, ''), text, headings: head?.record ?? [], rows } };
  } catch (error) {
    return { ok: false, fault: 'unreadable', line: (error as { lines?: number }).lines ?? 1 };
  }
}

/** Which heading says what, as far as headings tell by themselves. */
export function matchColumns({ columns: known, columnOf }: ListKind, headings: readonly string[]): Columns {
  const columns: Record<string, string> = {};
  for (const heading of headings) {
    const column = columnOf(heading);
    if (known.includes(column)) columns[column] ??= heading;
  }
  return columns;
}

/** As the API remembers headings. */
const plain = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');

/** The same, corrected by how a list with these headings was matched before; an empty one is in no heading. */
export function matchAsBefore(kind: ListKind, headings: readonly string[], before: Columns): Columns {
  const columns: Record<string, string> = { ...matchColumns(kind, headings) };
  for (const [column, remembered] of Object.entries(before)) {
    const heading = headings.find((one) => remembered !== '' && plain(one) === plain(remembered));
    if (heading === undefined) delete columns[column];
    else columns[column] = heading;
  }
  return columns;
}

/** What the API must be told: headings that it would not match so by itself; an empty one where it must not match any. */
export function columnsToSay(kind: ListKind, byItself: Columns, chosen: Columns): Columns {
  return Object.fromEntries(
    kind.columns.flatMap((column) => (chosen[column] === byItself[column] ? [] : [[column, chosen[column] ?? '']])),
  );
}

/** Headings of the file that nothing is read from. */
export const unusedHeadings = (headings: readonly string[], columns: Columns): string[] => {
  const used = new Set(Object.values(columns));
  return [...new Set(headings)].filter((heading) => heading.trim() !== '' && !used.has(heading));
};

/** The row above that names the same person, as the API tells people apart: by number, else by name, date of birth and postcode. */
export function sameRowAbove(file: ListFile, columns: Columns, line: number): number | undefined {
  const keyOf = ({ cells }: ListFile['rows'][number]): string => {
    const cell = (column: string): string => cells[file.headings.indexOf(columns[column] ?? '')]?.trim() ?? '';
    const dateOfBirth = readDate(cell('date_of_birth')) ?? '';
    const who = { firstName: cell('first_name'), lastName: cell('last_name'), dateOfBirth, postcode: cell('postcode') };
    const what = [cell('service').toLowerCase(), readDate(cell('given_on')) ?? ''];
    return [cell('nhs_number').replace(/\D/g, '') || personKeyText(who), ...what].join('|');
  };
  const row = file.rows.find((one) => one.line === line);
  const key = row && keyOf(row);
  return file.rows.find((one) => one.line < line && keyOf(one) === key)?.line;
}

/** The rows that could not be taken, as they stand in the file, with what is wrong in a column of its own. */
export function rowsWithErrors(
  file: ListFile,
  faults: PeopleImport['faults'],
  say: (fault: PeopleImport['faults'][number]) => string,
  problemColumn: string,
): CsvCell[][] {
  const said = new Map<number, string[]>();
  for (const fault of faults) said.set(fault.line, [...(said.get(fault.line) ?? []), say(fault)]);
  // A file that was mended once has the column already.
  const kept = file.headings.flatMap((heading, index) => (heading === problemColumn ? [] : [index]));
  const rows = file.rows.filter(({ line }) => said.has(line));
  return [
    [...kept.map((index) => file.headings[index] ?? ''), problemColumn],
    ...rows.map(({ line, cells }) => [...kept.map((index) => cells[index] ?? ''), (said.get(line) ?? []).join('; ')]),
  ];
}

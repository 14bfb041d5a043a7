import { LARGEST_LIST, type PeopleImport } from '@fairslot/contract';
import { parse } from 'csv-parse/browser/esm/sync';
import type { CsvCell } from '../../ui/download-csv';
import type { ListKind } from './list-kinds';

/** Which of the words of a fault are said of a file. */
export type FileFault = 'fileNotCsv' | 'fileLarge' | 'fileEmpty' | 'fileLocked';

export interface ListFile {
  /** Without its ending. */
  name: string;
  file: File;
  headings: string[];
}

/** Column of the list → heading of the file. */
export type Columns = Readonly<Record<string, string>>;

/** As much of a file as is looked at by itself. */
const PIECE = 1 << 20;

/** Looks at the beginning of a file: what it is, and its headings. The API reads the rest, so that its size matters to nobody here. */
export async function readListFile(
  file: File,
): Promise<{ ok: true; file: ListFile } | { ok: false; fault: FileFault }> {
  const bytes = new Uint8Array(await file.slice(0, PIECE).arrayBuffer());
  if (isLocked(bytes)) return { ok: false, fault: 'fileLocked' };
  if (!/\.(csv|txt)$/i.test(file.name) || isOtherKind(bytes)) return { ok: false, fault: 'fileNotCsv' };
  if (file.size >= LARGEST_LIST) return { ok: false, fault: 'fileLarge' };
  const text = new TextDecoder((await isUtf8(file)) ? 'utf-8' : 'windows-1252').decode(bytes);
  if (text.trim() === '') return { ok: false, fault: 'fileEmpty' };
  const [head] = valuesOf(text, delimiterOf(text), 1);
  return { ok: true, file: { name: file.name.replace(/\.[^.]*$/, ''), file, headings: head ?? [] } };
}

const beginsWith = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((byte, at) => bytes[at] === byte);
const OFFICE = [0xd0, 0xcf, 0x11, 0xe0];
const ZIP = [0x50, 0x4b, 0x03, 0x04];
const PDF = [0x25, 0x50, 0x44, 0x46];
/** How a spreadsheet with a password is told from an old one without: the name of what it holds, in UTF-16. */
const LOCKED_SHEET = 'EncryptedPackage'.split('').join('\0');

function isLocked(bytes: Uint8Array): boolean {
  if (beginsWith(bytes, ZIP)) return ((bytes[6] ?? 0) & 1) === 1;
  return beginsWith(bytes, OFFICE) && new TextDecoder('windows-1252').decode(bytes).includes(LOCKED_SHEET);
}

const isOtherKind = (bytes: Uint8Array): boolean =>
  [OFFICE, ZIP, PDF].some((mark) => beginsWith(bytes, mark)) || bytes.subarray(0, 1000).includes(0);

/** A file piece by piece: of any size, with little of it in memory. */
async function* piecesOf(file: File): AsyncGenerator<ArrayBuffer> {
  for (let at = 0; at < file.size; at += PIECE) yield file.slice(at, at + PIECE).arrayBuffer();
}

/** Else it is in the older Windows characters that spreadsheets still write. */
async function isUtf8(file: File): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const piece of piecesOf(file)) decoder.decode(piece, { stream: true });
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

const delimiterOf = (text: string): ',' | ';' => ((text.split('\n', 1)[0] ?? '').includes(';') ? ';' : ',');

const valuesOf = (text: string, delimiter: string, rows: number): string[][] =>
  parse(text, {
    bom: true,
    delimiter,
    trim: true,
    skip_empty_lines: true,
    relax_column_count: true,
    relax_quotes: true,
    to: rows,
  }) as string[][];

/** A quote begins a value and ends it nowhere: the row goes on in the next line. */
const isOpen = (row: string): boolean =>
  row.includes('"') && /(^|[,;])\s*"/.test(row.replace(/(^|[,;])\s*"(?:[^"]|"")*"/g, '$1'));

/** Rows as they stand in the file, each with the line it ends on; the headings are row 1. */
async function* rowsOf(file: File): AsyncGenerator<{ line: number; text: string }> {
  const decoder = new TextDecoder((await isUtf8(file)) ? 'utf-8' : 'windows-1252');
  let [rest, row, line] = ['', '', 0];
  for await (const piece of piecesOf(file)) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const one of lines) {
      line += 1;
      row += row === '' ? one : `\n${one}`;
      if (isOpen(row)) continue;
      yield { line, text: row };
      row = '';
    }
  }
  if (rest !== '' || row !== '') yield { line: line + 1, text: row === '' ? rest : `${row}\n${rest}` };
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

/** The rows that could not be taken, as they stand in the file, with what is wrong in a column of its own. */
export async function rowsWithErrors(
  { file, headings }: ListFile,
  faults: PeopleImport['faults'],
  say: (fault: PeopleImport['faults'][number]) => string,
  problemColumn: string,
): Promise<CsvCell[][]> {
  const said = new Map<number, string[]>();
  for (const fault of faults) said.set(fault.line, [...(said.get(fault.line) ?? []), say(fault)]);
  // A file that was mended once has the column already.
  const kept = headings.flatMap((heading, index) => (heading === problemColumn ? [] : [index]));
  const rows: CsvCell[][] = [[...kept.map((index) => headings[index] ?? ''), problemColumn]];
  let delimiter: ',' | ';' | undefined;
  for await (const { line, text } of rowsOf(file)) {
    delimiter ??= delimiterOf(text);
    const problems = said.get(line);
    if (!problems) continue;
    const [cells = []] = valuesOf(text, delimiter, 1);
    rows.push([...kept.map((index) => cells[index] ?? ''), problems.join('; ')]);
  }
  return rows;
}

import { CutCsv, EndlessQuote, type CsvPiece } from '../platform/csv/cut-csv';
import { readPiece } from '../platform/csv/read-piece';
import { AppError } from '../platform/http/app-error';
import { type ListKind, matchColumns, type Wanted } from './match-columns';
import { plainHeading } from './plain-heading';
import { textOf } from './read-list-piece';

/** Bytes that are handed to reading at once: a thread that reads has room for the rows of some such pieces. */
const PIECE = 1 << 18;

/** A list whose headings are read; its rows follow as they are asked for. */
export interface OpenList {
  /** In lower case with _ for spaces. */
  headings: string[];
  /** Column of the list → heading. */
  columns: Record<string, string>;
  /** For each value of a row, the column it is; null where it is none. */
  columnAt: (string | null)[];
  delimiter: ',' | ';';
  pieces: AsyncIterable<CsvPiece>;
}

/** Reads the headings of a list of any length. Refused where a column that is needed is missing. */
export async function openList(kind: ListKind, source: AsyncIterable<Uint8Array>, wanted: Wanted): Promise<OpenList> {
  const pieces = cutPieces(source);
  const first = await pieces.next();
  const head = first.done ? null : splitHead(first.value);
  const headings = head?.headings ?? [];
  const columns = await matchColumns(kind, headings, wanted);
  const columnAt = headings.map((heading) => Object.entries(columns).find(([, one]) => one === heading)?.[0] ?? null);
  const rest = head?.rest ?? { bytes: Buffer.alloc(0), line: 1 };
  return { headings, columns, columnAt, delimiter: head?.delimiter ?? ',', pieces: following(rest, pieces) };
}

/** The bytes of a list that is here: a text, or a file, which by itself would come in pieces of any size. */
export async function* bytesOf(list: string | File): AsyncGenerator<Uint8Array> {
  const bytes = typeof list === 'string' ? Buffer.from(list) : null;
  const size = bytes ? bytes.length : (list as File).size;
  for (let at = 0; at < size; at += PIECE)
    yield bytes?.subarray(at, at + PIECE) ?? new Uint8Array(await (list as File).slice(at, at + PIECE).arrayBuffer());
}

/** A list that is here whole is refused whole, before anything of it is written. */
export async function proveReadable(list: string | File): Promise<void> {
  for await (const _ of cutPieces(bytesOf(list)));
}

/** A file that cannot be read is the fault of its line. */
export function unreadable(fault: unknown): unknown {
  const line = fault instanceof EndlessQuote ? fault.line : (fault as { lines?: number } | null)?.lines;
  if (line === undefined) return fault;
  return new AppError('invalid', { errors: [{ path: 'csv', code: 'invalid' }], detail: `line ${line}` });
}

interface DelimitedPiece extends CsvPiece {
  delimiter: ',' | ';';
}

async function* cutPieces(source: AsyncIterable<Uint8Array>): AsyncGenerator<DelimitedPiece> {
  const cut = new CutCsv();
  try {
    for await (const { buffer, byteOffset, byteLength } of source) {
      const piece = cut.add(Buffer.from(buffer, byteOffset, byteLength));
      if (piece) yield { ...piece, delimiter: cut.separator };
    }
    const last = cut.finish();
    if (last) yield { ...last, delimiter: cut.separator };
  } catch (fault) {
    throw unreadable(fault);
  }
}

async function* following(first: CsvPiece, pieces: AsyncIterable<CsvPiece>): AsyncGenerator<CsvPiece> {
  if (first.bytes.length > 0) yield first;
  yield* pieces;
}

/** The headings, and what follows them. */
function splitHead({ bytes, line, delimiter }: DelimitedPiece): {
  headings: string[];
  rest: CsvPiece;
  delimiter: ',' | ';';
} {
  const newline = bytes.includes('\n') ? '\n' : '\r';
  const end = bytes.indexOf(newline) + 1;
  const [row] = readPiece(textOf(bytes.subarray(0, end)).replace(/^\uFEFF/, ''), line, delimiter);
  const headings = (row?.values ?? []).map(plainHeading);
  return { headings, rest: { bytes: bytes.subarray(end), line: line + 1 }, delimiter };
}

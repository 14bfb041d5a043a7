import { type PeopleImport, type PersonColumn, personColumns } from '@fairslot/contract';
import { columnOf, type LocalDate } from '@fairslot/domain';
import { CutCsv, EndlessQuote, type CsvPiece } from '../platform/csv/cut-csv';
import { readPiece } from '../platform/csv/read-piece';
import { AppError } from '../platform/http/app-error';
import { type ListKind, matchColumns } from './match-columns';
import { ListFaults } from './list-faults';
import { listReaders, type ReadPiece } from './list-readers';
import { plainHeading } from './plain-heading';
import { KEY_BYTES, textOf, type JudgedPiece, type ListTerms } from './read-list-piece';
import { SeenPeople } from './seen-people';
import { WorthLooking } from './worth-looking';

export interface ListOptions {
  config: ListTerms['config'];
  today: LocalDate;
  places: ListTerms['places'];
  outcodes: ListTerms['outcodes'];
  /** Column → heading, as whoever brings the list says; asked once the headings are known. */
  wanted: (headings: readonly string[]) => Promise<Partial<Record<PersonColumn, string>>>;
  /** The built thread; null reads in this one. */
  worker: string | null;
  threads?: number;
  most: number;
}

/** What a list came to; `faults` are the first of them, the groups count all. */
export type ListFigures = Pick<PeopleImport, 'rows' | 'good' | 'bad' | 'columns' | 'faultGroups' | 'faults'> & {
  headings: string[];
};

const PEOPLE: ListKind = {
  known: personColumns,
  needed: ['first_name', 'last_name', 'date_of_birth'],
  columnOf,
};
/** Rows that are merged at once: a transaction of well under a second. */
const BATCH = 8000;

/** Where the rows of a list go. */
export interface ListWriter {
  /** Those of whom exactly this is known already; by position. Who is left out is looked at row by row. */
  known(rows: SaidRows): Promise<ReadonlySet<number>>;
  merge(tuples: Buffer[]): Promise<void>;
}

/** 16 bytes by which each is known and 16 of all that is said of them. */
export interface SaidRows {
  keys: Buffer;
  said: Buffer;
  byNumber: readonly boolean[];
}

/**
 * Reads a list of any length as it arrives: rows are judged and sealed in threads, told apart, and handed on in batches of good
 * rows while the next are read. Rows that say what is known are neither sealed nor written, where a list has many. `writer` is null where nothing is to be
 * written. Memory does not grow with the list, but for 12 bytes a person.
 */
export async function takeList(
  source: AsyncIterable<Buffer>,
  options: ListOptions,
  writer: ListWriter | null,
): Promise<ListFigures> {
  const pieces = piecesOf(source);
  const first = await pieces.next();
  const head = first.done ? null : splitHead(first.value);
  const columns = await matchColumns(PEOPLE, head?.headings ?? [], options.wanted);
  if (!head) return { rows: 0, good: 0, bad: 0, columns, faultGroups: [], faults: [], headings: [] };
  const columnAt = head.headings.map(
    (heading) => Object.entries(columns).find(([, one]) => one === heading)?.[0] ?? null,
  );
  const { config, today, places, outcodes } = options;
  const terms: ListTerms = { config, today, places, outcodes, columns: columnAt, delimiter: head.delimiter };
  const readers = listReaders(terms, options.worker, options.threads);
  const tally = new Tally(writer, options.most);
  try {
    const ahead: Promise<ReadPiece>[] = [];
    const next = async (): Promise<void> => tally.add(await (ahead.shift() as Promise<ReadPiece>));
    for await (const piece of following(head.rest, pieces)) {
      const judged = readers.read(piece.bytes, piece.line);
      // A piece that fails while another is waited for is told when its turn comes.
      judged.catch(() => undefined);
      ahead.push(judged);
      if (ahead.length > readers.ahead) await next();
    }
    while (ahead.length > 0) await next();
    return { ...(await tally.end()), columns, headings: head.headings };
  } catch (fault) {
    await tally.rest();
    throw unreadable(fault);
  } finally {
    await readers.stop();
  }
}

/** What one list came to so far: who was seen, and what waits to be merged. */
class Tally {
  private readonly seen = new SeenPeople();
  private readonly faults = new ListFaults();
  private readonly worth = new WorthLooking();
  private batch: Wanted[] = [];
  private waiting = 0;
  private merging: Promise<void> = Promise.resolve();
  private rows = 0;
  private bad = 0;

  constructor(
    private readonly writer: ListWriter | null,
    private readonly most: number,
  ) {}

  async add(piece: ReadPiece): Promise<void> {
    this.rows += piece.rows;
    if (this.rows > this.most) throw new AppError('too_large');
    this.bad += piece.bad;
    this.faults.add(piece.faults, piece.faultCounts);
    const rows = [...piece.lines.keys()].filter((at) => this.isNew(piece, piece.lines[at] as number, at));
    if (!this.writer) return void (await piece.seal([]));
    this.batch.push({ piece, rows });
    this.waiting += rows.length;
    if (this.waiting >= BATCH) await this.hand(this.writer);
  }

  async end(): Promise<Omit<ListFigures, 'columns' | 'headings'>> {
    if (this.writer) await this.hand(this.writer);
    await this.merging;
    return { rows: this.rows, good: this.rows - this.bad, bad: this.bad, ...this.faults.inOrder() };
  }

  /** Waits for what is being written, whatever became of it. */
  async rest(): Promise<void> {
    await this.merging.catch(() => undefined);
  }

  /** The same person again; or, without numbers, somebody who cannot be told from one above: a twin, or a parent of that initial. */
  private isNew({ keys, firstNames, byNumber }: JudgedPiece, line: number, at: number): boolean {
    const seen = this.seen.add(keys, at, firstNames[at] as string);
    if (seen === 'new') return true;
    const [column, code] = byNumber[at]
      ? (['nhs_number', 'row_twice'] as const)
      : seen === 'same_name'
        ? (['last_name', 'row_twice'] as const)
        : (['nhs_number', 'person_unclear'] as const);
    this.bad += 1;
    this.faults.tell(line, column, '', code);
    return false;
  }

  /** One batch is written while the next is sealed, and the one after it read. */
  private async hand(writer: ListWriter): Promise<void> {
    const [batch, before] = [this.batch, this.merging];
    [this.batch, this.waiting] = [[], 0];
    const sealing = sealNew(batch, writer, this.worth);
    this.merging = before.then(async () => {
      const tuples = await sealing;
      if (tuples.length > 0) await writer.merge(tuples);
    });
    // Told when somebody waits for it.
    sealing.catch(() => undefined);
    this.merging.catch(() => undefined);
    await before;
  }
}

/** Rows of a piece that are to be written. */
interface Wanted {
  piece: ReadPiece;
  rows: number[];
}

/** Seals the rows of a batch that say anything new. */
async function sealNew(batch: readonly Wanted[], writer: ListWriter, worth: WorthLooking): Promise<Buffer[]> {
  const of = (name: 'keys' | 'said'): Buffer =>
    Buffer.concat(
      batch.flatMap(({ piece, rows }) => rows.map((at) => piece[name].subarray(at * KEY_BYTES, (at + 1) * KEY_BYTES))),
    );
  const byNumber = batch.flatMap(({ piece, rows }) => rows.map((at) => piece.byNumber[at] as boolean));
  let known: ReadonlySet<number> = new Set();
  if (byNumber.length > 0 && worth.now()) {
    known = await writer.known({ keys: of('keys'), said: of('said'), byNumber });
    worth.note(byNumber.length, known.size);
  }
  let first = 0;
  const sealed = batch.map(({ piece, rows }) => {
    const wanted = rows.filter((_, at) => !known.has(first + at));
    first += rows.length;
    return piece.seal(wanted);
  });
  return (await Promise.all(sealed)).filter(({ length }) => length > 0);
}

interface DelimitedPiece extends CsvPiece {
  delimiter: ',' | ';';
}

async function* piecesOf(source: AsyncIterable<Buffer>): AsyncGenerator<DelimitedPiece> {
  const cut = new CutCsv();
  try {
    for await (const more of source) {
      const piece = cut.add(more);
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

/** The headings, in lower case with _ for spaces, and what follows them. */
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

/** A file that cannot be read is the fault of its line. */
export function unreadable(fault: unknown): unknown {
  const line = fault instanceof EndlessQuote ? fault.line : (fault as { lines?: number } | null)?.lines;
  if (line === undefined) return fault;
  return new AppError('invalid', { errors: [{ path: 'csv', code: 'invalid' }], detail: `line ${line}` });
}

import { type PeopleImport, type PersonColumn, personColumns } from '@fairslot/contract';
import { columnOf, type LocalDate } from '@fairslot/domain';
import { AppError } from '../platform/http/app-error';
import type { ListKind } from './match-columns';
import { openList, unreadable } from './open-list';
import { ListFaults } from './list-faults';
import { listReaders, type ReadPiece } from './list-readers';
import { type JudgedPiece, type ListTerms, type ToldApart } from './read-list-piece';
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
/** Pieces that are looked at and sealed at the same time. */
const SEALED_AT_ONCE = 2;

/** Where the rows of a list go. */
export interface ListWriter {
  /** Of these rows of a piece, by position, those of whom exactly this is known already. Who is left out is looked at row by row. Asked one piece at a time. */
  known(piece: ToldApart, rows: readonly number[]): Promise<ReadonlySet<number>>;
  merge(tuples: Buffer[]): Promise<void>;
}

/**
 * Reads a list of any length as it arrives: rows are judged and sealed in threads, told apart, and handed on in batches of good
 * rows while the next are read. Rows that say what is known are neither sealed nor written, where a list has many. `writer` is null where nothing is to be
 * written. Memory does not grow with the list, but for 16 bytes a person.
 */
export async function takeList(
  source: AsyncIterable<Uint8Array>,
  options: ListOptions,
  writer: ListWriter | null,
): Promise<ListFigures> {
  const list = await openList(PEOPLE, source, options.wanted);
  const { columns, columnAt, delimiter } = list;
  const { config, today, places, outcodes } = options;
  const terms: ListTerms = { config, today, places, outcodes, columns: columnAt, delimiter };
  const readers = listReaders(terms, options.worker, options.threads);
  const tally = new Tally(writer, options.most);
  try {
    const ahead: Promise<ReadPiece>[] = [];
    const next = async (): Promise<void> => tally.add(await (ahead.shift() as Promise<ReadPiece>));
    for await (const piece of list.pieces) {
      const judged = readers.read(piece.bytes, piece.line);
      // A piece that fails while another is waited for is told when its turn comes.
      judged.catch(() => undefined);
      ahead.push(judged);
      if (ahead.length > readers.ahead) await next();
    }
    while (ahead.length > 0) await next();
    return { ...(await tally.end()), columns, headings: list.headings };
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
  private looking: Promise<unknown> = Promise.resolve();
  private sealing: Promise<Sealed>[] = [];
  private batch: Sealed[] = [];
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
    const rows = [...piece.lines.keys()].filter((at) => this.isNew(piece, at));
    if (!this.writer) return void (await piece.seal([]));
    const sealing = this.seal(piece, rows, this.writer);
    // Told when somebody waits for it.
    sealing.catch(() => undefined);
    this.sealing.push(sealing);
    if (this.sealing.length > SEALED_AT_ONCE) await this.take(this.writer);
  }

  async end(): Promise<Omit<ListFigures, 'columns' | 'headings'>> {
    if (this.writer) {
      while (this.sealing.length > 0) await this.take(this.writer);
      await this.hand(this.writer);
    }
    await this.merging;
    return { rows: this.rows, good: this.rows - this.bad, bad: this.bad, ...this.faults.inOrder() };
  }

  /** Waits for what is being looked at and written, whatever became of it. */
  async rest(): Promise<void> {
    await Promise.allSettled([this.looking, this.merging]);
  }

  /** The same person again; or, without numbers, somebody who cannot be told from one above: a twin, or a parent of that initial. */
  private isNew({ keys, names, byNumber, lines }: JudgedPiece, at: number): boolean {
    const before = this.seen.add(keys, at, names[at] as number, lines[at] as number);
    if (!before) return true;
    const [column, code] = byNumber[at]
      ? (['nhs_number', 'row_twice'] as const)
      : before.hasName
        ? (['last_name', 'row_twice'] as const)
        : (['nhs_number', 'person_unclear'] as const);
    this.bad += 1;
    this.faults.tell(lines[at] as number, column, '', code, before.line);
    return false;
  }

  /** Seals the rows of a piece that say anything new. */
  private async seal(piece: ReadPiece, rows: number[], writer: ListWriter): Promise<Sealed> {
    const looked = this.looking.then(() => this.unknown(piece, rows, writer));
    this.looking = looked;
    const wanted = await looked;
    return { rows: wanted.length, tuples: await piece.seal(wanted) };
  }

  private async unknown(piece: ReadPiece, rows: number[], writer: ListWriter): Promise<number[]> {
    if (rows.length === 0 || !this.worth.now()) return rows;
    const known = await writer.known(piece, rows);
    this.worth.note(rows.length, known.size);
    return rows.filter((at) => !known.has(at));
  }

  private async take(writer: ListWriter): Promise<void> {
    const sealed = await (this.sealing.shift() as Promise<Sealed>);
    if (sealed.rows > 0) this.batch.push(sealed);
    if (this.batch.reduce((sum, { rows }) => sum + rows, 0) >= BATCH) await this.hand(writer);
  }

  /** One batch is written while the next is read and sealed. */
  private async hand(writer: ListWriter): Promise<void> {
    const tuples = this.batch.map((sealed) => sealed.tuples);
    this.batch = [];
    await this.merging;
    if (tuples.length === 0) return;
    this.merging = writer.merge(tuples);
    // Told when somebody waits for it.
    this.merging.catch(() => undefined);
  }
}

/** What is to be written of a piece. */
interface Sealed {
  rows: number;
  tuples: Buffer;
}

import { doseColumns } from '@fairslot/contract';
import { doseColumnOf } from '@fairslot/domain';
import { readPiece } from '../platform/csv/read-piece';
import type { ListKind, Wanted } from './match-columns';
import { bytesOf, openList, proveReadable } from './open-list';
import { textOf } from './read-list-piece';

const DOSES: ListKind = {
  known: doseColumns,
  needed: ['date_of_birth', 'service', 'given_on'],
  columnOf: doseColumnOf,
};

/** A row by column of the list. */
export interface DoseRow {
  line: number;
  found: Record<string, string>;
}

export interface DoseList {
  headings: string[];
  /** Column of the list → heading of the file. */
  columns: Record<string, string>;
  /** So many at a time, as they are asked for. */
  batches: (rows: number) => AsyncIterable<DoseRow[]>;
}

/** A list of doses; refused whole where it cannot be read or lacks a column that is needed. */
export async function readDoseList(csv: string | File, wanted: Wanted): Promise<DoseList> {
  await proveReadable(csv);
  const { headings, columns, columnAt, delimiter, pieces } = await openList(DOSES, bytesOf(csv), wanted);
  const named = (values: readonly string[]): Record<string, string> =>
    Object.fromEntries(columnAt.flatMap((column, at) => (column === null ? [] : [[column, values[at] ?? '']])));
  async function* batches(rows: number): AsyncGenerator<DoseRow[]> {
    for await (const { bytes, line } of pieces) {
      const piece = readPiece(textOf(bytes), line, delimiter);
      for (let at = 0; at < piece.length; at += rows)
        yield piece.slice(at, at + rows).map(({ line: row, values }) => ({ line: row, found: named(values) }));
    }
  }
  return { headings, columns, batches };
}

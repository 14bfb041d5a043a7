import { doseColumns } from '@fairslot/contract';
import { doseColumnOf } from '@fairslot/domain';
import { readCsv } from '../platform/csv/read-csv';
import { AppError } from '../platform/http/app-error';
import { type ListKind, matchColumns } from './match-columns';
import { unreadable } from './take-list';

const DOSES: ListKind = {
  known: doseColumns,
  needed: ['date_of_birth', 'service', 'given_on'],
  columnOf: doseColumnOf,
};

export interface DoseList {
  headings: string[];
  /** Column of the list → heading of the file. */
  columns: Record<string, string>;
  rows: { line: number; found: Record<string, string> }[];
}

/** A list of doses as rows by column; refused where it cannot be read, is too long, or lacks a column that is needed. */
export async function readDoseList(
  csv: string,
  most: number,
  wanted: (headings: readonly string[]) => Promise<Partial<Record<string, string>>>,
): Promise<DoseList> {
  const read = readCsv(csv, most + 1);
  if (!read.ok) throw unreadable({ lines: read.line });
  if (read.rows.length > most) throw new AppError('too_large');
  const columns = await matchColumns(DOSES, read.columns, wanted);
  const rows = read.rows.map(({ line, values }) => ({
    line,
    found: Object.fromEntries(Object.entries(columns).map(([column, heading]) => [column, values[heading] ?? ''])),
  }));
  return { headings: read.columns, columns, rows };
}

import { AppError } from '../platform/http/app-error';
import { plainHeading } from './plain-heading';

/** What the lists of a kind may say, and must. */
export interface ListKind {
  known: readonly string[];
  needed: readonly string[];
  columnOf: (heading: string) => string;
}
/** Column → heading, as whoever brings the list says; asked once the headings are known. */
export type Wanted = (headings: readonly string[]) => Promise<Partial<Record<string, string>>>;

/** Column of the list → heading of the file, in the form that reading gives headings. Refused where a column that is needed is missing. */
export async function matchColumns(
  { known, needed, columnOf }: ListKind,
  headings: readonly string[],
  wanted: Wanted,
): Promise<Record<string, string>> {
  const columns: Record<string, string> = {};
  for (const heading of headings) {
    const column = columnOf(heading);
    if (known.includes(column)) columns[column] ??= heading;
  }
  for (const [column, heading = ''] of Object.entries(await wanted(headings))) {
    if (heading.trim() === '') {
      delete columns[column];
      continue;
    }
    const found = headings.find((one) => one === plainHeading(heading));
    if (found === undefined)
      throw new AppError('invalid', { errors: [{ path: `columns.${column}`, code: 'column_missing' }] });
    columns[column] = found;
  }
  const missing = needed.filter((column) => !columns[column]);
  if (missing.length > 0)
    throw new AppError('invalid', {
      errors: missing.map((column) => ({ path: `csv.${column}`, code: 'column_missing' as const })),
    });
  return columns;
}

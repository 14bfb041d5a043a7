import { type PersonColumn, personColumns } from '@fairslot/contract';
import { columnOf } from '@fairslot/domain';
import { AppError } from '../platform/http/app-error';
import { plainHeading } from './plain-heading';

interface Kind {
  known: readonly string[];
  needed: readonly string[];
  columnOf: (heading: string) => string;
}
type Wanted = (headings: readonly string[]) => Promise<Partial<Record<string, string>>>;

const PEOPLE: Kind = { known: personColumns, needed: ['first_name', 'last_name', 'date_of_birth'], columnOf };

/** Column of the list → heading of the file, in the form that reading gives headings. Refused where a column that is needed is missing. */
export const matchColumns = (
  headings: readonly string[],
  wanted: (headings: readonly string[]) => Promise<Partial<Record<PersonColumn, string>>>,
): Promise<Record<string, string>> => matchColumnsOf(PEOPLE, headings, wanted);

/** The same for another kind of list. */
export async function matchColumnsOf(
  { known, needed, columnOf: columnFor }: Kind,
  headings: readonly string[],
  wanted: Wanted,
): Promise<Record<string, string>> {
  const columns: Record<string, string> = {};
  for (const heading of headings) {
    const column = columnFor(heading);
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

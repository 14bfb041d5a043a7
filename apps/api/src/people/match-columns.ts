import { type PersonColumn, personColumns } from '@fairslot/contract';
import { columnOf } from '@fairslot/domain';
import { AppError } from '../platform/http/app-error';

const NEEDED: PersonColumn[] = ['first_name', 'last_name', 'date_of_birth'];
const plain = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');

/** Column of the list → heading of the file, in the form that reading gives headings. Refused where a column that is needed is missing. */
export async function matchColumns(
  headings: readonly string[],
  wanted: (headings: readonly string[]) => Promise<Partial<Record<PersonColumn, string>>>,
): Promise<Record<string, string>> {
  const columns: Record<string, string> = {};
  for (const heading of headings) {
    const column = columnOf(heading);
    if ((personColumns as readonly string[]).includes(column)) columns[column] ??= heading;
  }
  for (const [column, heading] of Object.entries(await wanted(headings))) {
    if (heading.trim() === '') {
      delete columns[column];
      continue;
    }
    const found = headings.find((one) => one === plain(heading));
    if (found === undefined)
      throw new AppError('invalid', { errors: [{ path: `columns.${column}`, code: 'column_missing' }] });
    columns[column] = found;
  }
  const missing = NEEDED.filter((column) => !columns[column]);
  if (missing.length > 0)
    throw new AppError('invalid', {
      errors: missing.map((column) => ({ path: `csv.${column}`, code: 'column_missing' as const })),
    });
  return columns;
}

import { parse } from 'csv-parse/sync';

export interface PieceRow {
  /** The line it ends on; 1 is the row of headings. */
  line: number;
  values: string[];
}

type Delimiter = ',' | ';';

/** The rows of a piece whose first line is this; empty lines are passed over, values are without spaces around them. */
export function readPiece(text: string, line: number, delimiter: Delimiter): PieceRow[] {
  const rows: PieceRow[] = [];
  const newline = text.includes('\n') ? '\n' : '\r';
  let [from, at] = [0, line];
  for (let end = text.indexOf(newline); end >= 0; end = text.indexOf(newline, from)) {
    const row = text.slice(from, end);
    const values = row.includes('"') ? quotedValues(row, delimiter) : plainValues(row, delimiter);
    // Quotes that span lines, or that stand where nobody expects them.
    if (values === null) return [...rows, ...quoted(text.slice(from), at, delimiter)];
    if (values.length > 1 || values[0] !== '') rows.push({ line: at, values });
    from = end + 1;
    at += 1;
  }
  return rows;
}

function plainValues(row: string, delimiter: Delimiter): string[] {
  const values = row.split(delimiter);
  for (let at = 0; at < values.length; at += 1) values[at] = (values[at] as string).trim();
  return values;
}

/** Values of a row of one line, each bare or wholly in quotes; null for any other use of quotes. */
function quotedValues(row: string, delimiter: Delimiter): string[] | null {
  const values: string[] = [];
  for (let at = 0; at <= row.length;) {
    while (row[at] === ' ') at += 1;
    const isQuoted = row[at] === '"';
    const close = isQuoted ? row.indexOf('"', at + 1) : -1;
    if (isQuoted && (close < 0 || row[close + 1] === '"')) return null;
    const next = row.indexOf(delimiter, close < 0 ? at : close);
    const end = next < 0 ? row.length : next;
    const rest = row.slice(isQuoted ? close + 1 : at, end).trim();
    if (isQuoted ? rest !== '' : rest.includes('"')) return null;
    values.push(isQuoted ? row.slice(at + 1, close) : rest);
    at = end + 1;
  }
  return values;
}

/** By the well-kept reader, which is slower; `lines` of its report says where a row ended. */
function quoted(text: string, line: number, delimiter: Delimiter): PieceRow[] {
  const records = parse(text, {
    delimiter,
    trim: true,
    skip_empty_lines: true,
    relax_column_count: true,
    relax_quotes: true,
    info: true,
    record_delimiter: ['\r\n', '\n', '\r'],
  }) as unknown as { info: { lines: number }; record: string[] }[];
  return records.map(({ info, record }) => ({ line: line + info.lines - 1, values: record }));
}

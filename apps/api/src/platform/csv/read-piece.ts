import { parse } from 'csv-parse/sync';

export interface PieceRow {
  /** The line it ends on; 1 is the row of headings. */
  line: number;
  values: string[];
}

/** The rows of a piece whose first line is this; empty lines are passed over, values are without spaces around them. */
export function readPiece(text: string, line: number, delimiter: ',' | ';'): PieceRow[] {
  return text.includes('"') ? quoted(text, line, delimiter) : plain(text, line, delimiter);
}

function plain(text: string, line: number, delimiter: string): PieceRow[] {
  const rows: PieceRow[] = [];
  const newline = text.includes('\n') ? '\n' : '\r';
  let [from, at] = [0, line];
  for (let end = text.indexOf(newline); end >= 0; end = text.indexOf(newline, from)) {
    const row = text.slice(from, end);
    if (row.trim() !== '') rows.push({ line: at, values: row.split(delimiter).map((value) => value.trim()) });
    from = end + 1;
    at += 1;
  }
  return rows;
}

/** By the well-kept reader, which is slower; `lines` of its report says where a row ended. */
function quoted(text: string, line: number, delimiter: string): PieceRow[] {
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

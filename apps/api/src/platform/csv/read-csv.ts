import { parse } from 'csv-parse/sync';

export interface CsvRow {
  /** 1 is the row of headings. */
  line: number;
  /** By heading in lower case; a column that is not there is an empty text. */
  values: Record<string, string>;
}

export type CsvRead = { ok: true; columns: string[]; rows: CsvRow[] } | { ok: false; line: number };

const MOST_ROWS = 5000;

/**
 * A CSV as spreadsheets write it: headings first, commas or semicolons, quotes, with or without a byte order mark.
 * Headings are read without regard to case and spaces around them.
 */
export function readCsv(text: string, most = MOST_ROWS): CsvRead {
  try {
    const delimiter = (text.split('\n', 1)[0] ?? '').includes(';') ? ';' : ',';
    const records = parse(text, {
      bom: true,
      delimiter,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
      info: true,
      to: most + 1,
    }) as unknown as { info: { lines: number }; record: string[] }[];
    const [head, ...body] = records;
    const columns = (head?.record ?? []).map((name) => name.toLowerCase().replace(/[\s-]+/g, '_'));
    const rows = body.map(({ info, record }) => ({
      line: info.lines,
      values: Object.fromEntries(columns.map((column, index) => [column, record[index] ?? ''])),
    }));
    return { ok: true, columns, rows };
  } catch (error) {
    return { ok: false, line: (error as { lines?: number }).lines ?? 1 };
  }
}

import { stringify } from 'csv-stringify/browser/esm/sync';

export type CsvCell = string | number | null;

/** Hands the browser a file; the mark in front tells spreadsheets that it is UTF-8. */
export function downloadCsv(
  name: string,
  rows: readonly (readonly CsvCell[])[],
  { isForSpreadsheets = true } = {},
): void {
  // A cell that a spreadsheet would take for a formula is made text.
  const csv = stringify(
    rows.map((row) => [...row]),
    { escape_formulas: isForSpreadsheets },
  );
  hand(`${name}.csv`, new Blob(['\uFEFF', csv], { type: 'text/csv;charset=utf-8' }));
}

/** Hands the browser a file as it is. */
export function downloadText(name: string, text: string): void {
  hand(name, new Blob([text], { type: 'application/json' }));
}

function hand(name: string, file: Blob): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

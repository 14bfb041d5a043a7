import fs from 'node:fs';
import { CutCsv, type CsvPiece } from '../../apps/api/src/platform/csv/cut-csv';

/** Rows of a file as they stand there, each with the line it ends on; a row may hold several lines in quotes. */
export async function* readCsvLines(file: string): AsyncGenerator<{ line: number; text: string }> {
  const cut = new CutCsv();
  for await (const more of fs.createReadStream(file)) yield* rowsOf(cut.add(more as Buffer));
  yield* rowsOf(cut.finish());
}

function* rowsOf(piece: CsvPiece | null): Generator<{ line: number; text: string }> {
  if (!piece) return;
  let [row, quotes] = ['', 0];
  const lines = piece.bytes.toString('latin1').split('\n');
  for (const [at, text] of lines.entries()) {
    if (at === lines.length - 1 && text === '') break;
    row += (row === '' ? '' : '\n') + text;
    quotes += text.split('"').length - 1;
    if (quotes % 2 === 1) continue;
    yield { line: piece.line + at, text: Buffer.from(row, 'latin1').toString('utf8').replace(/\r$/, '') };
    [row, quotes] = ['', 0];
  }
}

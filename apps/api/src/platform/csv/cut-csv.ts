/** A piece of a CSV that ends where a row ends. */
export interface CsvPiece {
  bytes: Buffer;
  /** Line of its first byte; 1 is the first of the file. */
  line: number;
}

export class EndlessQuote extends Error {
  constructor(readonly line: number) {
    super('a quote is never closed');
  }
}

const [QUOTE, LF, CR, SPACE, COMMA, SEMICOLON] = [0x22, 0x0a, 0x0d, 0x20, 0x2c, 0x3b] as const;
/** No row of a list is longer; a quote that runs further was never closed. */
const LONGEST_ROW = 1_000_000;

/**
 * Cuts a CSV that arrives in pieces of any size where rows end, so that the rows of each piece can be read by themselves. A quote
 * counts where it begins a value: after the delimiter, spaces, or at the start of a row.
 */
export class CutCsv {
  private rest: Buffer = Buffer.alloc(0);
  private line = 1;
  private newline: number = LF;
  private isFirst = true;

  private delimiter: number = COMMA;

  /** A semicolon where the headings have one. */
  get separator(): ',' | ';' {
    return this.delimiter === COMMA ? ',' : ';';
  }

  /** What is whole by now; null while no row has ended. Throws `EndlessQuote`. */
  add(more: Buffer): CsvPiece | null {
    if (this.isFirst) this.look(more);
    const bytes = this.rest.length === 0 ? more : Buffer.concat([this.rest, more]);
    const { end, from } = this.lastEnd(bytes);
    if (end === 0) {
      if (bytes.length > LONGEST_ROW) throw new EndlessQuote(this.line + from);
      this.rest = bytes;
      return null;
    }
    if (bytes.length - end > LONGEST_ROW) throw new EndlessQuote(this.line + from);
    this.rest = Buffer.from(bytes.subarray(end));
    return this.piece(bytes.subarray(0, end));
  }

  /** The last row, where it does not end with a new line. */
  finish(): CsvPiece | null {
    if (this.rest.length === 0) return null;
    const bytes = Buffer.concat([this.rest, Buffer.of(this.newline)]);
    if (this.lastEnd(bytes).end !== bytes.length) throw new EndlessQuote(this.line);
    this.rest = Buffer.alloc(0);
    return this.piece(bytes);
  }

  private look(first: Buffer): void {
    this.isFirst = false;
    if (!first.includes(LF) && first.includes(CR)) this.newline = CR;
    const head = first.subarray(0, Math.max(0, first.indexOf(this.newline)) || first.length);
    if (head.includes(SEMICOLON)) this.delimiter = SEMICOLON;
  }

  private piece(bytes: Buffer): CsvPiece {
    const { line } = this;
    let lines = 0;
    for (let at = bytes.indexOf(this.newline); at >= 0; at = bytes.indexOf(this.newline, at + 1)) lines += 1;
    this.line += lines;
    return { bytes, line };
  }

  /** The byte after the last new line outside quotes, and how many lines lie before the quote that is open at the end. */
  private lastEnd(bytes: Buffer): { end: number; from: number } {
    if (!bytes.includes(QUOTE)) return { end: bytes.lastIndexOf(this.newline) + 1, from: 0 };
    let [end, lines, opened] = [0, 0, 0];
    let [isQuoted, mayOpen] = [false, true];
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at];
      if (byte === this.newline) lines += 1;
      if (isQuoted) {
        if (byte === QUOTE && bytes[at + 1] === QUOTE) at += 1;
        else if (byte === QUOTE) isQuoted = false;
      } else if (byte === QUOTE && mayOpen) {
        [isQuoted, opened] = [true, lines];
      } else if (byte === this.newline) [end, mayOpen] = [at + 1, true];
      else if (byte === this.delimiter) mayOpen = true;
      else if (byte !== SPACE) mayOpen = false;
    }
    return { end, from: opened };
  }
}

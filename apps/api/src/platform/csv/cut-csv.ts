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
    this.line += this.linesOf(bytes);
    return { bytes, line };
  }

  private linesOf(bytes: Buffer): number {
    let lines = 0;
    for (let at = bytes.indexOf(this.newline); at >= 0; at = bytes.indexOf(this.newline, at + 1)) lines += 1;
    return lines;
  }

  /** The byte after the last new line outside quotes, and how many lines lie before the quote that is open at the end. */
  private lastEnd(bytes: Buffer): { end: number; from: number } {
    let [end, at] = [0, 0];
    // From one quoted value to the next, because nearly all bytes lie between them.
    for (let open = this.opening(bytes, at); open >= 0; open = this.opening(bytes, at)) {
      const newline = bytes.lastIndexOf(this.newline, open);
      if (newline >= at) end = newline + 1;
      const close = closing(bytes, open);
      if (close < 0) return { end, from: this.linesOf(bytes.subarray(0, open)) };
      at = close + 1;
    }
    const newline = bytes.lastIndexOf(this.newline);
    return { end: newline >= at ? newline + 1 : end, from: 0 };
  }

  /** The next quote that begins a value; `from` is outside quotes, and where a value may begin. */
  private opening(bytes: Buffer, from: number): number {
    for (let quote = bytes.indexOf(QUOTE, from); quote >= 0; quote = bytes.indexOf(QUOTE, quote + 1)) {
      let before = quote - 1;
      while (before >= from && bytes[before] === SPACE) before -= 1;
      if (before < from || bytes[before] === this.newline || bytes[before] === this.delimiter) return quote;
    }
    return -1;
  }
}

/** The quote that ends the value which this one begins; a doubled one stands for itself. */
function closing(bytes: Buffer, open: number): number {
  let quote = bytes.indexOf(QUOTE, open + 1);
  while (quote >= 0 && bytes[quote + 1] === QUOTE) quote = bytes.indexOf(QUOTE, quote + 2);
  return quote;
}

import { toAsciiDigits } from '../digits';
import { parseNhsNumber } from '../nhs-number';

/** What stands in a pasted list: a number, or what cannot be one. */
export interface PastedNumber {
  /** As people count rows: the first is 1. */
  row: number;
  found: string;
  /** Ten digits; null where a digit is wrong, missing or too many. */
  number: string | null;
}

const NUMBER = 10;
const NOTHING = /["'\s.\p{Pd}\p{Cf}]/gu;

/**
 * Numbers as people paste them: a row each, or several apart by comma, semicolon, tab or space, with spaces, dots, dashes and quotes in
 * them, and perhaps a name beside. A row without any digit is a heading or a name, and says nothing.
 */
export function readNumberList(text: string): PastedNumber[] {
  return text.split(/\r\n|[\n\r\u2028\u2029]/).flatMap((line, at) => {
    const row = at + 1;
    const parts = toAsciiDigits(line).split(/[,;\t]/);
    return parts.filter((part) => /\d/.test(part)).flatMap((part) => numbersOf(part).map((one) => ({ row, ...one })));
  });
}

function numbersOf(part: string): { found: string; number: string | null }[] {
  const digits = part.replace(NOTHING, '');
  const isMany = /^\d+$/.test(digits) && digits.length > NUMBER && digits.length % NUMBER === 0;
  const apart = isMany ? (digits.match(/\d{10}/g) as string[]) : [digits];
  return apart.map((one) => {
    const read = parseNhsNumber(one);
    return { found: isMany ? one : part.trim(), number: read.ok ? read.value : null };
  });
}

/** Replaces Arabic-Indic (U+0660) and Persian (U+06F0) digits by 0–9, so that people may type with the keyboard they have. */
export const toAsciiDigits = (text: string): string =>
  text.replace(/[\u0660-\u0669\u06F0-\u06F9]/g, (digit) => String(digit.charCodeAt(0) & 0xf));

/** Catalogues that nobody speaks: they show what breaks when words are longer, or run from right to left. */

const accented: Record<string, string> = {
  a: 'á',
  c: 'ç',
  e: 'é',
  i: 'í',
  n: 'ñ',
  o: 'ó',
  s: 'š',
  u: 'ú',
  y: 'ý',
  z: 'ž',
  A: 'Å',
  C: 'Ç',
  E: 'É',
  O: 'Ø',
  S: 'Š',
};
/** Settings among the words, which are no words. */
const SETTINGS = new Set(['clock']);

/** A third longer, in letters that show which words come from a catalogue. */
export const longer = (text: string): string =>
  `${text.replace(/[acinosuyzACEOS]/g, (letter) => accented[letter] ?? letter)}${' ~~~~'.repeat(Math.ceil(text.length * 0.06))}`;

/** Every word from right to left, by an override that no font or browser lacks. */
export const mirrored = (text: string): string =>
  text.replace(/[^\s]+/gu, (word) => (/\d/.test(word) ? word : `\u202E${word}\u202C`));

/** The same catalogue with every sentence changed; values handed to a sentence are changed with it. */
export function pseudo<T>(node: T, change: (text: string) => string): T {
  if (typeof node === 'string') return change(node) as T;
  if (typeof node === 'function')
    return ((...values: unknown[]) =>
      pseudo((node as unknown as (...all: unknown[]) => unknown)(...values), change)) as T;
  if (Array.isArray(node)) return node.map((item: unknown) => pseudo(item, change)) as T;
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, SETTINGS.has(key) ? (value as unknown) : pseudo(value, change)]),
  ) as T;
}

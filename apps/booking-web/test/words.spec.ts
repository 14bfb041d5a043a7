import { textsFor } from '@fairslot/texts';

type Leaf = [path: string, words: string];

/** Every sentence of the catalogue, with stand-ins for its values. */
function leaves(node: unknown, path: string): Leaf[] {
  if (typeof node === 'string') return [[path, node]];
  if (typeof node === 'function') return leaves((node as (...values: string[]) => unknown)('5', '6', '7', '8'), path);
  if (Array.isArray(node)) return node.flatMap((item, index) => leaves(item, `${path}.${index}`));
  if (typeof node === 'object' && node !== null)
    return Object.entries(node).flatMap(([key, value]) => leaves(value, path ? `${path}.${key}` : key));
  return [];
}

const all = leaves(textsFor('en').booking, '');
const isError = (path: string) => /fault|missing|empty|wrong|failed|Long$|inFuture|tooOld/i.test(path);

it('residents never read the words of the trade', () => {
  const trade = /\b(eligible|eligibility|cohort|sessions?|slots?|invalid|valid|proxy|DNA|e\.g\.|i\.e\.|click here)\b/i;
  expect(all.filter(([, words]) => trade.test(words))).toEqual([]);
});

it('an error says what to do, without please and sorry', () => {
  expect(all.filter(([path, words]) => isError(path) && /\b(please|sorry)\b/i.test(words))).toEqual([]);
});

it('only the start page says vaccination; everything else takes the name of the service', () => {
  expect(all.filter(([, words]) => /vaccin/i.test(words)).map(([path]) => path)).toEqual(['start.intro']);
});

it('no sentence is longer than 20 words', () => {
  const sentences = all.flatMap(([path, words]) => words.split(/[.?!]\s/).map((sentence): Leaf => [path, sentence]));
  expect(sentences.filter(([, sentence]) => sentence.split(/\s+/).length > 20)).toEqual([]);
});

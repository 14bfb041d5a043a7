import { languages, textsFor } from '@fairslot/texts';
import { readingGrade } from './reading-grade';

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

/** The sentences of one page: what a section of the catalogue says, without labels of one or two words. */
const pages = Object.keys(textsFor('en').booking)
  .map((section) => ({
    section,
    texts: all.filter(([path]) => path.split('.')[0] === section).map(([, words]) => words),
  }))
  .map(({ section, texts }) => ({ section, texts: texts.filter((text) => text.split(/\s+/).length > 3) }))
  .filter(({ texts }) => texts.join(' ').split(/\s+/).length >= 40);

it.each(pages)('$section is read at the age of nine', ({ texts }) => {
  expect(readingGrade(texts)).toBeLessThanOrEqual(4);
});

it.each(languages.filter(({ status }) => status !== 'pseudo').map(({ code }) => code))(
  'every sentence is there in %s, and none is left in English by mistake',
  (code) => {
    const theirs = new Map(leaves(textsFor(code).booking, ''));
    expect([...theirs].filter(([, words]) => words.trim() === '').map(([path]) => path)).toEqual(
      all.filter(([, words]) => words.trim() === '').map(([path]) => path),
    );
    if (code === 'en' || code === 'easy') return;
    const same = all.filter(([path, words]) => words.split(/\s+/).length > 3 && theirs.get(path) === words);
    expect(same).toEqual([]);
  },
);

it.each(languages.map(({ code }) => code))('in %s an example of a number or a postcode keeps to one line', (code) => {
  const examples = leaves(textsFor(code).booking, '').filter(([, words]) => /07700|01632|L24/.test(words));
  expect(examples.length).toBeGreaterThanOrEqual(4);
  expect(examples.filter(([, words]) => /\d{3} \d{3}|L24 8QB/.test(words))).toEqual([]);
});

it('what a place has is told apart with the commas of the language', () => {
  expect(textsFor('ar').booking.place.line('حلقة سمعية, غرفة هادئة')).toBe('يوجد: حلقة سمعية، غرفة هادئة.');
});

import { toAsciiDigits } from './digits';

/** What somebody means who answers one of our text messages; `none` for everything that is not understood. */
export type Reply = 'coming' | 'cannot_come' | 'stop' | 'start' | 'help' | 'none';

/** Words of a language, in lower case, besides those that carriers have fixed. */
export interface ReplyWords {
  coming: readonly string[];
  cannotCome: readonly string[];
}

/** Fixed by the carriers, in every language. YES is not among them here: it is how people say that they are coming. */
const FIXED: readonly (readonly [Reply, ReadonlySet<string>])[] = [
  ['stop', new Set(['stop', 'unsubscribe', 'end', 'quit', 'stopall', 'revoke', 'optout', 'cancel'])],
  ['start', new Set(['start', 'unstop'])],
  ['help', new Set(['help', 'info'])],
];

const AROUND_A_WORD = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;

/** Only the first word counts, whatever stands around it: "1.", "Stop!" and "2 sorry" are understood, "2:30pm" is not a 2. */
export const parseReply = (text: string, words: ReplyWords): Reply => {
  const [first = ''] = toAsciiDigits(text).trim().split(/\s+/);
  const word = first.replace(AROUND_A_WORD, '').toLowerCase();
  const fixed = FIXED.find(([, fixedWords]) => fixedWords.has(word));
  if (fixed) return fixed[0];
  if (words.coming.includes(word)) return 'coming';
  return words.cannotCome.includes(word) ? 'cannot_come' : 'none';
};

import type { LocalDate } from './local-date';

export interface PersonKeyFacts {
  nhsNumber?: string;
  firstName: string;
  lastName: string;
  dateOfBirth: LocalDate;
  postcode?: string;
}

/** Latin letters that Unicode does not decompose. */
const FOLDED: Record<string, string> = { ß: 'ss', ø: 'o', æ: 'ae', œ: 'oe', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' };

/**
 * Folds accents (Latin combining marks, Arabic vowel points), case, punctuation and spaces. Marks of other scripts stay:
 * in Devanagari or Bengali they are vowels, and dropping them would make two people one.
 */
const folded = (name: string): string =>
  PLAIN.test(name) ? name.toLowerCase().replace(/[^a-z0-9]+/g, '') : foldedAny(name);

/** Letters without accents, as most names and all postcodes are. */
const PLAIN = /^[ -~]*$/;
const foldedAny = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/[\u0300-\u036F\u064B-\u065F\u0670]/g, '')
    .toLowerCase()
    .replace(/[ßøæœłđðþı]/g, (letter) => FOLDED[letter] ?? letter)
    .normalize('NFKC')
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '');

const MOST_FOLDED = 50_000;
const known = new Map<string, string>();

/** Names come again and again in long lists. */
export const foldName = (name: string): string => {
  const before = known.get(name);
  if (before !== undefined) return before;
  if (known.size >= MOST_FOLDED) known.clear();
  const now = folded(name);
  known.set(name, now);
  return now;
};

/**
 * The text that is hashed (with a key, elsewhere) to notice that two bookings may be for one person: 'nhs:<number>', else
 * 'last name|first initial|date of birth|postcode or none'. Twins with different initials stay two people.
 */
export const personKeyText = ({ nhsNumber, firstName, lastName, dateOfBirth, postcode }: PersonKeyFacts): string => {
  const number = (nhsNumber ?? '').replace(/\s/g, '');
  return number === '' ? nameKeyText(firstName, lastName, dateOfBirth, postcode) : `nhs:${number}`;
};

/** As if no number were known. */
export const nameKeyText = (firstName: string, lastName: string, dateOfBirth: LocalDate, postcode = ''): string => {
  const [initial = ''] = foldName(firstName);
  return `${foldName(lastName)}|${initial}|${dateOfBirth}|${folded(postcode) || 'none'}`;
};

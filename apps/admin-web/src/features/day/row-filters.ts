import type { DayRow } from '@fairslot/contract';
import { normaliseCrockford, parseDateParts, toAsciiDigits } from '@fairslot/domain';

export const shows = ['all', 'expected', 'arrived', 'done'] as const;
export type Show = (typeof shows)[number];

export const readShow = (text: string | null): Show => shows.find((show) => show === text) ?? 'all';

/** The same counts as the figures above the list, so that the two never disagree. */
const statusesOf: Record<Show, readonly DayRow['status'][] | null> = {
  all: null,
  expected: ['booked'],
  arrived: ['checked_in'],
  done: ['completed'],
};

export const isShown = (row: Pick<DayRow, 'status'>, show: Show): boolean =>
  statusesOf[show]?.includes(row.status) ?? true;

type Searched = Pick<DayRow, 'firstName' | 'lastName' | 'reference' | 'nhsNumber' | 'dateOfBirth'>;

/** Shorter than this, letters are a name and digits are too many people's. */
const shortestCode = 4;

/** A question typed into the search box → does this row answer it? By start of names, reference, NHS number, date of birth. */
export function rowMatcher(typed: string): (row: Searched) => boolean {
  const text = plain(typed);
  if (text === '') return () => true;
  const words = text
    .split(/[\s,]+/)
    .map(joined)
    .filter(Boolean);
  const code = normaliseCrockford(typed);
  const digits = toAsciiDigits(typed).replace(/[\s\p{Pd}.]/gu, '');
  const born = dateTyped(typed);
  return (row) => {
    const names = namesOf(row);
    return (
      words.every((word) => names.some((name) => name.startsWith(word))) ||
      (code.length >= shortestCode && normaliseCrockford(row.reference).includes(code)) ||
      (/^\d{3,10}$/.test(digits) && (row.nhsNumber?.includes(digits) ?? false)) ||
      (born !== null && row.dateOfBirth === born)
    );
  };
}

/** Every word that a search may begin with: of "Anne-Marie O'Brien" also "marie", "brien", "obrien" and "annemarieobrien". */
function namesOf({ firstName, lastName }: Searched): string[] {
  const [first, last] = [plain(firstName), plain(lastName)];
  return [...`${first} ${last}`.split(/[\s\p{Pd}'’]+/u), joined(first), joined(last), joined(first + last)];
}

const joined = (text: string): string => text.replace(/[\s\p{Pd}'’]/gu, '');

/** Lower case without accents, so that "Zoe" finds "Zoë". */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();

/** '3/4/1954', '03041954', '3 April 1954', '1954-04-03' → a date; null for anything else. */
function dateTyped(typed: string): string | null {
  const text = toAsciiDigits(typed).trim();
  const parts =
    /^(?<day>\d{1,2})[\s./-]+(?<month>\d{1,2}|\p{L}{3,9})[\s./-]+(?<year>\d{4})$/u.exec(text) ??
    /^(?<day>\d{2})(?<month>\d{2})(?<year>\d{4})$/.exec(text) ??
    /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})$/.exec(text);
  if (!parts?.groups) return null;
  const read = parseDateParts(parts.groups as { day: string; month: string; year: string });
  return read.ok ? read.date : null;
}

import type { DayRow } from '@fairslot/contract';
import { normaliseCrockford, toAsciiDigits } from '@fairslot/domain';
import { dateTyped } from '../../ui/date-typed';

export const shows = ['all', 'expected', 'arrived', 'done', 'help', 'check'] as const;
export type Show = (typeof shows)[number];

export const readShow = (text: string | null): Show => shows.find((show) => show === text) ?? 'all';

/** The same counts as the figures above the list, so that the two never disagree. */
type Filtered = Pick<DayRow, 'status'> &
  Partial<Pick<DayRow, 'help' | 'detailsToCheck' | 'possibleDuplicate' | 'hadElsewhere' | 'stranded'>>;

const filters: Record<Show, (row: Filtered) => boolean> = {
  all: () => true,
  expected: ({ status }) => status === 'booked',
  arrived: ({ status }) => status === 'checked_in',
  done: ({ status }) => status === 'completed',
  help: ({ help = [] }) => help.length > 0,
  check: ({ detailsToCheck, possibleDuplicate, hadElsewhere, stranded }) =>
    detailsToCheck === true || possibleDuplicate === true || Boolean(hadElsewhere) || stranded === true,
};

export const isShown = (row: Filtered, show: Show): boolean => filters[show](row);

type Searched = Pick<DayRow, 'firstName' | 'lastName' | 'reference' | 'nhsNumber' | 'dateOfBirth'> &
  Partial<Pick<DayRow, 'phoneEnd'>>;

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
    const begins = namesOf(row);
    return (
      words.every((word) => begins.some((name) => name.startsWith(word))) ||
      (code.length >= shortestCode && normaliseCrockford(row.reference).includes(code)) ||
      (/^\d{3,10}$/.test(digits) && (row.nhsNumber?.includes(digits) ?? false)) ||
      (/^\d{4,14}$/.test(digits) && row.phoneEnd !== undefined && row.phoneEnd === digits.slice(-4)) ||
      (born !== null && row.dateOfBirth === born)
    );
  };
}

/** Every word that a search may begin with: of "Anne-Marie O'Brien" also "marie", "brien", "obrien" and "annemarieobrien". */
function namesOf(row: Searched): string[] {
  const known = names.get(row);
  if (known) return known;
  const made = readNames(row);
  names.set(row, made);
  return made;
}

/** A row is the same object until it changes, so its names are read once for all that is typed. */
const names = new WeakMap<Searched, string[]>();

function readNames({ firstName, lastName }: Searched): string[] {
  const [first, last] = [plain(firstName), plain(lastName)];
  return [...`${first} ${last}`.split(/[\s\p{Pd}'’]+/u), joined(first), joined(last), joined(first + last)];
}

const joined = (text: string): string => text.replace(/[\s\p{Pd}'’]/gu, '');

/** Lower case without accents, so that "Zoe" finds "Zoë". */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();

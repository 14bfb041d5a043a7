import {
  type KindOfDay,
  KINDS_OF_DAY,
  parseDateParts,
  type PartOfDay,
  PARTS_OF_DAY,
  wishedTimes,
} from '@fairslot/domain';
import type { DateParts } from '@fairslot/ui';
import { datePartsOf, noDate } from '../../ui/form';
import type { When } from '../../ui/when';

export const distancesInMiles = [2, 5, 10, 20] as const;
const DEFAULT_MILES = 5;

/** What the address of the times page asks for. All of it may be left out. */
export interface Search {
  /** First day to show; the API's today when left out. */
  from?: string;
  /** The date as typed, and what is wrong with it. */
  typedFrom: DateParts;
  fault?: Exclude<ReturnType<typeof parseDateParts>, { ok: true }>['reason'];
  miles: number;
  /** When somebody can come; left out: at any time. */
  days?: KindOfDay;
  parts: PartOfDay[];
  sort: 'soonest' | 'nearest';
  page: number;
}

const dateName = (part: keyof DateParts) => `from-${part}`;

/** Reads the query of the GET form (three boxes) or of a link (`from=2026-10-12`). */
export function readSearch(query: URLSearchParams): Search {
  const days = KINDS_OF_DAY.find((known) => known === query.get('days'));
  const parts = query.getAll('part').flatMap((text) => text.split(','));
  const miles = Number(query.get('distance'));
  const linked = query.get('from');
  const boxes = { day: '', month: '', year: '' };
  for (const part of ['day', 'month', 'year'] as const) boxes[part] = (query.get(dateName(part)) ?? '').slice(0, 20);
  const typedFrom = linked && /^\d{4}-\d\d-\d\d$/.test(linked) ? datePartsOf(linked) : boxes;
  const read = parseDateParts(typedFrom);
  return {
    typedFrom: !read.ok && read.reason === 'empty' ? noDate : typedFrom,
    ...(read.ok && { from: read.date }),
    ...(!read.ok && read.reason !== 'empty' && { fault: read.reason }),
    miles: distancesInMiles.find((known) => known === miles) ?? DEFAULT_MILES,
    ...(days && { days }),
    parts: PARTS_OF_DAY.filter((part) => parts.includes(part)),
    sort: query.get('sort') === 'nearest' ? 'nearest' : 'soonest',
    page: Math.min(50, Math.max(1, Math.trunc(Number(query.get('page'))) || 1)),
  };
}

/** The query that asks for a search again, with changes; usual values are left out. */
export function queryOf({ from, miles, days, parts, sort, page }: Search, change: Partial<Search> = {}): string {
  const next = { from, miles, days, parts, sort, page, ...change };
  const query = new URLSearchParams();
  if (next.from) query.set('from', next.from);
  if (next.miles !== DEFAULT_MILES) query.set('distance', String(next.miles));
  if (next.days) query.set('days', next.days);
  if (next.parts.length > 0) query.set('part', next.parts.join(','));
  if (next.sort !== 'soonest') query.set('sort', next.sort);
  if (next.page > 1) query.set('page', String(next.page));
  return query.size > 0 ? `?${query}` : '';
}

/** The same search without a wish for some days or parts of the day. */
export const allTimes = (search: Search): string => queryOf(search, { days: undefined, parts: [], page: 1 });

/** As the API is asked for it. */
export const timeWishesOf = ({ days, parts }: Search) => ({
  days,
  parts: parts.length > 0 ? parts.join(',') : undefined,
});

/** The times that suit, and how many places are free at those that do not. */
export function suiting<T extends { start: string; free: number }>(
  times: readonly T[],
  search: Search,
  when: When,
): [T[], number] {
  const fits = wishedTimes(search, when.timeZone);
  const kept = fits
    ? times.filter(({ start }) => fits({ startsAt: Date.parse(start), date: when.dateOf(start) }))
    : [...times];
  const free = (some: readonly T[]) => some.reduce((sum, time) => sum + time.free, 0);
  return [kept, free(times) - free(kept)];
}

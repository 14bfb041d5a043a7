import {
  attendeesOf,
  type JourneyDraft,
  listWalkIns,
  partyQuery,
  proposing,
  type ResponseOf,
  searchAvailability,
} from '@fairslot/contract';
import { localDateOf, KILOMETRES_PER_MILE } from '@fairslot/domain';
import type { Visit } from '../../ui/visit';
import { timeWishesOf, type Search } from './search';

export const PLACES_A_PAGE = 10;

type Answer = ResponseOf<typeof searchAvailability>;
export type FoundPlace = Answer['items'][number];
export type WalkIn = ResponseOf<typeof listWalkIns>['items'][number] & {
  /** Running, still to begin on this day, or on another day. */
  when: 'now' | 'today' | 'later';
};

/** A place with times to book, one where nobody needs a booking, or both. */
type ListedPlace = { times: FoundPlace; walkIn?: WalkIn } | { times?: undefined; walkIn: WalkIn };

interface Found {
  places: ListedPlace[];
  /** How many places can be booked in all, and their free appointments where all of them are known. */
  total: number;
  free?: number;
  /** What a wish for some times leaves out. */
  hidden: { free: number; sites: number };
  /** Of the list, with places that are only for walking in. */
  pages: number;
  from: string;
  to: string;
}

/** One page of places near the point of the draft. The API answers in larger pages than we show. */
export async function findPlaces(visit: Visit, draft: JourneyDraft, search: Search): Promise<Found> {
  const { where } = draft;
  const wanted = search.page * PLACES_A_PAGE;
  const walkIns = findWalkIns(visit, draft, search);
  const items: FoundPlace[] = [];
  let answer: Answer;
  let cursor: string | undefined;
  do {
    answer = await visit.call(searchAvailability, {
      query: {
        ...partyQuery(draft),
        latitude: where?.latitude,
        longitude: where?.longitude,
        radius: search.miles * KILOMETRES_PER_MILE,
        from: search.from,
        ...timeWishesOf(search),
        sort: search.sort,
        cursor,
      },
    });
    items.push(...answer.items);
    cursor = answer.nextCursor;
  } while (cursor && items.length < wanted);
  const total = answer.total ?? items.length;
  const listed = mixIn(items, await walkIns, search.sort);
  const more = total - items.length;
  return {
    places: listed.slice(wanted - PLACES_A_PAGE, wanted),
    total,
    ...freeOf(answer, cursor ? undefined : items),
    hidden: answer.hidden ?? { free: 0, sites: 0 },
    pages: Math.ceil((listed.length + more) / PLACES_A_PAGE),
    from: answer.from,
    to: answer.to,
  };
}

/** Of all the places; added up here where all of them are at hand. */
function freeOf({ free }: Answer, items: readonly FoundPlace[] | undefined): { free?: number } {
  const known = free ?? items?.reduce((sum, one) => sum + one.free, 0);
  return known === undefined ? {} : { free: known };
}

/** As far as the API looks. */
const ANYWHERE_KILOMETRES = 100;

/** The soonest time of the whole region, for whoever finds none near. */
export async function findAnywhere(
  visit: Visit,
  draft: JourneyDraft,
  { from }: Search,
): Promise<FoundPlace | undefined> {
  const { where } = draft;
  if (!where) return undefined;
  const { latitude, longitude } = where;
  const query = {
    ...proposing(draft),
    latitude,
    longitude,
    radius: ANYWHERE_KILOMETRES,
    from,
    sort: 'soonest' as const,
  };
  return (await visit.call(searchAvailability, { query })).items[0];
}

/** For one person who looks for the coming days; whoever comes in a group or later needs a time. */
async function findWalkIns(visit: Visit, draft: JourneyDraft, { miles, from }: Search): Promise<WalkIn[]> {
  const { where, serviceId } = draft;
  if (!where || !serviceId || from || attendeesOf(draft).length > 1) return [];
  const { latitude, longitude } = where;
  const query = { service: serviceId, latitude, longitude, radius: miles * KILOMETRES_PER_MILE };
  const { items } = await visit.call(listWalkIns, { query });
  return items.map((one) => ({ ...one, when: stateOf(visit, one) }));
}

export function stateOf(visit: Visit, { date, from }: { date: string; from: string }): WalkIn['when'] {
  const now = visit.now();
  if (date !== localDateOf(now, visit.site.timeZone)) return 'later';
  return Date.parse(from) <= now.getTime() ? 'now' : 'today';
}

/** Walk-in clinics in the same list: on the card of their place, or on one of their own where its distance or time belongs. */
function mixIn(items: readonly FoundPlace[], walkIns: readonly WalkIn[], sort: Search['sort']): ListedPlace[] {
  const bySite = new Map(walkIns.map((walkIn) => [walkIn.site.id, walkIn]));
  const listed: ListedPlace[] = items.map((times) => {
    const walkIn = bySite.get(times.site.id);
    bySite.delete(times.site.id);
    return { times, ...(walkIn && { walkIn }) };
  });
  const rankOf = ({ times, walkIn }: ListedPlace): number =>
    sort === 'nearest'
      ? ((times ?? walkIn)?.distanceMetres ?? 0)
      : Date.parse((times ? times.nextTimes[0]?.start : walkIn?.from) ?? '');
  for (const walkIn of bySite.values()) {
    const at = listed.findIndex((place) => rankOf(place) > rankOf({ walkIn }));
    listed.splice(at < 0 ? listed.length : at, 0, { walkIn });
  }
  return listed;
}

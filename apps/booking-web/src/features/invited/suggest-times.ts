import { addDays, localDateOf, weekdayOf, KILOMETRES_PER_MILE } from '@fairslot/domain';
import {
  type FreeTime,
  type JourneyDraft,
  listTimes,
  proposing,
  type PublicSite,
  searchAvailability,
} from '@fairslot/contract';
import type { Visit } from '../../ui/visit';

export interface Suggestion {
  why: 'nearHome' | 'soonest' | 'evening' | 'another';
  site: PublicSite;
  distanceMetres: number;
  time: FreeTime;
}

export const NEAR_MILES = 5;
const LOOK_DAYS = 14;
/** Places asked for an evening or weekend: the nearest few. */
const PLACES_ASKED = 3;
const SATURDAY = 6;

/** Three times that suit most people: soonest near home, soonest close by, soonest outside working hours. */
export async function suggestTimes(visit: Visit, draft: JourneyDraft): Promise<Suggestion[]> {
  const { where } = draft;
  const query = {
    ...proposing(draft),
    latitude: where?.latitude,
    longitude: where?.longitude,
    radius: NEAR_MILES * KILOMETRES_PER_MILE,
  };
  const [nearest, soonest] = await Promise.all([
    visit.call(searchAvailability, { query: { ...query, sort: 'nearest' } }),
    visit.call(searchAvailability, { query: { ...query, sort: 'soonest' } }),
  ]);
  const asked = await allTimes(visit, draft, nearest.items.slice(0, PLACES_ASKED));
  const timesOf = (why: Suggestion['why'], items: (typeof nearest)['items']): Suggestion[] =>
    items.flatMap(({ site, distanceMetres, nextTimes }) =>
      nextTimes.map((time) => ({ why, site, distanceMetres, time })),
    );
  const firstOf = (why: Suggestion['why'], { site, distanceMetres, nextTimes }: (typeof nearest)['items'][number]) =>
    nextTimes.slice(0, 1).map((time) => ({ why, site, distanceMetres, time }));
  return threeOf(
    [
      ...timesOf('nearHome', nearest.items).slice(0, 1),
      ...timesOf('soonest', soonest.items).slice(0, 1),
      ...outsideWorkingHours(visit, asked),
    ],
    // Whom that time and place do not suit, another place or another day does rather than the next five minutes.
    [
      ...nearest.items.slice(1).flatMap((place) => firstOf('another', place)),
      ...laterDays(visit, asked),
      ...timesOf('another', nearest.items),
    ],
  );
}

/** No time twice: in the place of one that stands there already come others. */
export function threeOf(wanted: readonly Suggestion[], others: readonly Suggestion[]): Suggestion[] {
  const isSame = (a: Suggestion, b: Suggestion) => a.site.id === b.site.id && a.time.start === b.time.start;
  return [...wanted, ...others].filter((one, i, all) => all.findIndex((other) => isSame(one, other)) === i).slice(0, 3);
}

interface PlaceTimes {
  site: PublicSite;
  distanceMetres: number;
  items: FreeTime[];
}

function allTimes(
  visit: Visit,
  draft: JourneyDraft,
  places: readonly Pick<PlaceTimes, 'site' | 'distanceMetres'>[],
): Promise<PlaceTimes[]> {
  const from = localDateOf(visit.now(), visit.site.timeZone);
  const query = { ...proposing(draft), from, to: addDays(from, LOOK_DAYS - 1) };
  return Promise.all(
    places.map(async ({ site, distanceMetres }) => {
      const { items } = await visit.call(listTimes, { params: { siteId: site.id }, query });
      return { site, distanceMetres, items };
    }),
  );
}

/** The soonest of these places in an evening or at a weekend. */
function outsideWorkingHours({ when }: Visit, places: readonly PlaceTimes[]): Suggestion[] {
  const found = places.flatMap(({ site, distanceMetres, items }) => {
    const time = items.find(
      ({ start }) => when.partOfDay(start) === 'evening' || weekdayOf(when.dateOf(start)) >= SATURDAY,
    );
    return time ? [{ why: 'evening' as const, site, distanceMetres, time }] : [];
  });
  return found.sort((a, b) => Date.parse(a.time.start) - Date.parse(b.time.start)).slice(0, 1);
}

/** Of each of these places the first time of every day but its first. */
function laterDays({ when }: Visit, places: readonly PlaceTimes[]): Suggestion[] {
  return places.flatMap(({ site, distanceMetres, items }) =>
    items
      .filter(({ start }, n) => n > 0 && when.dateOf(start) !== when.dateOf(items[n - 1]?.start ?? start))
      .map((time) => ({ why: 'another' as const, site, distanceMetres, time })),
  );
}

import { addDays, localDateOf, KILOMETRES_PER_MILE } from '@fairslot/domain';
import {
  type ChosenTime,
  type FreeTime,
  getSite,
  type JourneyDraft,
  listTimes,
  proposing,
  type PublicSite,
  searchAvailability,
} from '@fairslot/contract';
import type { Visit } from './visit';
import { laterDate } from './when';

interface OtherPlace {
  site: PublicSite;
  distanceMetres: number;
  time: FreeTime;
}

export interface Alternatives {
  site: PublicSite;
  here: FreeTime[];
  nearby: OtherPlace[];
}

const SHOWN = 3;
const NEARBY_MILES = 5;
const LOOK_DAYS = 14;

/** Times closest to one that is gone, in the order of the clock. That one may still stand in the answer for a moment. */
export function nearestTimes(times: readonly FreeTime[], gone: string, howMany: number): FreeTime[] {
  const gap = (time: FreeTime) => Math.abs(Date.parse(time.start) - Date.parse(gone));
  return times
    .filter((time) => gap(time) > 0)
    .sort((a, b) => gap(a) - gap(b))
    .slice(0, howMany)
    .sort((a, b) => Date.parse(a.start) - Date.parse(b.start));
}

/** Instead of a time that is gone: the nearest at the same place and the soonest close by. */
export async function findAlternatives(visit: Visit, draft: JourneyDraft, gone: ChosenTime): Promise<Alternatives> {
  const site = await visit.call(getSite, { params: { siteId: gone.siteId } });
  const party = proposing(draft);
  const today = localDateOf(visit.now(), visit.site.timeZone);
  const date = laterDate(visit.when.dateOf(gone.start), today) ?? today;
  const [times, around] = await Promise.all([
    visit.call(listTimes, {
      params: { siteId: site.id },
      query: { ...party, from: date, to: addDays(date, LOOK_DAYS - 1) },
    }),
    visit.call(searchAvailability, {
      query: {
        ...party,
        latitude: site.latitude,
        longitude: site.longitude,
        radius: NEARBY_MILES * KILOMETRES_PER_MILE,
        sort: 'soonest',
      },
    }),
  ]);
  const nearby = around.items
    .filter((place) => place.site.id !== site.id)
    .flatMap(({ site: other, distanceMetres, nextTimes }) =>
      nextTimes.slice(0, 1).map((time) => ({ site: other, distanceMetres, time })),
    );
  return { site, here: nearestTimes(times.items, gone.start, SHOWN), nearby: nearby.slice(0, SHOWN) };
}

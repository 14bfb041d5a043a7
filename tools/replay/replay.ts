import { throttle } from '@fairslot/domain';
import { Draws } from '../population/draws';
import type { Behaviour } from './behaviour';
import type { ReplayWorld } from './world';

export interface ReplayTerms {
  /** As the campaign says it: how many bookings are expected of a hundred invitations. */
  expectedPercent: number;
  isThrottled: boolean;
  seed: number;
}

export interface ReplayFigures {
  people: number;
  invited: number;
  /** Invited people who look on the day they are invited, and of those, who find no time within their distance. */
  lookedAtOnce: number;
  foundNone: number;
  booked: number;
}

const DAYS = 42;
/** Times are offered so many days ahead, and the throttle counts those. */
const AHEAD = 14;
const PER_DAY = 100_000;
/** Whoever has not come after so many days is not expected any more. */
const EXPECTED_DAYS = 21;
const STREAM = 11;

/** Free times of each site and day. */
class Times {
  private readonly free: Map<number, number[]>;

  constructor(siteIds: readonly number[], perDay: (site: number) => number) {
    this.free = new Map(siteIds.map((id) => [id, Array.from({ length: DAYS + AHEAD + 1 }, () => perDay(id))]));
  }

  ahead(day: number): Map<number, number> {
    return new Map([...this.free].map(([id, days]) => [id, sum(days.slice(day, day + AHEAD))]));
  }

  /** Takes the first time of the nearest site that has one; null where none within reach has. */
  take(siteIds: readonly number[], day: number): { site: number; on: number } | null {
    for (const site of siteIds) {
      const days = this.free.get(site) ?? [];
      for (let on = day; on < day + AHEAD; on += 1)
        if ((days[on] ?? 0) >= 1) {
          days[on] = (days[on] ?? 0) - 1;
          return { site, on };
        }
    }
    return null;
  }

  give({ site, on }: { site: number; on: number }): void {
    const days = this.free.get(site);
    if (days) days[on] = (days[on] ?? 0) + 1;
  }
}

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);

/** Six weeks of a campaign, day by day, with the program's own throttle or, for comparison, with none. */
export function replay(world: ReplayWorld, behaviour: Behaviour, terms: ReplayTerms): ReplayFigures {
  const { people, areas, siteIds } = world;
  const draws = new Draws(terms.seed);
  const places = (behaviour.capacity / 100) * (people.length / siteIds.length);
  // What is less than one place a day is one place on some days.
  const times = new Times(siteIds, (site) => Math.floor(places) + (draws.at(site, STREAM).next() < places % 1 ? 1 : 0));
  const figures: ReplayFigures = { people: people.length, invited: 0, lookedAtOnce: 0, foundNone: 0, booked: 0 };
  const left = [...people];
  const looking: number[][] = Array.from({ length: DAYS + AHEAD + 2 }, () => []);
  const expected: { personId: number; areaId: string; until: number }[] = [];
  const done = new Set<number>();

  const look = (personId: number, day: number, isAtOnce: boolean): void => {
    draws.at(personId, STREAM + 1 + day);
    const taken = times.take(areas.get(people[personId]?.areaId ?? '')?.siteIds ?? [], day + 1);
    if (isAtOnce) figures.lookedAtOnce += 1;
    if (isAtOnce && !taken) figures.foundNone += 1;
    if (!taken) return;
    if (!draws.chance(behaviour.books)) return times.give(taken);
    done.add(personId);
    figures.booked += 1;
    if (draws.chance(behaviour.cancels)) times.give(taken);
  };

  for (let day = 0; day < DAYS; day += 1) {
    for (const site of siteIds)
      for (let n = uninvited(draws.at(site, 1000 + day), behaviour, times.ahead(day + 1).get(site) ?? 0); n > 0; n -= 1)
        times.take([site], day + 1);
    for (const personId of looking[day] ?? []) if (!done.has(personId)) look(personId, day, false);
    const waiting = new Map<string, number>();
    for (const { personId, areaId, until } of expected)
      if (until > day && !done.has(personId)) waiting.set(areaId, (waiting.get(areaId) ?? 0) + 1);
    const invited = terms.isThrottled
      ? throttle(left, {
          free: times.ahead(day + 1),
          areas,
          waiting,
          expected: terms.expectedPercent / 100,
          most: PER_DAY,
        }).invited
      : left.map(({ personId }) => personId);
    const now = new Set(invited);
    left.splice(0, left.length, ...left.filter(({ personId }) => !now.has(personId)));
    for (const personId of invited) {
      figures.invited += 1;
      expected.push({ personId, areaId: people[personId]?.areaId ?? '', until: day + EXPECTED_DAYS });
      draws.at(personId, STREAM);
      if (!draws.chance(behaviour.looks)) continue;
      if (draws.chance(behaviour.looksAtOnce)) look(personId, day, true);
      else looking[day + draws.between(1, AHEAD)]?.push(personId);
    }
  }
  return figures;
}

function uninvited(draws: Draws, behaviour: Behaviour, free: number): number {
  const wanted = free * behaviour.uninvited;
  return Math.floor(wanted) + (draws.next() < wanted % 1 ? 1 : 0);
}

/** Of a hundred who look on the day they are invited, how many find nothing. */
export const shareOfNone = ({ lookedAtOnce, foundNone }: ReplayFigures): number =>
  lookedAtOnce === 0 ? 0 : (100 * foundNone) / lookedAtOnce;

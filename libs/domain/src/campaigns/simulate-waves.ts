import { addDays, type LocalDate } from '../local-date';
import { throttle, type Area, type Invitee, type Throttle, type Throttled } from './throttle';

export interface Simulation {
  /** Both included. */
  from: LocalDate;
  to: LocalDate;
  /** Does anything leave on this date? */
  isSendingDay: (date: LocalDate) => boolean;
  perDay: number;
  /** `asPlanned`: so many a day, whether or not there is room. */
  pace: 'asPlanned' | 'asThereIsRoom';
  /** Free times of each site by local date, those for women only by themselves. */
  free: readonly { siteId: number; date: LocalDate; free: number; forWomen: boolean }[];
  areas: ReadonlyMap<string, Area>;
  /** People of each area who were invited before and may still come. */
  waiting: ReadonlyMap<string, number>;
  /** Of them, who is known to be a woman. */
  waitingWomen: ReadonlyMap<string, number>;
  expected: number;
  /** Free times count that lie within so many days; whoever is invited is taken to come within them. */
  aheadDays: number;
}

export interface SimulatedWaves {
  /** Days on which somebody is invited. */
  days: { date: LocalDate; invited: number }[];
  /** People whom the last day leaves over. */
  left: number;
  /** Their areas, where every site within reach is spoken for. */
  short: string[];
}

interface Wave {
  date: LocalDate;
  people: readonly Invitee[];
}

/** Day by day whom the waves would invite, in the order given, if people book as expected and nothing else changes. */
export function simulateWaves(people: readonly Invitee[], s: Simulation): SimulatedWaves {
  const waves: Wave[] = [];
  let left = people;
  let short: string[] = [];
  for (let date = s.from; date <= s.to && left.length > 0; date = addDays(date, 1)) {
    if (!s.isSendingDay(date)) continue;
    const wave = s.pace === 'asPlanned' ? firstOf(left, s.perDay) : throttle(left, roomOn(date, waves, s));
    short = wave.short;
    const invited = new Set(wave.invited);
    if (invited.size > 0) waves.push({ date, people: left.filter(({ personId }) => invited.has(personId)) });
    left = left.filter(({ personId }) => !invited.has(personId));
  }
  const days = waves.map((wave) => ({ date: wave.date, invited: wave.people.length }));
  return { days, left: left.length, short: left.length > 0 ? short : [] };
}

const firstOf = (people: readonly Invitee[], most: number): Throttled => ({
  invited: people.slice(0, most).map(({ personId }) => personId),
  short: [],
});

/** What the throttle would see on a day. */
function roomOn(date: LocalDate, waves: readonly Wave[], s: Simulation): Throttle {
  const { areas, expected, perDay: most, aheadDays } = s;
  const isStillToCome = (invitedOn: LocalDate): boolean => addDays(invitedOn, aheadDays) > date;
  const until = addDays(date, aheadDays);
  const free = s.free.filter((one) => one.date >= date && one.date < until);
  const recent = waves.filter((wave) => isStillToCome(wave.date)).flatMap((wave) => wave.people);
  const before = isStillToCome(s.from);
  return {
    free: total(free.filter((one) => !one.forWomen).map((one) => [one.siteId, one.free])),
    forWomen: total(free.filter((one) => one.forWomen).map((one) => [one.siteId, one.free])),
    areas,
    waiting: total([...(before ? s.waiting : []), ...ones(recent)]),
    waitingWomen: total([...(before ? s.waitingWomen : []), ...ones(recent.filter(({ sex }) => sex === 'f'))]),
    expected,
    most,
  };
}

const ones = (people: readonly Invitee[]): [string, number][] => people.map(({ areaId }) => [areaId, 1]);

function total<K>(entries: readonly (readonly [K, number])[]): Map<K, number> {
  const of = new Map<K, number>();
  for (const [key, number] of entries) of.set(key, (of.get(key) ?? 0) + number);
  return of;
}

import { MOST_PARTIES } from './count-together';
import { MINUTE } from './slot-line';
import type { PartyTime } from './starts';

/**
 * Parties whose people come one after another, each where the one before ends: from the times of a day that each of them, in
 * their order, could have alone. `moreTime`: each takes two slots.
 */
export function chainParties(times: readonly (readonly PartyTime[])[], moreTime: boolean): PartyTime[] {
  const [first = [], ...later] = times;
  const after = later.map(byInstant);
  const slots = moreTime ? 2 : 1;
  const parties = (n: number, { startsAt, minutes, free }: PartyTime): Way => {
    const own = Math.min(MOST_PARTIES, free);
    const rest = after.length - n;
    if (own === 0 || rest === 0) return { free: own, others: [] };
    const next = startsAt + slots * minutes * MINUTE;
    const ways = (after[n]?.get(next) ?? []).map((time) => parties(n + 1, time));
    const widest = ways.reduce((best, way) => (way.free > best.free ? way : best), NO_WAY);
    // Several lengths may begin there. With at most two people to come, no two ways share a slot and their numbers add up; of
    // longer ways only the widest is counted.
    const most = rest <= 2 ? ways.reduce((sum, way) => sum + way.free, 0) : widest.free;
    return { free: Math.min(own, most), others: [next, ...widest.others] };
  };
  return first.flatMap((time) => {
    const { free, others } = parties(0, time);
    return free > 0 ? [{ ...time, free, others }] : [];
  });
}

/** How many parties can go on from a time, and when their others begin; where lengths differ, by the widest way. */
interface Way {
  free: number;
  others: number[];
}
const NO_WAY: Way = { free: 0, others: [] };

function byInstant(times: readonly PartyTime[]): Map<number, PartyTime[]> {
  const found = new Map<number, PartyTime[]>();
  for (const time of times) {
    const here = found.get(time.startsAt);
    if (here) here.push(time);
    else found.set(time.startsAt, [time]);
  }
  return found;
}

import { MOST_PARTIES } from './count-together';
import { MINUTE } from './slot-line';
import type { PartyTime } from './starts';

/**
 * Parties whose people come one after another, each where the one before ends: from the times of a day that each of them, in
 * their order, could have alone. `moreTime`: each takes two slots.
 */
export function chainParties(times: readonly (readonly PartyTime[])[], moreTime: boolean): PartyTime[] {
  const [first = [], ...others] = times;
  const after = others.map(byInstant);
  const slots = moreTime ? 2 : 1;
  const parties = (n: number, { startsAt, minutes, free }: PartyTime): number => {
    const own = Math.min(MOST_PARTIES, free);
    const rest = after.length - n;
    if (own === 0 || rest === 0) return own;
    const next = after[n]?.get(startsAt + slots * minutes * MINUTE) ?? [];
    const ways = next.map((time) => parties(n + 1, time));
    // Several lengths may begin there. With at most two people to come, no two ways share a slot and their numbers add up; of
    // longer ways only the widest is counted.
    return Math.min(own, rest <= 2 ? ways.reduce((sum, free) => sum + free, 0) : Math.max(0, ...ways));
  };
  return first.flatMap((time) => {
    const free = parties(0, time);
    return free > 0 ? [{ ...time, free }] : [];
  });
}

function byInstant(times: readonly PartyTime[]): Map<number, PartyTime[]> {
  const found = new Map<number, PartyTime[]>();
  for (const time of times) {
    const here = found.get(time.startsAt);
    if (here) here.push(time);
    else found.set(time.startsAt, [time]);
  }
  return found;
}

import { localDateOf, localTimeOf, minutesOfDay } from '../time';
import { mayBeGiven, type ClinicOption } from '../clinic-options';
import { canServe } from './types';

/** Somebody whose time is gone, and what they need of another one. */
export interface Displaced {
  id: number;
  /** People who booked together stay together where they can. */
  partyId: number;
  serviceId: number;
  audienceId: number | null;
  startsAt: Date;
  /** Facilities of a site that help them. */
  needs: readonly string[];
  /** What the clinic was that they had. */
  options: readonly ClinicOption[];
  /** As a list says. */
  isMale: boolean;
}

/** A slot with places that may be given away. */
export interface FreeSlot {
  id: number;
  siteId: number;
  startsAt: Date;
  serviceIds: readonly number[];
  audienceIds: readonly number[] | null;
  options: readonly ClinicOption[];
  free: number;
}

/** A site that may see them. */
export interface OtherPlace {
  siteId: number;
  /** From the site that cannot; 0 is that site itself. */
  metres: number;
  facilities: readonly string[];
}

interface Choice {
  displaced: readonly Displaced[];
  slots: readonly FreeSlot[];
  places: readonly OtherPlace[];
  zone: string;
  /** May this person have their service at this instant? */
  mayHave: (who: Displaced, at: Date) => boolean;
}

const LONGEST_MS = 7 * 86_400_000;
const MILE_METRES = 1609;

/** A slot with what is compared, reckoned once. */
interface Candidate {
  slot: FreeSlot;
  day: number;
  minute: number;
  left: number;
}

/**
 * The best other time for each: never before the one they had, within seven days; at the same place before any other, then
 * near (by the mile), then with the help they need, then quiet for who needs that, then at the same part of day, then soon. Whoever
 * comes first in the list chooses first. A party goes to one start where it fits, and each on their own where not. Whoever finds none is left out.
 */
export const chooseAlternatives = ({ displaced, slots, places, zone, mayHave }: Choice): Map<number, FreeSlot> => {
  const minuteOf = (at: Date): number => minutesOfDay(localTimeOf(at, zone)) ?? 0;
  const bySite = new Map<number, Candidate[]>();
  for (const slot of [...slots].sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime() || a.id - b.id)) {
    const day = Date.parse(localDateOf(slot.startsAt, zone));
    const candidate = { slot, day, minute: minuteOf(slot.startsAt), left: slot.free };
    const there = bySite.get(slot.siteId);
    if (there) there.push(candidate);
    else bySite.set(slot.siteId, [candidate]);
  }
  const chosen = new Map<number, FreeSlot>();

  const fits = (who: Displaced, { slot, left }: Candidate): boolean =>
    left > 0 &&
    canServe({ ...slot, capacity: slot.free }, { ...who, options: slot.options }) &&
    mayBeGiven(slot.options, { had: who.options, isMale: who.isMale }) &&
    mayHave(who, slot.startsAt);

  /** What fits at one site, best first. */
  const at = (who: Displaced, siteId: number): Candidate[] => {
    const all = bySite.get(siteId) ?? [];
    const minute = minuteOf(who.startsAt);
    const from = firstAfter(all, who.startsAt.getTime());
    const until = firstAfter(all, who.startsAt.getTime() + LONGEST_MS);
    const isLoud = ({ slot }: Candidate): number =>
      who.needs.includes('quietRoom') && !slot.options.includes('quiet') ? 1 : 0;
    const otherPart = (one: Candidate): number => (partOfDay(one.minute) === partOfDay(minute) ? 0 : 1);
    return all
      .slice(from, until)
      .filter((one) => fits(who, one))
      .sort(
        (a, b) =>
          isLoud(a) - isLoud(b) ||
          otherPart(a) - otherPart(b) ||
          a.day - b.day ||
          Math.abs(a.minute - minute) - Math.abs(b.minute - minute) ||
          a.slot.id - b.slot.id,
      );
  };
  const take = (who: Displaced, seat: Candidate): void => {
    seat.left -= 1;
    chosen.set(who.id, seat.slot);
  };
  /** Seats for all of them at one start of one site, or null. */
  const together = (party: readonly Displaced[], siteId: number): Candidate[] | null => {
    for (const start of at(party[0] as Displaced, siteId)) {
      const seats: Candidate[] = [];
      for (const who of party) {
        const seat = at(who, siteId).find(({ slot }) => slot.startsAt.getTime() === start.slot.startsAt.getTime());
        if (!seat) break;
        seat.left -= 1;
        seats.push(seat);
      }
      for (const seat of seats) seat.left += 1;
      if (seats.length === party.length) return seats;
    }
    return null;
  };

  for (const party of byParty(displaced)) {
    const order = inOrder(places, party);
    const seats = party.length > 1 ? first(order, ({ siteId }) => together(party, siteId)) : null;
    if (seats) party.forEach((who, n) => take(who, seats[n] as Candidate));
    else
      for (const who of party) {
        const best = first(order, ({ siteId }) => at(who, siteId)[0] ?? null);
        if (best) take(who, best);
      }
  }
  return chosen;
};

/** Morning, afternoon and evening, as residents choose them. */
const partOfDay = (minute: number): number => (minute < 12 * 60 ? 0 : minute < 17 * 60 ? 1 : 2);

function inOrder(places: readonly OtherPlace[], party: readonly Displaced[]): OtherPlace[] {
  const needs = party.flatMap((who) => who.needs);
  const miles = ({ metres }: OtherPlace): number => (metres === 0 ? 0 : 1 + Math.floor(metres / MILE_METRES));
  const missing = ({ facilities }: OtherPlace): number => needs.filter((need) => !facilities.includes(need)).length;
  return [...places].sort(
    (a, b) => miles(a) - miles(b) || missing(a) - missing(b) || a.metres - b.metres || a.siteId - b.siteId,
  );
}

/** Parties in the order of their first member. */
function byParty(displaced: readonly Displaced[]): Displaced[][] {
  const parties = new Map<number, Displaced[]>();
  for (const who of displaced) parties.set(who.partyId, [...(parties.get(who.partyId) ?? []), who]);
  return [...parties.values()];
}

/** Index of the first candidate that starts after the instant. */
function firstAfter(all: readonly Candidate[], instant: number): number {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((all[middle] as Candidate).slot.startsAt.getTime() <= instant) low = middle + 1;
    else high = middle;
  }
  return low;
}

function first<T, R>(all: readonly T[], find: (one: T) => R | null): R | null {
  for (const one of all) {
    const found = find(one);
    if (found !== null) return found;
  }
  return null;
}

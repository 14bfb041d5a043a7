import { seatParty, type OpenSlot } from './seat-party';
import { canServe, type Claimant, type Move, type Occupant } from './types';

/** A slot with its time and clinic. */
export interface TimedSlot extends OpenSlot {
  siteId: number;
  clinicId: number;
  /** Milliseconds. */
  startsAt: number;
  minutes: number;
}

/** What one person of a party wants. */
export interface SeatWish extends Claimant {
  siteId: number;
  /** Milliseconds; 'after' begins where the wish before it ends. */
  start: number | 'after';
  /** Any length where left out. */
  minutes?: number;
  /** Two adjacent slots of one clinic. */
  moreTime: boolean;
}

export interface Seats {
  /** For each wish its slot, or its two adjacent slots. */
  slotIds: number[][];
  /** Bookings already there that move to another clinic at their time. */
  moves: Move[];
}

interface Option {
  slots: TimedSlot[];
  pinned: boolean;
  ends: number;
}

/** More combinations than this are not tried: no real site offers as many at one time. */
const MOST_COMBINATIONS = 400;

const MINUTE = 60_000;
export const startKey = ({ siteId, startsAt, minutes }: Pick<TimedSlot, 'siteId' | 'startsAt' | 'minutes'>): string =>
  `${siteId}/${startsAt}/${minutes}`;

/**
 * Seats every wish or none, moving bookings between clinics at their own time where that makes room. Wishes that begin at the
 * same start share its length. Slots that are not on sale are not given.
 */
export const seatWishes = (
  slots: readonly TimedSlot[],
  occupants: readonly Occupant[],
  wishes: readonly SeatWish[],
): Seats | null => {
  let tried = 0;
  const chosen: Option[] = [];
  const search = (): Seats | null => {
    const wish = wishes[chosen.length];
    if (!wish) {
      tried += 1;
      return evaluate(slots, occupants, wishes, chosen);
    }
    for (const option of optionsFor(slots, wish, chosen, wishes)) {
      if (tried >= MOST_COMBINATIONS) return null;
      chosen.push(option);
      const seats = search();
      if (seats) return seats;
      chosen.pop();
    }
    return null;
  };
  return search();
};

/** The starts that seating these wishes may look at: what has to be locked. */
export const startsToLook = (slots: readonly TimedSlot[], wishes: readonly SeatWish[]): TimedSlot[] => {
  const found = new Map<string, TimedSlot>();
  const walk = (chosen: readonly Option[]): void => {
    const wish = wishes[chosen.length];
    if (!wish) return;
    for (const option of optionsFor(slots, wish, chosen, wishes)) {
      for (const slot of option.slots) found.set(startKey(slot), slot);
      if (found.size < MOST_COMBINATIONS) walk([...chosen, option]);
    }
  };
  walk([]);
  return [...found.values()];
};

const optionsFor = (
  slots: readonly TimedSlot[],
  wish: SeatWish,
  chosen: readonly Option[],
  wishes: readonly SeatWish[],
): Option[] => {
  const before = chosen.at(-1);
  const start = wish.start === 'after' ? before?.ends : wish.start;
  const sameStart = wishes.findIndex(
    (other, n) => n < chosen.length && other.start === start && other.siteId === wish.siteId,
  );
  const length = wish.minutes ?? chosen[sameStart]?.slots[0]?.minutes;
  const here = slots.filter(
    (slot) =>
      slot.siteId === wish.siteId &&
      slot.startsAt === start &&
      (length === undefined || slot.minutes === length) &&
      canServe(slot, wish),
  );
  return wish.moreTime ? doubled(slots, here, wish) : single(here);
};

/** One option a length: which of its clinics serves is for the seating to find. */
const single = (here: readonly TimedSlot[]): Option[] => {
  const lengths = [...new Set(here.map(({ minutes }) => minutes))].sort((a, b) => a - b);
  return lengths.map((length) => {
    const slot = here.find(({ minutes }) => minutes === length) as TimedSlot;
    return { slots: [slot], pinned: false, ends: slot.startsAt + length * MINUTE };
  });
};

const doubled = (slots: readonly TimedSlot[], here: readonly TimedSlot[], wish: SeatWish): Option[] =>
  here.flatMap((slot) => {
    const ends = slot.startsAt + slot.minutes * MINUTE;
    const next = slots.find(
      (other) =>
        other.clinicId === slot.clinicId &&
        other.startsAt === ends &&
        other.minutes === slot.minutes &&
        canServe(other, wish),
    );
    return next ? [{ slots: [slot, next], pinned: true, ends: ends + next.minutes * MINUTE }] : [];
  });

const evaluate = (
  slots: readonly TimedSlot[],
  occupants: readonly Occupant[],
  wishes: readonly SeatWish[],
  chosen: readonly Option[],
): Seats | null => {
  const claims = new Map<string, { claimant: Claimant; wish: number; part: number }[]>();
  chosen.forEach(({ slots: parts, pinned }, wish) => {
    const { serviceId, audienceId = null, options = [] } = wishes[wish] as SeatWish;
    parts.forEach((slot, part) => {
      const claimant = { serviceId, audienceId, options, pinnedTo: pinned ? slot.id : null };
      claims.set(startKey(slot), [...(claims.get(startKey(slot)) ?? []), { claimant, wish, part }]);
    });
  });
  const slotIds: number[][] = wishes.map(() => []);
  const moves: Move[] = [];
  for (const [key, party] of claims) {
    const here = slots.filter((slot) => startKey(slot) === key);
    const ids = new Set(here.map(({ id }) => id));
    const there = occupants.filter(({ slotId }) => slotId !== null && ids.has(slotId));
    const seated = seatParty(
      here,
      there,
      party.map(({ claimant }) => claimant),
    );
    if (!seated) return null;
    party.forEach(({ wish, part }, n) => {
      (slotIds[wish] as number[])[part] = seated.slotIds[n] as number;
    });
    moves.push(...seated.moves);
  }
  return { slotIds, moves };
};

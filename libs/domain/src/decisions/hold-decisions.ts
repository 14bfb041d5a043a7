import { candidateOrder } from '../allocation-order';
import { seatWishes, type SeatWish, type TimedSlot } from '../allocation/seat-wishes';
import { canServe, type Claimant, type Move, type Occupant } from '../allocation/types';
import type { BookingStatus } from '../booking-states';
import type { HoldRules } from '../holds';
import { type Decision, refused } from './decision';
import { type KeyFacts, type KeyReason, refusedByKey } from './idempotency-key';

const MINUTE = 60_000;

/** A slot as a claim finds it. */
export interface SlotFacts extends TimedSlot {
  taken: number;
  /** `frozen`: its counter is in doubt. */
  status: 'open' | 'paused' | 'closed' | 'frozen';
}

/** One row of a party. Times are milliseconds. */
export interface HeldFacts {
  status: BookingStatus;
  holdExpiresAt: number | null;
  startsAt: number;
}

/** May the row still be renewed, confirmed or moved into? A hold is good through its last instant. */
export const isLive = ({ status, holdExpiresAt }: Omit<HeldFacts, 'startsAt'>, now: number): boolean =>
  status === 'held' && holdExpiresAt !== null && holdExpiresAt >= now;

/** May the public take places of this slot, were there any? */
export const isOnSale = ({ status, startsAt }: Pick<SlotFacts, 'status' | 'startsAt'>, now: number): boolean =>
  status === 'open' && startsAt > now;

interface Asked {
  key: KeyFacts;
  /** False where the network holds as many times as it may. */
  isWithinBound: boolean;
  rules: Pick<HoldRules, 'minutes'>;
}

export interface ClaimFacts extends Asked {
  slot: SlotFacts;
  claimant: Claimant;
}

export type HoldReason = KeyReason | 'too_many' | 'time_gone';

/** The guard of the one statement that takes a place of one slot. */
export const decideClaim = (
  { slot, claimant, key, isWithinBound, rules }: ClaimFacts,
  now: number,
): Decision<{ expiresAt: number }, HoldReason> => {
  const keyRefused = refusedByKey(key);
  if (keyRefused) return keyRefused;
  if (!isWithinBound) return refused('too_many');
  const hasRoom = slot.taken + slot.reserved < slot.capacity;
  if (!hasRoom || !isOnSale(slot, now) || !canServe(slot, claimant)) return refused('time_gone');
  return { ok: true, expiresAt: heldUntil([slot.startsAt], rules, now) };
};

export interface HoldFacts extends Asked {
  /** Slots at the starts that the wishes may look at. */
  slots: readonly SlotFacts[];
  /** Who has a place in them. */
  occupants: readonly Occupant[];
  wishes: readonly SeatWish[];
}

export interface SeatedHold {
  /** For each wish its slot, or its two adjacent slots. */
  slotIds: number[][];
  /** Others who go to another clinic at their own time, to make room. */
  moves: Move[];
  expiresAt: number;
}

/** Places for a whole party, or none. One person takes the first candidate with room; only where there is none, others move. */
export const decideHold = (facts: HoldFacts, now: number): Decision<SeatedHold, HoldReason> => {
  const [only] = facts.wishes;
  if (only && facts.wishes.length === 1 && !only.moreTime) {
    const claimed = claimFirst(facts, only, now);
    if (claimed) return claimed;
  }
  return decideSeats(facts, now);
};

/** The augmenting path: as `decideHold`, after no single slot had room. */
export const decideSeats = (
  { slots, occupants, wishes, key, isWithinBound, rules }: HoldFacts,
  now: number,
): Decision<SeatedHold, HoldReason> => {
  const keyRefused = refusedByKey(key);
  if (keyRefused) return keyRefused;
  if (!isWithinBound) return refused('too_many');
  const onSale = slots.filter((slot) => isOnSale(slot, now));
  const seats = seatWishes(onSale, occupants, wishes);
  if (!seats) return refused('time_gone');
  const taken = new Set(seats.slotIds.flat());
  const starts = onSale.filter(({ id }) => taken.has(id)).map(({ startsAt }) => startsAt);
  return { ok: true, ...seats, expiresAt: heldUntil(starts, rules, now) };
};

export interface RenewFacts {
  /** Every row of the party; none where id and token do not belong together. */
  rows: readonly HeldFacts[];
  heldSince: number;
  rules: HoldRules;
}

/** One end for all rows: they lapse together or not at all. Never past the first start. */
export const decideRenew = (
  { rows, heldSince, rules }: RenewFacts,
  now: number,
): Decision<{ expiresAt: number }, 'gone' | 'hold_expired'> => {
  if (rows.length === 0) return refused('gone');
  if (!rows.every((row) => isLive(row, now))) return refused('hold_expired');
  const starts = rows.map(({ startsAt }) => startsAt);
  return { ok: true, expiresAt: Math.min(heldUntil(starts, rules, now), heldSince + rules.maxMinutes * MINUTE) };
};

/** Giving a hold back: also where it has ended already, but not once it is booked. */
export const decideRelease = (rows: readonly Pick<HeldFacts, 'status'>[]): Decision<object, 'gone' | 'wrong_state'> => {
  const [first] = rows;
  if (!first) return refused('gone');
  return first.status === 'held' || first.status === 'expired' ? { ok: true } : refused('wrong_state');
};

/** Whether a hold has lapsed, so that its places go back. */
export const decideExpire = (
  { status, holdExpiresAt }: Omit<HeldFacts, 'startsAt'>,
  now: number,
): Decision<object, 'wrong_state'> =>
  status === 'held' && holdExpiresAt !== null && holdExpiresAt < now ? { ok: true } : refused('wrong_state');

const heldUntil = (starts: readonly number[], rules: Pick<HoldRules, 'minutes'>, now: number): number =>
  Math.min(now + rules.minutes * MINUTE, ...starts);

const claimFirst = (facts: HoldFacts, wish: SeatWish, now: number): Decision<SeatedHold, HoldReason> | null => {
  const here = facts.slots.filter(
    ({ siteId, startsAt, minutes }) =>
      siteId === wish.siteId && startsAt === wish.start && (wish.minutes === undefined || minutes === wish.minutes),
  );
  for (const slot of candidateOrder(here)) {
    const claimed = decideClaim({ ...facts, slot, claimant: wish }, now);
    if (claimed.ok) return { ok: true, slotIds: [[slot.id]], moves: [], expiresAt: claimed.expiresAt };
    if (claimed.reason !== 'time_gone') return claimed;
  }
  return null;
};

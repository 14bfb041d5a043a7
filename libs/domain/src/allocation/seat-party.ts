import { Seating } from './seating';
import type { AllocationSlot, Claimant, Move, Occupant } from './types';

/** A slot as a newcomer finds it. */
export interface OpenSlot extends AllocationSlot {
  /** Places kept back from this caller. */
  reserved: number;
}

/** Every occupant that sits in one of these slots, where it sits. */
const seated = (slots: readonly OpenSlot[], occupants: readonly Occupant[]): Seating => {
  const rooms = new Map(slots.map(({ id, capacity, reserved }) => [id, capacity - reserved]));
  const seating = new Seating(slots, rooms);
  for (const occupant of occupants) {
    if (occupant.slotId !== null && rooms.has(occupant.slotId)) seating.place(occupant, occupant.slotId);
  }
  return seating;
};

/** Who of a kind is handed on first: who is only held, then who came last. */
const lastFirst = (a: Occupant, b: Occupant): number => b.rank - a.rank || b.createdAt - a.createdAt || b.id - a.id;

/**
 * Seats a party at one start, all or nothing: its slots in the party's order, and the moves of others that make room.
 * Null when no arrangement has places for all. A chain of moves through one booking comes back as one move.
 */
export const seatParty = (
  slots: readonly OpenSlot[],
  occupants: readonly Occupant[],
  party: readonly Claimant[],
): { slotIds: number[]; moves: Move[] } | null => {
  const seating = seated(slots, occupants);
  const now = new Map<number, number>();
  const members = new Map<number, string>();
  const here = occupants.filter(({ slotId }) => slotId !== null);
  for (const occupant of here) now.set(occupant.id, occupant.slotId as number);
  const slotIds: number[] = [];
  for (const [index, claimant] of party.entries()) {
    const found = seating.seat(claimant);
    if (!found) return null;
    for (const { from, to, kind } of found.handovers) {
      const candidates = here.filter((one) => Seating.kindOf(one) === kind && now.get(one.id) === from).sort(lastFirst);
      const [one] = candidates;
      if (one) now.set(one.id, to);
      // Only somebody of the same party is left to hand on.
      else slotIds[memberIn(slotIds, members, from, kind)] = to;
    }
    slotIds.push(found.slotId);
    members.set(index, Seating.kindOf(claimant));
  }
  const moves = here.flatMap(({ id, slotId }): Move[] => {
    const to = now.get(id) as number;
    return to === slotId ? [] : [{ id, from: slotId, to }];
  });
  return { slotIds, moves };
};

const memberIn = (
  slotIds: readonly number[],
  members: ReadonlyMap<number, string>,
  slot: number,
  kind: string,
): number => {
  const index = slotIds.findIndex((id, n) => id === slot && members.get(n) === kind);
  if (index < 0) throw new Error('nobody to hand on');
  return index;
};

/** How many more of the claimant could be booked at this start: the extra flow, not the sum of places. */
export const freeFor = (slots: readonly OpenSlot[], occupants: readonly Occupant[], claimant: Claimant): number =>
  seated(slots, occupants).extra(claimant);

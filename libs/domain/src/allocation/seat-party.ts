import { inKeepingOrder } from './reallocate';
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

/**
 * Seats a party at one start, all or nothing: its slots in the party's order, and the moves of others that make room.
 * Null when no arrangement has places for all. Of people alike, who is only held and who came last moves first.
 */
export const seatParty = (
  slots: readonly OpenSlot[],
  occupants: readonly Occupant[],
  party: readonly Claimant[],
): { slotIds: number[]; moves: Move[] } | null => {
  const seating = seated(slots, occupants);
  if (!party.every((claimant) => seating.seat(claimant))) return null;
  const seats = seating.seatsByKind();
  const take = (claimant: Claimant, wanted?: number): number | undefined => {
    const alike = seats.get(Seating.kindOf(claimant)) as number[];
    const at = wanted === undefined ? 0 : alike.indexOf(wanted);
    return at < 0 ? undefined : alike.splice(at, 1)[0];
  };
  const here = occupants.filter(({ slotId }) => slots.some(({ id }) => id === slotId)).sort(inKeepingOrder);
  const moving = here.filter((occupant) => take(occupant, occupant.slotId as number) === undefined);
  const moves = moving.map((occupant): Move => ({
    id: occupant.id,
    from: occupant.slotId,
    to: take(occupant) as number,
  }));
  return { slotIds: party.map((claimant) => take(claimant) as number), moves };
};

/** How many more of the claimant could be booked at this start: the extra flow, not the sum of places. */
export const freeFor = (slots: readonly OpenSlot[], occupants: readonly Occupant[], claimant: Claimant): number =>
  seated(slots, occupants).extra(claimant);

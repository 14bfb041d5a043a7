import { leastMoves } from './least-moves';
import { Seating } from './seating';
import { canServe, type AllocationSlot, type Move, type Occupant } from './types';

export interface Reallocation {
  /** Bookings that stay where they are. */
  kept: number[];
  /** Bookings that go on in another clinic at the same time; those that were stranded among them have no `from`. */
  moved: Move[];
  /** Bookings that no arrangement can serve, held ones among them; those that were stranded before too. */
  stranded: number[];
}

/** The order in which bookings are kept: checked in, booked, held; within each the earliest; then the lower id. */
export const inKeepingOrder = (a: Occupant, b: Occupant): number =>
  a.rank - b.rank || a.createdAt - b.createdAt || a.id - b.id;

/**
 * The bookings that can be served together: as many as possible and, of all such sets, the highest-ranked. Taking each
 * in order whenever the others still fit is exact, because sets that fit form a transversal matroid (Edmonds and Fulkerson 1965).
 */
export const supportedSet = (slots: readonly AllocationSlot[], occupants: readonly Occupant[]): Occupant[] => {
  const seating = new Seating(slots);
  // Once one of a kind does not fit, no later one of that kind does.
  const full = new Set<string>();
  return [...occupants].sort(inKeepingOrder).filter((occupant) => {
    const kind = Seating.kindOf(occupant);
    if (full.has(kind)) return false;
    if (seating.seat(occupant)) return true;
    full.add(kind);
    return false;
  });
};

const fitsAsItIs = (slots: readonly AllocationSlot[], occupants: readonly Occupant[]): boolean => {
  const byId = new Map(slots.map((slot) => [slot.id, slot]));
  const taken = new Map<number, number>();
  return occupants.every((occupant) => {
    const slot = occupant.slotId === null ? undefined : byId.get(occupant.slotId);
    if (!slot || !canServe(slot, occupant)) return false;
    const people = (taken.get(slot.id) ?? 0) + 1;
    taken.set(slot.id, people);
    return people <= slot.capacity;
  });
};

/** Re-allocates the bookings of one start after its clinics, or who comes, changed. */
export const reallocate = (slots: readonly AllocationSlot[], occupants: readonly Occupant[]): Reallocation => {
  if (fitsAsItIs(slots, occupants)) return { kept: occupants.map(({ id }) => id), moved: [], stranded: [] };
  const supported = supportedSet(slots, occupants);
  const places = leastMoves(slots, supported);
  const ids = new Set(supported.map(({ id }) => id));
  const result: Reallocation = { kept: [], moved: [], stranded: [] };
  for (const { id, slotId } of supported) {
    const to = places.get(id) as number;
    if (to === slotId) result.kept.push(id);
    else result.moved.push({ id, from: slotId, to });
  }
  result.stranded = occupants.filter(({ id }) => !ids.has(id)).map(({ id }) => id);
  return result;
};

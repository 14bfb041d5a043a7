import { inKeepingOrder, reallocate, type Reallocation } from '../allocation/reallocate';
import type { AllocationSlot, Occupant } from '../allocation/types';
import type { SlotFacts } from './hold-decisions';

/** A booking with the row whose visit it prolongs. */
export interface VisitRow extends Occupant {
  continues: number | null;
}

/** The slots of one start, whatever their status, and the bookings that sit there or are stranded there. */
export interface StartFacts {
  slots: readonly (AllocationSlot & Pick<SlotFacts, 'status'>)[];
  bookings: readonly VisitRow[];
}

type Visit = VisitRow[];

/** Whether clinics now offer less, or something else, than they did; or there is only more room than before. */
export type ReallocationCause = 'change' | 'more_room';

/**
 * Re-allocates starts that visits of two slots tie together; every row of such a visit is among them. Both its rows are
 * served or neither, the visit that is kept first deciding first. One that was stranded before comes back only where that
 * costs nobody's booking, at most a hold: unlike single bookings, two such visits could else throw each other out in turn.
 * Where there is more room, nobody loses a booking to somebody who is stranded: not even who was checked in when that one
 * was stranded, and is only booked again.
 */
export const reallocateStarts = (given: readonly StartFacts[], cause: ReallocationCause): Reallocation => {
  const starts = cause === 'change' ? given : given.map(whoHasAPlaceFirst);
  const visits = visitsOfTwo(starts);
  const waiting = visits.filter((visit) => visit.some(({ slotId }) => slotId === null));
  let without = new Set(waiting.flat().map(({ id }) => id));
  let outcome = wholeVisits(starts, visits, without);
  for (const visit of waiting) {
    const others = new Set(without);
    for (const { id } of visit) others.delete(id);
    const tried = wholeVisits(starts, visits, others);
    if (!serves(tried, visit) || !costsOnlyHolds(starts, outcome, tried)) continue;
    [outcome, without] = [tried, others];
  }
  return outcome;
};

const whoHasAPlaceFirst = ({ slots, bookings }: StartFacts): StartFacts => ({
  slots,
  bookings: bookings.map((row) => (row.rank === 2 ? row : { ...row, rank: row.slotId === null ? 1 : 0 })),
});

/** The visits of two slots, those kept first in front. */
const visitsOfTwo = (starts: readonly StartFacts[]): Visit[] => {
  const byMain = new Map<number, Visit>();
  const rows = starts.flatMap(({ bookings }) => bookings);
  for (const row of rows) if (row.continues !== null) byMain.set(row.continues, [row]);
  if (byMain.size === 0) return [];
  for (const row of rows) byMain.get(row.id)?.unshift(row);
  return [...byMain.values()].sort(([a], [b]) => inKeepingOrder(a as VisitRow, b as VisitRow));
};

/** As `reallocateAll`, after every visit that would be torn has been left out, the one kept first deciding first. */
const wholeVisits = (starts: readonly StartFacts[], visits: readonly Visit[], without: Set<number>): Reallocation => {
  for (;;) {
    const outcome = reallocateAll(starts, without);
    const lost = new Set(outcome.stranded);
    const torn = visits.find((visit) => visit.some(({ id }) => lost.has(id)) && visit.some(({ id }) => !lost.has(id)));
    if (!torn) return outcome;
    for (const { id } of torn) without.add(id);
  }
};

/** The starts one by one; whoever is left out counts as stranded. */
const reallocateAll = (starts: readonly StartFacts[], without: ReadonlySet<number>): Reallocation => {
  const total: Reallocation = { kept: [], moved: [], stranded: [...without] };
  for (const { slots, bookings } of starts) {
    const open = slots.map((slot) => (slot.status === 'closed' ? { ...slot, capacity: 0 } : slot));
    const here = without.size === 0 ? bookings : bookings.filter(({ id }) => !without.has(id));
    const { kept, moved, stranded } = reallocate(open, here);
    total.kept.push(...kept);
    total.moved.push(...moved);
    total.stranded.push(...stranded);
  }
  return total;
};

const serves = ({ stranded }: Reallocation, visit: Visit): boolean => visit.every(({ id }) => !stranded.includes(id));

/** Are those who are stranded now, and were not in the outcome before, only holds? */
const costsOnlyHolds = (starts: readonly StartFacts[], before: Reallocation, after: Reallocation): boolean => {
  const known = new Set(before.stranded);
  const lost = new Set(after.stranded.filter((id) => !known.has(id)));
  return starts.every(({ bookings }) => bookings.every(({ id, rank }) => rank === 2 || !lost.has(id)));
};

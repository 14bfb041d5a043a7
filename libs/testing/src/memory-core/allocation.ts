import { reallocateStarts, type Reallocation, type ReallocationCause, type StartFacts } from '@fairslot/domain';
import type { MemoryStore } from './memory-store';
import type { BookingRow, SlotRow, StartRow } from './rows';

/** What happened to the bookings of the starts that were re-allocated; a visit of two slots counts once. */
export interface Report {
  kept: number;
  moved: number;
  stranded: number;
  rescued: number;
  endedHolds: number;
}

interface Facts extends StartFacts {
  bookings: BookingRow[];
}

export const NOTHING: Report = { kept: 0, moved: 0, stranded: 0, rescued: 0, endedHolds: 0 };

/** Gives places back, and whole starts their places anew. Always part of a transaction. */
export class Allocation {
  constructor(protected readonly store: MemoryStore) {}

  /** The booking is over in this way, and its place is free. */
  end(row: BookingRow, status: 'cancelled' | 'expired'): void {
    this.store.setBooking(row, { status, journey: status === 'expired' ? null : row.journey });
    if (row.slotId !== null) this.giveBack(row.slotId);
  }

  giveBack(slotId: number): void {
    const slot = this.store.slot(slotId);
    if (!slot || slot.taken <= 0) throw new Error(`slot ${slotId} has no place to give back`);
    this.store.setSlot(slot, { taken: slot.taken - 1 });
  }

  take(slot: SlotRow): void {
    this.store.setSlot(slot, { taken: slot.taken + 1 });
  }

  /** Where somebody stranded waits at one of the starts at which places came free, they are served first. */
  settle(starts: readonly StartRow[]): void {
    if (starts.some(({ waiting }) => waiting.length > 0)) this.run(starts, 'more_room');
  }

  run(given: readonly StartRow[], cause: ReallocationCause): Report {
    const starts = this.tied(given);
    const facts = starts.map((start) => this.factsOf(start));
    const outcome = reallocateStarts(facts, cause);
    const report = reportOf(
      facts.flatMap(({ bookings }) => bookings),
      outcome,
    );
    this.write(outcome);
    return report;
  }

  protected factsOf(start: StartRow): Facts {
    return { slots: start.slots, bookings: [...this.store.peopleOf(start.slots), ...start.waiting] };
  }

  /** With every start that visits of two slots tie to these, one after another. */
  protected tied(given: readonly StartRow[]): StartRow[] {
    const starts = new Set(given);
    for (const start of starts) {
      const rows = [...start.waiting, ...this.store.peopleOf(start.slots)];
      for (const row of rows) {
        if (!row.pinned) continue;
        const visit = row.continues === null ? this.store.visit(row) : this.visitOf(row.continues);
        for (const part of visit) starts.add(part.start);
      }
    }
    return [...starts];
  }

  protected write({ moved, stranded }: Reallocation): void {
    const people = new Map<number, number>();
    const count = (slotId: number | null, n: number): void => {
      if (slotId !== null) people.set(slotId, (people.get(slotId) ?? 0) + n);
    };
    for (const { id, from, to } of moved) {
      this.store.setBooking(this.row(id), { slotId: to, strandedFrom: null });
      count(from, -1);
      count(to, 1);
    }
    for (const id of stranded) {
      const row = this.row(id);
      if (row.slotId === null) continue;
      count(row.slotId, -1);
      if (row.status === 'held') this.store.setBooking(row, { status: 'expired', journey: null });
      else this.store.setBooking(row, { slotId: null, strandedFrom: row.slotId });
    }
    for (const [id, n] of people) {
      const slot = this.store.slot(id) as SlotRow;
      if (n !== 0) this.store.setSlot(slot, { taken: slot.taken + n });
    }
  }

  private visitOf(mainId: number): BookingRow[] {
    const main = this.store.bookings.get(mainId);
    return main ? this.store.visit(main) : [];
  }

  private row(id: number): BookingRow {
    return this.store.bookings.get(id) as BookingRow;
  }
}

const reportOf = (bookings: readonly BookingRow[], { moved, stranded }: Reallocation): Report => {
  const report = { ...NOTHING };
  const movedIds = new Set(moved.map(({ id }) => id));
  const strandedIds = new Set(stranded);
  for (const { id, continues, status, slotId } of bookings) {
    if (continues !== null) continue;
    const hadPlace = slotId !== null;
    if (status === 'held') report.endedHolds += strandedIds.has(id) ? 1 : 0;
    else if (status !== 'booked' && status !== 'checked_in') continue;
    else if (strandedIds.has(id)) report.stranded += hadPlace ? 1 : 0;
    else if (movedIds.has(id)) report[hadPlace ? 'moved' : 'rescued'] += 1;
    else report.kept += 1;
  }
  return report;
};

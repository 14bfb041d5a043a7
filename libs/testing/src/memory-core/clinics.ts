import type { ReallocationCause } from '@fairslot/domain';
import type { Allocation, Report } from './allocation';
import type { MemoryStore } from './memory-store';
import type { SlotRow, StartRow } from './rows';

export interface NewClinic {
  siteId: number;
  /** Milliseconds. */
  starts: readonly number[];
  minutes: number;
  capacity: number;
  serviceIds: readonly number[];
  audienceIds?: readonly number[] | null;
  reserved?: number;
  /** When the share held back goes on sale; never where left out. */
  reserveUntil?: number | null;
}

export interface ClinicEdit {
  capacity?: number;
  serviceIds?: readonly number[];
  audienceIds?: readonly number[] | null;
}

/** Changes to clinics: slots first, then everybody at the starts they touch is given a place anew. */
export class Clinics {
  constructor(
    protected readonly store: MemoryStore,
    protected readonly allocation: Allocation,
  ) {}

  /** Whoever is stranded at its times comes first. */
  add(clinic: NewClinic): { clinicId: number; report: Report } {
    const { siteId, starts, minutes, capacity, serviceIds, audienceIds = null, reserved = 0 } = clinic;
    const { reserveUntil = null } = clinic;
    return this.store.transaction(() => {
      const clinicId = this.store.nextId();
      const slots = starts.map((startsAt): SlotRow => {
        const common = {
          clinicId,
          siteId,
          startsAt,
          minutes,
          capacity,
          serviceIds,
          audienceIds,
          reserved,
          reserveUntil,
        };
        return { ...common, id: this.store.nextId(), taken: 0, status: 'open' };
      });
      for (const slot of slots) this.store.addSlot(slot);
      return { clinicId, report: this.allocation.run(this.startsOf(slots), 'more_room') };
    });
  }

  edit(clinicId: number, changes: ClinicEdit): Report {
    return this.change(this.coming(clinicId), () => changes, 'change');
  }

  /** Closes, or opens again, every slot of a site that overlaps [from, until). */
  setClosed(siteId: number, from: number, until: number, isClosed: boolean): Report {
    const slots = this.store
      .slotsFrom(siteId, this.store.now + 1, until)
      .filter(
        ({ startsAt, minutes, status }) => startsAt + minutes * 60_000 > from && isClosed !== (status === 'closed'),
      );
    return this.change(slots, () => ({ status: isClosed ? 'closed' : 'open' }), isClosed ? 'change' : 'more_room');
  }

  /** Nobody loses a place by it: only selling stops, or goes on. */
  setPaused(clinicId: number, isPaused: boolean): void {
    this.store.transaction(() => {
      for (const slot of this.coming(clinicId))
        if (slot.status === (isPaused ? 'open' : 'paused'))
          this.store.setSlot(slot, { status: isPaused ? 'paused' : 'open' });
    });
  }

  /** Keeps places back from the public, of each slot, until the instant. */
  reserve(clinicId: number, places: number, reserveUntil: number | null): void {
    this.store.transaction(() => {
      for (const slot of this.coming(clinicId)) this.store.setSlot(slot, { reserved: places, reserveUntil });
    });
  }

  /** Puts shares on sale whose time has come; the number of slots. */
  releaseReserved(): number {
    const { now } = this.store;
    return this.store.transaction(() => {
      const due = this.store.allSlots().filter(({ reserveUntil }) => reserveUntil !== null && reserveUntil <= now);
      for (const slot of due) this.store.setSlot(slot, { reserved: 0, reserveUntil: null });
      return due.length;
    });
  }

  protected change(
    slots: readonly SlotRow[],
    changesOf: (slot: SlotRow) => Partial<SlotRow>,
    cause: ReallocationCause,
  ): Report {
    return this.store.transaction(() => {
      for (const slot of slots) this.store.setSlot(slot, changesOf(slot));
      return this.allocation.run(this.startsOf(slots), cause);
    });
  }

  private coming(clinicId: number): SlotRow[] {
    return this.store.slotsOfClinic(clinicId).filter(({ startsAt }) => startsAt > this.store.now);
  }

  private startsOf(slots: readonly SlotRow[]): StartRow[] {
    return [...new Set(slots.map(({ id }) => this.store.startOf(id)))];
  }
}

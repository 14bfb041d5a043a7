import { Inject, Injectable } from '@nestjs/common';
import type { ChangeFigures } from '@fairslot/contract';
import type { ClosedSpan, LocalDate } from '@fairslot/domain';
import { AllocationStore, type SeatedBooking, type Start } from '../bookings/allocation.store';
import { Reallocate, type Cause, type ReallocationReport } from '../bookings/reallocate';
import { CONFIG, type Config } from '../platform/config/config';
import type { Tx } from '../platform/database/database';
import type { ClinicRow } from './clinic-columns';
import { ClinicSlotsStore, type ClinicSlot, type WantedSlot } from './clinic-slots.store';
import { SettleStranded, type BookingsWish, type Settled } from './settle-stranded';
import { TellNewPlace } from './tell-new-place';
import { changesOf, isInside, wantedSlots, type SlotChanges } from './wanted-slots';

export interface Refit {
  siteId: number;
  /** As they are in the database now. */
  clinics: readonly ClinicRow[];
  /** Those that lie on the clinics' dates. */
  closures: readonly ClosedSpan[];
  /** Only slots inside it are touched; null: all. */
  only?: ClosedSpan | null;
  /** Clinics that are only being made: they get the slots of the whole day, those that have begun too. */
  added?: ReadonlySet<number>;
  bookings: BookingsWish;
  /** Of the closure that does this: what it does to bookings can be taken back until they are told. */
  closureId?: number;
  cause: Cause;
  /** Days on which the unit stands elsewhere now: who keeps an appointment is told. */
  newPlace?: readonly LocalDate[];
}

export interface Fate {
  bookingId: number;
  /** `new_place`: keeps the appointment, and is told that the unit stands elsewhere. */
  outcome: 'kept' | 'moved' | 'new_time' | 'told' | 'to_call' | 'new_place';
  /** When they were to come. */
  startsAt: Date;
}

export type Refitted = Omit<ChangeFigures, 'clinicsAdded' | 'clinicsChanged' | 'clinicsCancelled'>;

const NOBODY: ReallocationReport = { kept: [], moved: [], stranded: [], rescued: [], endedHolds: [], frozen: [] };

/**
 * Makes the slots of clinics what the clinics and closures say, and gives the bookings of every start touched their places
 * anew in the same transaction. The days are locked by whoever calls.
 */
@Injectable()
export class RefitSlots {
  constructor(
    private readonly slots: ClinicSlotsStore,
    private readonly allocation: AllocationStore,
    private readonly reallocate: Reallocate,
    private readonly settle: SettleStranded,
    private readonly newPlace: TellNewPlace,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async run(tx: Tx, refit: Refit): Promise<{ figures: Refitted; fates: Fate[]; touched: Set<number> }> {
    const now = await this.slots.now(tx);
    const wanted = this.wanted(refit, now);
    const before = await this.coming(tx, refit);
    const touched = startsOf(refit.siteId, changesOf(before, wanted, refit.clinics), now);
    // Before anything is written: all rows that will be, in order of id.
    if (touched.length > 0)
      await this.allocation.slots(tx, [...touched, ...(await this.allocation.tiedStarts(tx, touched))]);
    const changes = changesOf(await this.coming(tx, refit), wanted, refit.clinics);
    const report = await this.apply(tx, refit, changes, startsOf(refit.siteId, changes, now, touched));
    const { siteId, bookings: wish, cause, closureId, newPlace = [] } = refit;
    const settled = await this.settle.run(tx, report.stranded, { siteId, wish, cause, closureId, now });
    const toldOfPlace = await this.newPlace.run(tx, siteId, newPlace, cause, now);
    const told = { toldOfPlace: toldOfPlace.length, begun: await this.begun(tx, refit) };
    return {
      figures: { ...figuresOf(report, settled, before, await this.coming(tx, refit)), ...told },
      fates: [...fatesOf(report, settled), ...toldOfPlace],
      touched: new Set([...changes.changed, ...changes.added].map(({ clinicId }) => clinicId)),
    };
  }

  private wanted({ clinics, closures, only = null, added }: Refit, now: Date): WantedSlot[] {
    const slots = wantedSlots({ clinics, closures, only, now, zone: this.config.TIME_ZONE });
    return slots.filter(({ clinicId, startsAt }) => startsAt > now || added?.has(clinicId));
  }

  private async coming(tx: Tx, { clinics, only = null }: Refit): Promise<ClinicSlot[]> {
    const slots = await this.slots.coming(
      tx,
      clinics.map(({ id }) => id),
    );
    return slots.filter((slot) => isInside(slot, only, this.config.TIME_ZONE));
  }

  /** Whose appointment has begun where a closure lies, and who have not left: nothing becomes of them. */
  private async begun(tx: Tx, { clinics, only = null }: Refit): Promise<number> {
    if (only === null) return 0;
    const { TIME_ZONE: zone } = this.config;
    const services = only.serviceIds ?? null;
    const ids = clinics.map(({ id }) => id);
    const there = await this.slots.begun(tx, ids, services);
    return there.filter((slot) => isInside(slot, only, zone)).length;
  }

  /** Room is taken away last: until those who have it are moved, no slot may be smaller than what is taken. */
  private async apply(
    tx: Tx,
    { cause }: Refit,
    { changed, added }: SlotChanges,
    starts: readonly Start[],
  ): Promise<ReallocationReport> {
    const capacities = new Map(changed.map(({ id, capacity }) => [id, capacity]));
    await this.slots.change(tx, changed);
    await this.slots.add(tx, added);
    const what = changed.length === 0 ? 'more_room' : 'change';
    const report = starts.length > 0 ? await this.reallocate.run(tx, starts, cause, what, capacities) : NOBODY;
    await this.slots.lower(tx, capacities);
    return report;
  }
}

/** The coming starts of these changes, each once, together with those known already. */
function startsOf(siteId: number, { changed, added }: SlotChanges, now: Date, known: readonly Start[] = []): Start[] {
  const starts = new Map(known.map((start) => [`${start.startsAt.getTime()}/${start.minutes}`, start]));
  for (const { startsAt, minutes } of [...changed, ...added])
    if (startsAt > now) starts.set(`${startsAt.getTime()}/${minutes}`, { siteId, startsAt, minutes });
  return [...starts.values()];
}

function figuresOf(
  { kept, moved, stranded, rescued, endedHolds, frozen }: ReallocationReport,
  { told, newTimes }: Settled,
  before: readonly ClinicSlot[],
  after: readonly ClinicSlot[],
): Omit<Refitted, 'toldOfPlace' | 'begun'> {
  const [was, is] = [countOf(before), countOf(after)];
  return {
    bookings: kept.length + moved.length + stranded.length,
    kept: kept.length,
    moved: moved.length + newTimes.size,
    newTimes: newTimes.size,
    cancelledAndTold: told.size,
    toCall: stranded.length - told.size - newTimes.size,
    holdsEnded: endedHolds.length,
    rescued: rescued.length,
    inFrozen: frozen.length,
    takenBack: 0,
    slotsBefore: was.slots,
    slotsAfter: is.slots,
    placesBefore: was.places,
    placesAfter: is.places,
    freeBefore: was.free,
    freeAfter: is.free,
  };
}

function countOf(slots: readonly ClinicSlot[]): { slots: number; places: number; free: number } {
  const there = slots.filter(({ status }) => status !== 'closed');
  const free = there.filter(({ status }) => status === 'open').map(({ capacity, taken }) => capacity - taken);
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);
  return { slots: there.length, places: sum(there.map(({ capacity }) => capacity)), free: sum(free) };
}

function fatesOf({ kept, moved, stranded }: ReallocationReport, { told, newTimes }: Settled): Fate[] {
  const fates = (bookings: readonly SeatedBooking[], outcome: (id: number) => Fate['outcome']): Fate[] =>
    bookings.map(({ id, startsAt }) => ({ bookingId: id, outcome: outcome(id), startsAt }));
  return [
    ...fates(kept, () => 'kept'),
    ...fates(moved, () => 'moved'),
    ...fates(stranded, (id) => (newTimes.has(id) ? 'new_time' : told.has(id) ? 'told' : 'to_call')),
  ];
}

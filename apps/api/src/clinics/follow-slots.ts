import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/clock';
import { Readiness } from '../platform/health/readiness';
import { compareSlots } from './compare-slots';
import type { SeatedRow } from './seated';
import { SlotBoard } from './slot-board';
import type { Unfit } from './slot-index';
import { linesOf, type SlotLine } from './slot-line';
import { type SlotRow, SlotsStore } from './slots.store';

const LONGEST_GAP_MS = 30 * 60_000;
/** More slots than this, as when a series is made, are read by whole clinics; and many more by reading everything anew. */
const MOST_BY_SLOT = 2000;
const MOST_BY_CLINIC = 200_000;
const CLINICS_AT_ONCE = 500;
const SITES_AT_ONCE = 20;
const SLOTS_AT_ONCE = 5000;
/** Two connections share the work of a load; more would take them from bookings. */
const READERS = 2;
const NOWHERE = { slotIds: [], siteDays: [] };

/** Keeps the slot board of this process equal to the database. */
@Injectable()
export class FollowSlots {
  private mark = '';
  private polledAt = 0;
  private polling: Promise<void> | null = null;
  private pollAfter: Promise<void> | null = null;

  constructor(
    private readonly store: SlotsStore,
    private readonly board: SlotBoard,
    private readonly clock: Clock,
    private readonly readiness: Readiness,
  ) {}

  async load(): Promise<void> {
    this.readiness.await('slots');
    await this.readAll();
    this.readiness.done('slots');
  }

  /** Afterwards memory has what was committed before the call: whoever asks while a poll runs waits for the one after it. */
  poll(): Promise<void> {
    if (!this.polling) return (this.polling = this.pollNow().finally(() => (this.polling = null)));
    this.pollAfter ??= this.polling
      .catch(() => undefined)
      .then(() => {
        this.pollAfter = null;
        return this.poll();
      });
    return this.pollAfter;
  }

  forget(): void {
    this.board.forgetBefore(this.clock.now().getTime());
  }

  /** How many coming slots differ between the memory of this process and the database; 0 once everything was followed. */
  async compare(): Promise<number> {
    const { index } = this.board;
    const comparison = compareSlots(index, this.clock.now().getTime());
    await this.eachPart((lines) => comparison.add(lines));
    for (const sites of inParts(index.mixedSites(), SITES_AT_ONCE))
      comparison.addSeated(await this.store.seatedAt(sites));
    return comparison.differing();
  }

  private async pollNow(): Promise<void> {
    // Events are trimmed after an hour: after a long time without the database, only reading everything is safe.
    if (this.clock.ticks() - this.polledAt > LONGEST_GAP_MS) return this.load();
    const { mark, slotIds } = await this.store.changedSince(this.mark);
    if (slotIds.length > MOST_BY_CLINIC) return this.readAll();
    if (slotIds.length > 0) await this.read(slotIds);
    this.mark = mark;
    this.polledAt = this.clock.ticks();
  }

  /** The mark is taken before: what changes meanwhile is read twice, never missed. */
  private async readAll(): Promise<void> {
    const mark = await this.store.mark();
    const index = this.board.empty();
    await this.eachPart((lines) => index.add(lines));
    const sites = [...new Set(index.unseated.map(({ siteId }) => siteId))];
    for (const part of inParts(sites, SITES_AT_ONCE)) index.seat(NOWHERE, await this.store.seatedAt(part));
    index.seat({ slotIds: [], siteDays: [...index.unseated] }, []);
    this.board.show(index);
    this.mark = mark;
    this.polledAt = this.clock.ticks();
  }

  private async read(slotIds: readonly number[]): Promise<void> {
    const rows = slotIds.length > MOST_BY_SLOT ? await this.readWhole(slotIds) : await this.readSlots(slotIds);
    const { index } = this.board;
    const places = index.toSeat(rows);
    if (places.slotIds.length === 0) return;
    const seated: SeatedRow[] = [];
    for (const ids of inParts(places.slotIds, SLOTS_AT_ONCE)) seated.push(...(await this.store.seatedIn(ids)));
    index.seat(places, seated);
  }

  private async readSlots(slotIds: readonly number[]): Promise<SlotRow[]> {
    const rows = await this.store.some(slotIds);
    const unfit = this.board.apply(rows, slotIds, this.clock.now().getTime());
    if (unfit.length > 0) await this.readClinics(unfit);
    return rows;
  }

  private async readWhole(slotIds: readonly number[]): Promise<SlotRow[]> {
    const there = await this.store.clinicsOf(slotIds);
    const known = new Set(there.map(({ id }) => id));
    const gone = slotIds.filter((id) => !known.has(id));
    if (gone.length > 0) this.board.apply([], gone, this.clock.now().getTime());
    await this.readClinics([...new Map(there.map((slot) => [slot.clinicId, slot])).values()]);
    return [];
  }

  private async readClinics(unfit: readonly Unfit[]): Promise<void> {
    const lines: SlotLine[] = [];
    for (const part of inParts(unfit, CLINICS_AT_ONCE))
      lines.push(...(await this.linesOf(part.map(({ clinicId }) => clinicId))));
    this.board.replace(unfit, lines);
  }

  /** Every coming slot, a few hundred clinics at a time. */
  private async eachPart(work: (lines: SlotLine[]) => void): Promise<void> {
    const parts = inParts(await this.store.comingClinics(), CLINICS_AT_ONCE);
    const read = async (): Promise<void> => {
      for (let part = parts.shift(); part; part = parts.shift()) work(await this.linesOf(part));
    };
    await Promise.all(Array.from({ length: READERS }, read));
  }

  private async linesOf(clinicIds: readonly number[]): Promise<SlotLine[]> {
    const { lines, uneven } = await this.store.lines(clinicIds);
    return uneven.length === 0 ? lines : [...lines, ...linesOf(await this.store.ofClinics(uneven))];
  }
}

function inParts<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size));
}

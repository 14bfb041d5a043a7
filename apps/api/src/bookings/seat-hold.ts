import { Injectable } from '@nestjs/common';
import { seatWishes, startKey, startsToLook, type SeatWish } from '@fairslot/domain';
import { Database, type Tx } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import { AllocationStore, type LockedSlot, type Start } from './allocation.store';
import { FreeHolds } from './free-holds';
import { type HoldTerms, HoldsStore, type NewHeldRow } from './holds.store';
import type { PlannedHold, PlannedRow } from './plan-hold';
import { placesTaken, Reallocate } from './reallocate';

const MINUTE = 60_000;
/** Six people in a row, each with two slots of an hour at most. */
const LONGEST_VISIT_MINUTES = 720;

/**
 * The augmenting path: finds places for a whole party, or for somebody whom no single clinic has a place for, by moving
 * bookings between clinics at their own time. Looks without locks first, so that a full time costs little.
 */
@Injectable()
export class SeatHold {
  constructor(
    private readonly database: Database,
    private readonly store: AllocationStore,
    private readonly holds: HoldsStore,
    private readonly freeHolds: FreeHolds,
    private readonly reallocate: Reallocate,
  ) {}

  /** Number of the party, or undefined when there is no place for all, the key was used, or the network is at its bound. */
  async run(plan: PlannedHold, terms: HoldTerms, requestId: string): Promise<number | undefined> {
    const wishes = plan.rows.map(({ wish }) => wish);
    const starts = await this.lookAt(plan, wishes, terms);
    if (!starts) return undefined;
    // The journey's hold before this one, whose place may be among those wanted.
    if (terms.journeyHash) await this.freeHolds.ofJourney(terms.journeyHash, terms.key);
    return this.database.tx((tx) => this.seat(tx, plan, wishes, starts, terms, requestId));
  }

  /** The starts to lock, or null when even without locks there is no way to seat everybody. */
  private async lookAt(plan: PlannedHold, wishes: readonly SeatWish[], terms: HoldTerms): Promise<Start[] | null> {
    if (await this.store.anyPaused(wishes)) return null;
    const known = await this.slotsFor(plan);
    const starts = startsToLook(known, wishes);
    if (starts.length === 0) return null;
    const keys = new Set(starts.map(startKey));
    const slots = known.filter((slot) => keys.has(startKey(slot)));
    const ids = slots.map(({ id }) => id);
    const fits = async (): Promise<boolean> => {
      const others = (await this.store.seated(ids, terms.journeyHash)).filter(({ isMine }) => !isMine);
      return seatWishes(slots, others, wishes) !== null;
    };
    if (!(await fits())) {
      await this.freeHolds.lapsedIn(ids);
      if (!(await fits())) return null;
    }
    return starts.map(({ siteId, startsAt, minutes }) => ({ siteId, startsAt: new Date(startsAt), minutes }));
  }

  private async slotsFor({ rows }: PlannedHold): Promise<LockedSlot[]> {
    const slots = new Map<number, LockedSlot>();
    for (const { wish } of rows) {
      if (wish.start === 'after') continue;
      const until = new Date(wish.start + (this.isInARow(rows) ? LONGEST_VISIT_MINUTES * MINUTE : 1));
      for (const slot of await this.store.onSale(wish.siteId, new Date(wish.start), until)) slots.set(slot.id, slot);
    }
    return [...slots.values()];
  }

  private isInARow(rows: readonly PlannedRow[]): boolean {
    return rows.some(({ wish }) => wish.start === 'after' || wish.moreTime);
  }

  private async seat(
    tx: Tx,
    plan: PlannedHold,
    wishes: readonly SeatWish[],
    starts: readonly Start[],
    terms: HoldTerms,
    requestId: string,
  ): Promise<number | undefined> {
    await this.reallocate.lock(tx, starts);
    const key = await this.holds.beginKey(tx, terms);
    if (key === 'in_progress') throw new AppError('in_progress', { retryAfter: 1 });
    if (key !== 'new' || !(await this.holds.isWithinBound(tx, terms))) return undefined;
    if (await this.store.anyPaused(wishes, tx)) return undefined;
    const locked = await this.store.slots(tx, starts);
    const slots = await this.store.stillOnSale(tx, locked);
    const bookings = await this.store.bookings(
      tx,
      starts,
      slots.map(({ id }) => id),
    );
    const seats = seatWishes(slots, bookings, wishes);
    if (!seats) return undefined;
    await this.reallocate.moveOthers(tx, slots, seats.moves, requestId);
    const rows = newRows(plan.rows, seats.slotIds);
    const taken = rows.map(({ slotId }) => slotId);
    await this.store.count(tx, placesTaken(seats.moves, taken));
    return this.holds.insert(tx, terms, rows);
  }
}

/** A row for each slot: a visit that needs two has a second that continues the first. */
function newRows(planned: readonly PlannedRow[], slotIds: readonly number[][]): NewHeldRow[] {
  const rows: NewHeldRow[] = [];
  const firstOf: number[] = [];
  planned.forEach(({ attendee, service, dose, answers, wish, doseAfter }, n) => {
    const [first, second] = slotIds[n] as [number, number?];
    const common = {
      attendee,
      pinned: second !== undefined,
      serviceId: service.id,
      dose,
      audienceId: wish.audienceId ?? null,
      ruleVersion: service.ruleVersion,
      answers,
    };
    firstOf.push(rows.length);
    rows.push({
      ...common,
      slotId: first,
      ...(doseAfter === undefined ? {} : { doseAfter: firstOf[doseAfter] as number }),
    });
    if (second !== undefined) rows.push({ ...common, slotId: second, continues: rows.length - 1 });
  });
  return rows;
}

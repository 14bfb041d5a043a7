import { Inject, Injectable } from '@nestjs/common';
import {
  canServe,
  localDateOf,
  reallocateStarts,
  startKey,
  type Move,
  type Reallocation,
  type ReallocationCause,
} from '@fairslot/domain';
import { CONFIG, type Config } from '../platform/config/config';
import type { Tx } from '../platform/database/database';
import { AllocationStore, type LockedSlot, type SeatedBooking, type Start } from './allocation.store';

/** What happened to the bookings of the starts that were re-allocated. */
export interface ReallocationReport {
  /** Booked or checked in, and served where they were. */
  kept: SeatedBooking[];
  /** Served by another clinic at the same time. */
  moved: SeatedBooking[];
  /** Lost their place now. */
  stranded: SeatedBooking[];
  /** Had lost it before, and have one again. */
  rescued: SeatedBooking[];
  /** Holds that could not be kept. */
  endedHolds: SeatedBooking[];
  /** Of those who are booked or checked in, who was in a slot whose counter is in doubt. */
  frozen: SeatedBooking[];
}

export interface Cause {
  actor: string;
  requestId: string;
}

interface Group {
  slots: LockedSlot[];
  bookings: SeatedBooking[];
}

/**
 * Gives the bookings of whole starts their places anew, after clinics changed or places came free: as many as possible,
 * the highest-ranked, with the fewest moves. Whoever cannot be served is stranded, never cancelled.
 */
@Injectable()
export class Reallocate {
  constructor(
    private readonly store: AllocationStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Locks the days of these starts. The first thing a transaction does that re-allocates. */
  async lock(tx: Tx, starts: readonly Start[]): Promise<void> {
    await this.store.lockDays(
      tx,
      starts.map(({ siteId, startsAt }) => ({ siteId, date: localDateOf(startsAt, this.config.TIME_ZONE) })),
    );
  }

  /**
   * Re-allocates these starts, and those that visits of two slots tie to them. Their days are locked. `capacities`, by slot
   * id, stand in place of those in the rows: a slot that shrinks is lowered once it has been emptied. Where there is only
   * more room, nobody loses a booking to somebody who waits.
   */
  async run(
    tx: Tx,
    given: readonly Start[],
    cause: Cause,
    what: ReallocationCause,
    capacities: ReadonlyMap<number, number> = new Map(),
  ): Promise<ReallocationReport> {
    const starts = await this.tied(tx, given);
    const slots = await this.store.slots(tx, starts);
    const all = await this.store.bookings(
      tx,
      starts,
      slots.map(({ id }) => id),
    );
    // A slot whose counter is in doubt takes nobody and keeps whom it may serve, until somebody has looked.
    const frozen = new Map(slots.flatMap((slot) => (slot.status === 'frozen' ? [[slot.id, slot]] : [])));
    const stays = (booking: SeatedBooking): boolean => {
      const slot = frozen.get(booking.slotId ?? 0);
      return slot !== undefined && canServe(slot, booking);
    };
    const bookings = all.filter((booking) => !stays(booking));
    const left = bookings.flatMap(({ slotId }) => (slotId !== null && frozen.has(slotId) ? [slotId] : []));
    await this.store.recount(tx, [...new Set(left)]);
    const wanted = slots.map((slot) => ({ ...slot, capacity: capacities.get(slot.id) ?? slot.capacity }));
    const outcome = reallocateStarts(grouped(wanted, bookings), what);
    await this.write(tx, bookings, outcome, cause);
    return report(all, outcome, new Set(frozen.keys()));
  }

  /** Moves those who make room for somebody new, each at their own time. The slots are locked; the caller counts their places. */
  async moveOthers(tx: Tx, slots: readonly LockedSlot[], moves: readonly Move[], requestId: string): Promise<void> {
    const siteOf = new Map(slots.map(({ id, siteId }) => [id, siteId]));
    await this.store.move(tx, moves);
    await this.store.audit(
      tx,
      'system',
      requestId,
      moves.map(({ id, from, to }) => ({
        action: 'booking.reallocated',
        siteId: siteOf.get(to) as number,
        bookingId: id,
        from,
        to,
      })),
    );
  }

  /** With every start that visits of two slots tie to these, one after another. */
  private async tied(tx: Tx, given: readonly Start[]): Promise<Start[]> {
    for (let starts = distinct(given); ;) {
      const more = distinct([...starts, ...(await this.store.tiedStarts(tx, starts))]);
      if (more.length === starts.length) return starts;
      starts = more;
    }
  }

  private async write(
    tx: Tx,
    bookings: readonly SeatedBooking[],
    { moved, stranded }: Reallocation,
    { actor, requestId }: Cause,
  ): Promise<void> {
    const byId = new Map(bookings.map((booking) => [booking.id, booking]));
    const leaving = stranded.map((id) => byId.get(id) as SeatedBooking).filter(({ slotId }) => slotId !== null);
    await this.store.move(tx, moved);
    await this.store.unseat(tx, leaving);
    const left = leaving.map(({ slotId }) => slotId);
    await this.store.count(tx, placesTaken(moved, [], left));
    await this.store.audit(tx, actor, requestId, [
      ...moved.map(({ id, from, to }) => ({
        action: from === null ? 'booking.rescued' : 'booking.reallocated',
        siteId: (byId.get(id) as SeatedBooking).siteId,
        bookingId: id,
        from,
        to,
      })),
      ...leaving.map(({ id, siteId, status, slotId }) => ({
        action: status === 'held' ? 'booking.hold_ended' : 'booking.stranded',
        siteId,
        bookingId: id,
        from: slotId,
        to: null,
      })),
    ]);
  }
}

function distinct(starts: readonly Start[]): Start[] {
  const byKey = new Map(starts.map((start) => [keyOf(start), start]));
  return [...byKey.values()];
}

const keyOf = ({ siteId, startsAt, minutes }: Start): string =>
  startKey({ siteId, startsAt: startsAt.getTime(), minutes });

/** Slots and bookings that belong together. A stranded booking knows its start, a seated one its slot. */
function grouped(slots: readonly LockedSlot[], bookings: readonly SeatedBooking[]): Group[] {
  const groups = new Map<string, Group>();
  const groupOf = (key: string): Group => {
    const group = groups.get(key) ?? { slots: [], bookings: [] };
    groups.set(key, group);
    return group;
  };
  const keyOfSlot = new Map<number, string>();
  for (const slot of slots) {
    keyOfSlot.set(slot.id, startKey(slot));
    const group = groupOf(startKey(slot));
    if (slot.status !== 'frozen') group.slots.push(slot);
  }
  for (const booking of bookings) {
    const key = booking.slotId === null ? keyOf(booking) : (keyOfSlot.get(booking.slotId) as string);
    groupOf(key).bookings.push(booking);
  }
  return [...groups.values()];
}

/** By how many each slot's counter changes when people move, and others come or leave; 0 for a swap. */
export function placesTaken(
  moved: readonly Pick<Move, 'from' | 'to'>[],
  taken: readonly number[],
  left: readonly (number | null)[] = [],
): Map<number, number> {
  const people = new Map<number, number>();
  const add = (slot: number | null, n: number): void => {
    if (slot !== null) people.set(slot, (people.get(slot) ?? 0) + n);
  };
  for (const { from, to } of moved) {
    add(from, -1);
    add(to, 1);
  }
  for (const slot of taken) add(slot, 1);
  for (const slot of left) add(slot, -1);
  return people;
}

function report(
  bookings: readonly SeatedBooking[],
  outcome: Reallocation,
  frozen: ReadonlySet<number>,
): ReallocationReport {
  const moved = new Set(outcome.moved.map(({ id }) => id));
  const stranded = new Set(outcome.stranded);
  // What continues another booking is part of that one.
  const visits = bookings.filter(({ continues }) => continues === null);
  const live = visits.filter(({ status }) => status === 'booked' || status === 'checked_in');
  return {
    kept: live.filter(({ id }) => !moved.has(id) && !stranded.has(id)),
    moved: live.filter(({ id, slotId }) => moved.has(id) && slotId !== null),
    stranded: live.filter(({ id, slotId }) => stranded.has(id) && slotId !== null),
    rescued: live.filter(({ id, slotId }) => moved.has(id) && slotId === null),
    endedHolds: visits.filter(({ id, status, slotId }) => status === 'held' && stranded.has(id) && slotId !== null),
    frozen: live.filter(({ slotId }) => slotId !== null && frozen.has(slotId)),
  };
}

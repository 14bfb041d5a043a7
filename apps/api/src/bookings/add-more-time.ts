import { Injectable } from '@nestjs/common';
import { seatWishes, type Seats } from '@fairslot/domain';
import { Database, type Tx } from '../platform/database/database';
import { AllocationStore, type LockedSlot, type SeatedBooking, type Start } from './allocation.store';
import type { BookingRow } from './bookings.store';
import { FreeHolds } from './free-holds';
import { MoreTimeStore } from './more-time.store';
import { placesTaken, Reallocate } from './reallocate';

const MINUTE = 60_000;

/** 'added' also where the visit has two slots already; 'none' when there is no second slot beside it. */
export type MoreTimeOutcome = 'added' | 'none' | 'wrong_state';

interface Found {
  slots: LockedSlot[];
  bookings: SeatedBooking[];
}

/**
 * Takes the slot after a booking's own, so that the visit is twice as long: as a party is seated, moving others between clinics
 * at their own time where that makes room. Looks without locks first, so that a full time costs little.
 */
@Injectable()
export class AddMoreTime {
  constructor(
    private readonly database: Database,
    private readonly allocation: AllocationStore,
    private readonly store: MoreTimeStore,
    private readonly freeHolds: FreeHolds,
    private readonly reallocate: Reallocate,
  ) {}

  async run(booking: BookingRow, help: string[], requestId: string): Promise<MoreTimeOutcome> {
    const { siteId, startsAt, minutes, status, ahead, stranded } = booking;
    if (status !== 'booked' || !(ahead || stranded)) return 'wrong_state';
    if (stranded) return 'none';
    const next = new Date(startsAt.getTime() + minutes * MINUTE);
    const starts = [startsAt, next].map((start) => ({ siteId, startsAt: start, minutes }));
    if (!(await this.mayFit(booking, starts))) return 'none';
    return this.database.tx((tx) => this.add(tx, booking, starts, help, requestId));
  }

  private async mayFit(booking: BookingRow, starts: readonly Start[]): Promise<boolean> {
    const fits = async (): Promise<boolean> => {
      const slots = await this.store.slots(starts);
      const bookings = await this.allocation.seated(
        slots.map(({ id }) => id),
        null,
      );
      // Pressed twice: the second slot that stands there is its own.
      if (bookings.some(({ continues }) => continues === booking.id)) return true;
      return this.seats(booking, { slots, bookings }) !== null;
    };
    if (await fits()) return true;
    const slots = await this.store.slots(starts);
    await this.freeHolds.lapsedIn(slots.map(({ id }) => id));
    return fits();
  }

  private async add(
    tx: Tx,
    booking: BookingRow,
    starts: readonly Start[],
    help: string[],
    requestId: string,
  ): Promise<MoreTimeOutcome> {
    await this.reallocate.lock(tx, starts);
    const slots = await this.allocation.slots(tx, starts);
    const ids = slots.map(({ id }) => id);
    const bookings = await this.allocation.bookings(tx, starts, ids);
    const own = bookings.find(({ id }) => id === booking.id);
    // Moved, cancelled or lost its place in the meantime.
    if (!own || own.status !== 'booked' || own.slotId === null) return 'wrong_state';
    if (bookings.some(({ continues }) => continues === own.id))
      return (await this.store.setHelp(tx, own.id, help)) ? 'added' : 'wrong_state';
    const seats = this.seats(booking, { slots, bookings });
    if (!seats) return 'none';
    const [first, second] = seats.slotIds[0] as [number, number];
    await this.reallocate.moveOthers(tx, slots, seats.moves, requestId);
    if (!(await this.store.lengthen(tx, { ...own, slotId: own.slotId }, [first, second], help, requestId)))
      return 'wrong_state';
    const moves = [...seats.moves, { from: own.slotId, to: first }];
    await this.allocation.count(tx, placesTaken(moves, [second]));
    return 'added';
  }

  /** Its own place is the booking's already, also where the clinic stopped selling or keeps the rest of its places back. */
  private seats(booking: BookingRow, { slots, bookings }: Found): Seats | null {
    const own = bookings.find(({ id }) => id === booking.id);
    const mine = slots.find(({ id }) => id === own?.slotId);
    if (!own || !mine) return null;
    const rest = slots.filter((slot) => slot !== mine && slot.status === 'open');
    const { serviceId, audienceId = null, options = [] } = own;
    const wish = { serviceId, audienceId, options, siteId: mine.siteId, start: mine.startsAt, minutes: mine.minutes };
    return seatWishes(
      [{ ...mine, reserved: Math.min(mine.reserved, mine.capacity - mine.taken) }, ...rest],
      bookings.filter((other) => other !== own),
      [{ ...wish, moreTime: true }],
    );
  }
}

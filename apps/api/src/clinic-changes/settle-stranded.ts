import { Inject, Injectable } from '@nestjs/common';
import { planBookingMessages, type PlannedMessage } from '@fairslot/domain';
import type { SeatedBooking } from '../bookings/allocation.store';
import type { Cause } from '../bookings/reallocate';
import { CONFIG, type Config } from '../platform/config/config';
import type { Tx } from '../platform/database/database';
import { DisplacedStore } from './displaced.store';
import { FindOtherTimes } from './find-other-times';
import { StrandedStore, type ToldBooking } from './stranded.store';

/** For bookings that no clinic serves any more: the call list; cancelled and told; or another time and told, where there is one. */
export type BookingsWish = 'call' | 'cancel' | 'move';

export interface Settling {
  siteId: number;
  wish: BookingsWish;
  cause: Cause;
  now: Date;
  /** What is told because of a closure waits a minute, in which it can be taken back. */
  closureId?: number | undefined;
}

export interface Settled {
  /** Cancelled, with a message on its way. */
  told: ReadonlySet<number>;
  /** At another time that is theirs now, with a message on its way. */
  newTimes: ReadonlySet<number>;
}

const GRACE_MS = 60_000;

/** Decides what becomes of bookings that have just lost their place. Nobody is moved or cancelled who cannot be told. */
@Injectable()
export class SettleStranded {
  constructor(
    private readonly store: StrandedStore,
    private readonly displaced: DisplacedStore,
    private readonly others: FindOtherTimes,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Those who are in neither set wait on the call list. */
  async run(tx: Tx, stranded: readonly SeatedBooking[], settling: Settling): Promise<Settled> {
    const { wish } = settling;
    if (wish === 'call') return { told: new Set(), newTimes: new Set() };
    // Who is checked in stands at the desk: that is for people to settle.
    const mayBeTold = stranded.filter(({ reachable, status }) => reachable && status === 'booked');
    const newTimes = wish === 'move' ? await this.move(tx, mayBeTold, settling) : new Set<number>();
    const left = mayBeTold.filter(({ id }) => !newTimes.has(id));
    await this.cancel(tx, left, settling);
    return { told: new Set(left.map(({ id }) => id)), newTimes };
  }

  private async move(tx: Tx, bookings: readonly SeatedBooking[], settling: Settling): Promise<Set<number>> {
    const { siteId, now, closureId = null, cause } = settling;
    const ids = bookings.map(({ id }) => id);
    const seats = await this.others.run(tx, siteId, ids, now);
    if (seats.length === 0) return new Set();
    const seated = await this.displaced.seat(tx, seats);
    const moved = new Set(seated.map(({ id }) => id));
    await this.displaced.note(tx, siteId, wereAt(bookings, moved), 'moved', closureId, cause);
    await this.tell(tx, seated, 'clinic_moved', settling);
    return moved;
  }

  private async cancel(tx: Tx, bookings: readonly SeatedBooking[], settling: Settling): Promise<void> {
    const { siteId, cause, closureId = null } = settling;
    const ids = bookings.map(({ id }) => id);
    const cancelled = await this.store.cancel(tx, ids, cause);
    if (closureId !== null)
      await this.displaced.note(tx, siteId, wereAt(bookings, new Set(ids)), 'cancelled', closureId, cause);
    await this.tell(tx, cancelled, 'cancelled_by_site', settling);
  }

  private async tell(
    tx: Tx,
    bookings: readonly ToldBooking[],
    kind: 'clinic_moved' | 'cancelled_by_site',
    { now, closureId }: Settling,
  ): Promise<void> {
    const notBefore = now.getTime() + (closureId === undefined ? 0 : GRACE_MS);
    const waiting = (message: PlannedMessage): PlannedMessage => ({
      ...message,
      sendAfter: new Date(Math.max(message.sendAfter.getTime(), notBefore)),
      notAfter: new Date(Math.max(message.notAfter.getTime(), notBefore + GRACE_MS)),
    });
    const messages = bookings.map(({ id, hasMobile, hasEmail, startsAt, occurrence }) => ({
      bookingId: id,
      messages: planBookingMessages({
        kind,
        contact: { hasMobile, hasEmail },
        now,
        startsAt,
        occurrence,
        zone: this.config.TIME_ZONE,
      }).map((message) => (message.kind === kind ? waiting(message) : message)),
    }));
    await this.store.tell(tx, messages);
  }
}

const wereAt = (bookings: readonly SeatedBooking[], ids: ReadonlySet<number>) =>
  bookings
    .filter(({ id }) => ids.has(id))
    .map(({ id, slotId, startsAt, minutes }) => ({ bookingId: id, slotId: slotId ?? 0, startsAt, minutes }));

import { Inject, Injectable } from '@nestjs/common';
import { planBookingMessages } from '@fairslot/domain';
import type { SeatedBooking } from '../bookings/allocation.store';
import type { Cause } from '../bookings/reallocate';
import { CONFIG, type Config } from '../platform/config/config';
import type { Tx } from '../platform/database/database';
import { StrandedStore } from './stranded.store';

/** For bookings that no clinic serves any more: the call list, or cancelled and told where there is a way to tell. */
export type BookingsWish = 'call' | 'cancel';

/** Decides what becomes of bookings that have just lost their place. Nobody is cancelled who cannot be told. */
@Injectable()
export class SettleStranded {
  constructor(
    private readonly store: StrandedStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Ids of those that are cancelled, each with a message on its way; the others wait on the call list. */
  async run(
    tx: Tx,
    stranded: readonly SeatedBooking[],
    wish: BookingsWish,
    cause: Cause,
    now: Date,
  ): Promise<ReadonlySet<number>> {
    if (wish === 'call') return new Set();
    // Who is checked in stands at the desk: that is for people to settle.
    const ids = stranded.filter(({ reachable, status }) => reachable && status === 'booked').map(({ id }) => id);
    const cancelled = await this.store.cancel(tx, ids, cause);
    const messages = cancelled.map(({ id, hasMobile, hasEmail, startsAt, occurrence }) => ({
      bookingId: id,
      messages: planBookingMessages({
        kind: 'cancelled_by_site',
        contact: { hasMobile, hasEmail },
        now,
        startsAt,
        occurrence,
        zone: this.config.TIME_ZONE,
      }),
    }));
    await this.store.tell(tx, messages);
    return new Set(ids);
  }
}

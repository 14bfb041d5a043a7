import { Inject, Injectable } from '@nestjs/common';
import type { cancelBooking, ManagedBooking } from '@fairslot/contract';
import { planBookingMessages } from '@fairslot/domain';
import { Dispatch } from '../messages/dispatch';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import { AppError } from '../platform/http/app-error';
import type { ResidentCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { BookingsStore } from './bookings.store';
import { ManagedBookings } from './managed-booking';

/** Cancels a booking. Its place goes to somebody stranded, else is kept half an hour for the person to have back. */
@Injectable()
export class CancelBooking {
  constructor(
    private readonly store: BookingsStore,
    private readonly managed: ManagedBookings,
    private readonly clock: Clock,
    private readonly dispatch: Dispatch,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async run(request: Parsed<typeof cancelBooking, ResidentCaller>): Promise<ManagedBooking> {
    const { caller, body, params } = request;
    const booking = await this.managed.own(caller, params.reference);
    const contact = { hasMobile: booking.hasMobile, hasEmail: booking.hasEmail };
    const { startsAt, occurrence } = booking;
    const outcome = await this.store.cancel({
      bookingId: booking.id,
      key: request.idempotencyKey,
      requestHash: request.requestHash,
      mayReturn: true,
      cause: { actor: 'resident', requestId: request.requestId },
      argument: {
        messages: planBookingMessages({
          kind: 'cancelled_by_resident',
          contact,
          now: this.clock.now(),
          startsAt,
          occurrence,
          zone: this.config.TIME_ZONE,
        }),
        reason: body.reason ?? null,
        onlyAhead: true,
        actor: 'resident',
        requestId: request.requestId,
      },
    });
    if (outcome === 'reused') throw new AppError('idempotency_key_reused');
    if (outcome === 'in_progress') throw new AppError('in_progress', { retryAfter: 1 });
    if (outcome === 'wrong_state') throw new AppError('wrong_state');
    if (outcome === 'replay') void request.reply.header('idempotent-replayed', 'true');
    this.dispatch.nudge();
    return this.managed.show(caller, params.reference);
  }
}

import { Inject, Injectable } from '@nestjs/common';
import type { ManagedBooking, restoreBooking } from '@fairslot/contract';
import { planBookingMessages } from '@fairslot/domain';
import { FindAlternatives } from '../clinics/find-alternatives';
import { wishFor } from '../clinics/wish';
import { Dispatch } from '../messages/dispatch';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import { refusedBy } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { ResidentCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { ServiceCatalogue } from '../services/service-catalogue';
import { SiteDirectory } from '../sites/site-directory';
import { type BookingRow, BookingsStore } from './bookings.store';
import { ManagedBookings } from './managed-booking';

/** "Get it back": takes a cancellation back while the place is kept. Later the time is as anybody's. */
@Injectable()
export class RestoreBooking {
  constructor(
    private readonly store: BookingsStore,
    private readonly managed: ManagedBookings,
    private readonly alternatives: FindAlternatives,
    private readonly directory: SiteDirectory,
    private readonly services: ServiceCatalogue,
    private readonly clock: Clock,
    private readonly dispatch: Dispatch,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async run(request: Parsed<typeof restoreBooking, ResidentCaller>): Promise<ManagedBooking> {
    const { caller, params } = request;
    const booking = await this.managed.own(caller, params.reference);
    const messages = planBookingMessages({
      kind: 'booked',
      contact: { hasMobile: booking.hasMobile, hasEmail: booking.hasEmail },
      now: this.clock.now(),
      startsAt: booking.startsAt,
      occurrence: booking.occurrence + 1,
      zone: this.config.TIME_ZONE,
    });
    const outcome = await this.store
      .restore({
        bookingId: booking.id,
        key: request.idempotencyKey,
        requestHash: request.requestHash,
        argument: { messages, actor: 'resident', requestId: request.requestId },
      })
      .catch((error: unknown) => {
        throw refusedBy(error) === 'booking_one_live_per_person' ? new AppError('already_booked') : error;
      });
    if (outcome === 'reused') throw new AppError('idempotency_key_reused');
    if (outcome === 'in_progress') throw new AppError('in_progress', { retryAfter: 1 });
    if (outcome === 'wrong_state') throw new AppError('wrong_state');
    if (outcome === 'gone') throw await this.gone(booking);
    if (outcome === 'replay') void request.reply.header('idempotent-replayed', 'true');
    this.dispatch.nudge();
    return this.managed.show(caller, params.reference);
  }

  private async gone({ siteId, serviceId, startsAt }: BookingRow): Promise<AppError> {
    const wish = wishFor(this.services.get(serviceId));
    return new AppError('time_gone', {
      alternatives: await this.alternatives.run(this.directory.get(siteId), wish, startsAt),
    });
  }
}

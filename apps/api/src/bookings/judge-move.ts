import { Inject, Injectable } from '@nestjs/common';
import { doseInterval, isWithinInterval, localDateOf } from '@fairslot/domain';
import { CONFIG, type Config } from '../platform/config/config';
import { AppError } from '../platform/http/app-error';
import { JudgeEligibility } from '../services/judge-eligibility';
import { ServiceCatalogue } from '../services/service-catalogue';
import type { BookingRow } from './bookings.store';
import type { HeldRow } from './holds.store';

/** Whether a booking may lie at the time it is to be moved to. */
@Injectable()
export class JudgeMove {
  constructor(
    private readonly services: ServiceCatalogue,
    private readonly eligibility: JudgeEligibility,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Throws unless the rules allow it on that day. Staff may ask for a fact that is missing. */
  demand(booking: BookingRow, target: HeldRow, wants: 'all facts' | 'known facts'): void {
    this.demandInterval(booking, target);
    // One that has lapsed is refused as that.
    if (!target.live) return;
    const { dateOfBirth, answers } = booking;
    const service = this.services.get(booking.serviceId);
    this.eligibility.demand(service, dateOfBirth, answers, target.startsAt, wants === 'known facts');
  }

  /** A later dose stays within its interval. The first one may leave it: the page then offers to move the later one. */
  private demandInterval(booking: BookingRow, target: HeldRow): void {
    if (booking.otherStartsAt === null || booking.otherDose === null || booking.otherDose > booking.dose) return;
    const zone = this.config.TIME_ZONE;
    const { doses } = this.services.get(booking.serviceId);
    const interval = doseInterval(doses, booking.dose, localDateOf(booking.otherStartsAt, zone));
    if (isWithinInterval(interval, localDateOf(target.startsAt, zone))) return;
    const { earliest, latest } = interval;
    throw new AppError('not_eligible', {
      eligibility: {
        outcome: 'not_yet',
        earliestDate: earliest,
        reasons: [{ code: 'interval', date: earliest, ...(latest === undefined ? {} : { latest }) }],
      },
    });
  }
}

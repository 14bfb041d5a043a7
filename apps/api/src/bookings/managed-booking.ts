import { Inject, Injectable } from '@nestjs/common';
import type { ManagedBooking } from '@fairslot/contract';
import {
  doseInterval,
  formatReference,
  instantText,
  isWithinInterval,
  localDateOf,
  nextStatus,
} from '@fairslot/domain';
import { CONFIG, type Config } from '../platform/config/config';
import { AppError } from '../platform/http/app-error';
import type { ResidentCaller } from '../platform/http/caller';
import { ServiceCatalogue } from '../services/service-catalogue';
import { publicSite, SiteDirectory } from '../sites/site-directory';
import { type BookingRow, BookingsStore } from './bookings.store';

/** The booking a resident session opened, as its owner sees it. */
@Injectable()
export class ManagedBookings {
  constructor(
    private readonly store: BookingsStore,
    private readonly directory: SiteDirectory,
    private readonly services: ServiceCatalogue,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The row, which must be the session's own: any other reference answers as if it did not exist. */
  async own(caller: ResidentCaller, reference?: string): Promise<BookingRow> {
    const row = await this.store.find(caller.bookingId);
    if (!row || (reference !== undefined && row.reference !== reference)) throw new AppError('not_found');
    return row;
  }

  async show(caller: ResidentCaller): Promise<ManagedBooking> {
    const row = await this.own(caller);
    return {
      reference: formatReference(row.reference),
      status: row.status,
      start: instantText(row.startsAt, this.config.TIME_ZONE),
      lengthMinutes: row.minutes,
      site: publicSite(this.directory.get(row.siteId)),
      service: this.services.shown(this.services.get(row.serviceId)),
      firstName: row.firstName,
      mayChange: (row.ahead || row.stranded) && nextStatus(row.status, 'move') !== null,
      dose: row.dose,
      moreTime: row.moreTime,
      ...(row.mayRestoreUntil ? { mayRestoreUntil: instantText(row.mayRestoreUntil, this.config.TIME_ZONE) } : {}),
      ...this.otherDose(row),
    };
  }

  private otherDose({ serviceId, dose, startsAt, otherReference, otherDose, otherStartsAt }: BookingRow): {
    otherDose?: NonNullable<ManagedBooking['otherDose']>;
  } {
    if (otherReference === null || otherDose === null || otherStartsAt === null) return {};
    const zone = this.config.TIME_ZONE;
    const [earlier, later] = otherDose > dose ? [startsAt, otherStartsAt] : [otherStartsAt, startsAt];
    const { doses } = this.services.get(serviceId);
    const interval = doseInterval(doses, Math.max(dose, otherDose), localDateOf(earlier, zone));
    return {
      otherDose: {
        reference: formatReference(otherReference),
        dose: otherDose,
        start: instantText(otherStartsAt, zone),
        ...interval,
        fits: isWithinInterval(interval, localDateOf(later, zone)),
      },
    };
  }
}

import { Inject, Injectable } from '@nestjs/common';
import type { ManagedBooking } from '@fairslot/contract';
import { formatReference, instantText, nextStatus } from '@fairslot/domain';
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
      mayChange: row.ahead && nextStatus(row.status, 'move') !== null,
    };
  }
}

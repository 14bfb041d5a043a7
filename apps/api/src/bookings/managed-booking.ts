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
import { BookingTokens } from './booking-tokens';
import { BookedTogetherStore } from './booked-together.store';
import { type BookingRow, BookingsStore } from './bookings.store';

/** The booking a resident session opened, as its owner sees it. */
@Injectable()
export class ManagedBookings {
  constructor(
    private readonly store: BookingsStore,
    private readonly together: BookedTogetherStore,
    private readonly directory: SiteDirectory,
    private readonly services: ServiceCatalogue,
    private readonly tokens: BookingTokens,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The session's own booking, or one made together with it: any other reference answers as if it did not exist. */
  async own(caller: ResidentCaller, reference?: string): Promise<BookingRow> {
    const row = await this.store.find(caller.bookingId);
    if (row && (reference === undefined || row.reference === reference)) return row;
    const [id] = row && reference !== undefined ? await this.together.ids(row.id, reference) : [];
    const other = id === undefined ? undefined : await this.store.find(id);
    if (!other) throw new AppError('not_found');
    return other;
  }

  /** The own booking first, then the others of its party that are still to come or were. */
  async all(caller: ResidentCaller): Promise<ManagedBooking[]> {
    const others = await this.together.ids(caller.bookingId);
    const rows = await Promise.all([caller.bookingId, ...others].map((id) => this.store.find(id)));
    return rows.filter((row) => row !== undefined).map((row) => this.shown(row));
  }

  async show(caller: ResidentCaller, reference?: string): Promise<ManagedBooking> {
    return this.shown(await this.own(caller, reference));
  }

  private shown(row: BookingRow): ManagedBooking {
    return {
      reference: formatReference(row.reference),
      status: row.status,
      start: instantText(row.startsAt, this.config.TIME_ZONE),
      lengthMinutes: row.minutes,
      ...(row.options.length > 0 && { options: row.options }),
      site: publicSite(this.directory.get(row.siteId)),
      service: this.services.shown(this.services.get(row.serviceId)),
      firstName: row.firstName,
      manageUrl: `${this.config.PUBLIC_URL}/m/${this.tokens.ofBooking(row.id, row.manageTokenVersion)}`,
      sequence: row.occurrence,
      mayChange: (row.ahead || row.stranded) && nextStatus(row.status, 'move') !== null,
      dose: row.dose,
      moreTime: row.moreTime,
      help: row.help,
      ...(row.helperTokenVersion === null
        ? {}
        : { helperUrl: `${this.config.PUBLIC_URL}/h/${this.tokens.ofHelper(row.id, row.helperTokenVersion)}` }),
      ...(row.cancelledBySite && { cancelledBySite: true as const }),
      ...(row.closedBecause && { closedBecause: row.closedBecause }),
      ...(row.keptUntil && { placeIsKept: true as const }),
      ...(row.mayRestoreUntil ? { mayRestoreUntil: instantText(row.mayRestoreUntil, this.config.TIME_ZONE) } : {}),
      ...(row.hadElsewhereOn && {
        hadElsewhere: {
          on: row.hadElsewhereOn,
          ...(row.freesAt && { freesAt: instantText(row.freesAt, this.config.TIME_ZONE) }),
        },
      }),
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

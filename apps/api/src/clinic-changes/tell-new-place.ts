import { Inject, Injectable } from '@nestjs/common';
import { planBookingMessages, type LocalDate } from '@fairslot/domain';
import type { Cause } from '../bookings/reallocate';
import { CONFIG, type Config } from '../platform/config/config';
import type { Tx } from '../platform/database/database';
import { SiteLocationsStore, type Location } from './site-locations.store';
import { StrandedStore } from './stranded.store';

interface Told {
  bookingId: number;
  outcome: 'new_place';
  startsAt: Date;
}

/** Writes where a mobile unit stands, and tells whoever keeps an appointment there that the place is another one. */
@Injectable()
export class TellNewPlace {
  constructor(
    private readonly locations: SiteLocationsStore,
    private readonly store: StrandedStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Puts the location, and answers the dates on which people would now stand somewhere else. Directions alone are no other place. */
  async put(
    tx: Tx,
    siteId: number,
    dates: readonly LocalDate[],
    location: Location | null | undefined,
  ): Promise<LocalDate[]> {
    if (location === undefined || dates.length === 0) return [];
    const before = new Map((await this.locations.on(tx, siteId, dates)).map((at) => [at.date, placeOf(at)]));
    await this.locations.put(tx, siteId, dates, location);
    return dates.filter((date) => (before.get(date) ?? '') !== placeOf(location));
  }

  /**
   * Once the bookings of these days have their places: whoever still has an appointment is told, whoever has lost it is told
   * of that instead. What waits about the old place, reminders too, is planned anew.
   */
  async run(tx: Tx, siteId: number, dates: readonly LocalDate[], cause: Cause, now: Date): Promise<Told[]> {
    const zone = this.config.TIME_ZONE;
    const kept = await this.store.atNewPlace(tx, { siteId, dates, zone }, cause);
    await this.store.tell(
      tx,
      kept.map(({ id, hasMobile, hasEmail, startsAt, occurrence }) => ({
        bookingId: id,
        messages: planBookingMessages({
          kind: 'clinic_moved',
          contact: { hasMobile, hasEmail },
          now,
          startsAt,
          occurrence,
          zone,
        }),
      })),
    );
    return kept.map(({ id, startsAt }) => ({ bookingId: id, outcome: 'new_place', startsAt }));
  }
}

/** Empty where it is the site's own. */
const placeOf = (location: Location | null): string =>
  location ? [location.name, location.address, location.postcode].join('\n') : '';

import { Injectable } from '@nestjs/common';
import type { LocalDate } from '@fairslot/domain';
import { AllocationStore } from '../bookings/allocation.store';
import type { Cause } from '../bookings/reallocate';
import type { Tx } from '../platform/database/database';
import type { ClinicRow } from './clinic-columns';
import { ClinicsStore, type NewClinic } from './clinics.store';
import { ClosuresStore } from './closures.store';
import { RefitSlots, type Fate } from './refit-slots';
import { SeriesAuditStore } from './series-audit.store';
import type { BookingsWish } from './settle-stranded';
import type { Location } from './site-locations.store';
import { TellNewPlace } from './tell-new-place';
import type { Tried } from './try-change';

export interface SeriesWrite {
  siteId: number;
  seriesId: number;
  changed: readonly ClinicRow[];
  /** What they are noted to be. */
  changedBy?: string;
  cancelled: readonly ClinicRow[];
  reopened: readonly ClinicRow[];
  added: readonly NewClinic[];
  /** Dates that take the location; undefined leaves them as they are. */
  located: readonly LocalDate[];
  location: Location | null | undefined;
  bookings: BookingsWish;
  cause: Cause;
}

/** Writes the clinics of a series, however many, with their slots and bookings in one go. Their days are locked. */
@Injectable()
export class WriteSeries {
  constructor(
    private readonly allocation: AllocationStore,
    private readonly store: ClinicsStore,
    private readonly newPlace: TellNewPlace,
    private readonly closures: ClosuresStore,
    private readonly refit: RefitSlots,
    private readonly audit: SeriesAuditStore,
  ) {}

  /** The days on which clinics are, or are going to be. */
  lock(tx: Tx, siteId: number, dates: readonly LocalDate[]): Promise<void> {
    return this.allocation.lockDays(
      tx,
      dates.map((date) => ({ siteId, date })),
    );
  }

  async run(tx: Tx, write: SeriesWrite): Promise<Pick<Tried<unknown>, 'figures'> & { fates: Fate[] }> {
    const { siteId, changed, cancelled, reopened, cause } = write;
    const saved = await this.store.save(tx, [...changed, ...cancelled, ...reopened]);
    const added = await this.store.insert(tx, write.added);
    const newPlace = await this.newPlace.put(tx, siteId, write.located, write.location);
    const clinics = [...saved, ...added];
    const dates = clinics.map(({ date }) => date).sort();
    const closures =
      dates.length > 0
        ? await this.closures.inForce(tx, siteId, { from: dates[0] as string, to: dates.at(-1) as string })
        : [];
    const { figures, fates } = await this.refit.run(tx, {
      siteId,
      clinics,
      closures,
      added: new Set(added.map(({ id }) => id)),
      bookings: write.bookings,
      cause,
      newPlace,
    });
    await this.audit.dates(tx, cause, write.seriesId, siteId, [
      ...changed.map((clinic) => ({ action: write.changedBy ?? 'clinic.changed', clinic })),
      ...cancelled.map((clinic) => ({ action: 'clinic.cancelled', clinic })),
      ...[...reopened, ...added].map((clinic) => ({ action: 'clinic.created', clinic })),
    ]);
    const counts = {
      clinicsAdded: added.length + reopened.length,
      clinicsChanged: changed.length,
      clinicsCancelled: cancelled.length,
    };
    return { figures: { ...figures, ...counts }, fates };
  }
}

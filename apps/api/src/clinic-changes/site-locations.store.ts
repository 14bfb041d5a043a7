import { Injectable } from '@nestjs/common';
import type { LocalDate } from '@fairslot/domain';
import { In } from 'typeorm';
import type { Tx } from '../platform/database/database';
import { SiteLocation } from './site-location.entity';

export type Location = Omit<SiteLocation, 'siteId' | 'date'>;

/** Where a mobile unit stands, by site and date. */
@Injectable()
export class SiteLocationsStore {
  /** Undefined leaves things as they are, null takes the location away. */
  async put(tx: Tx, siteId: number, dates: readonly LocalDate[], location: Location | null | undefined): Promise<void> {
    if (location === undefined || dates.length === 0) return;
    if (location === null) await tx.delete(SiteLocation, { siteId, date: In([...dates]) });
    else
      await tx.upsert(
        SiteLocation,
        dates.map((date) => ({ ...location, siteId, date })),
        ['siteId', 'date'],
      );
  }

  /** Where the unit stood last before a date, among these dates. */
  async lastBefore(
    tx: Tx,
    siteId: number,
    date: LocalDate,
    among: readonly LocalDate[],
  ): Promise<Location | undefined> {
    const earlier = among.filter((other) => other < date);
    const found = await tx.findOne(SiteLocation, {
      where: { siteId, date: In(earlier) },
      order: { date: 'DESC' },
    });
    if (!found) return undefined;
    const { name, address, postcode, latitude, longitude, directions } = found;
    return { name, address, postcode, latitude, longitude, directions };
  }

  on(tx: Tx, siteId: number, dates: readonly LocalDate[]): Promise<SiteLocation[]> {
    return tx.findBy(SiteLocation, { siteId, date: In([...new Set(dates)]) });
  }
}

import { Injectable } from '@nestjs/common';
import type { LocalDate } from '@fairslot/domain';
import type { Tx } from '../platform/database/database';
import type { SeriesRow } from './clinic-columns';
import { ClinicSeries } from './clinic-series.entity';

export type NewSeries = Omit<SeriesRow, 'id' | 'version'>;

/** Rules that clinics come from. */
@Injectable()
export class SeriesStore {
  find(tx: Tx, siteId: number, id: number): Promise<SeriesRow | null> {
    return tx.findOneBy(ClinicSeries, { siteId, id });
  }

  /** Locked against other changes of the series, before any day is: so that its dates stay those that are about to be locked. */
  lock(tx: Tx, siteId: number, id: number): Promise<SeriesRow | null> {
    return tx.findOne(ClinicSeries, { where: { siteId, id }, lock: { mode: 'for_no_key_update' } });
  }

  /** Those whose last date is not before this one. */
  notOver(tx: Tx, siteId: number, today: LocalDate): Promise<SeriesRow[]> {
    return tx
      .createQueryBuilder(ClinicSeries, 's')
      .where('s.siteId = :siteId AND s.endsOn >= :today', { siteId, today })
      .orderBy('s.startsOn')
      .addOrderBy('s.id')
      .getMany();
  }

  async insert(tx: Tx, series: NewSeries): Promise<number> {
    const made = await tx.insert(ClinicSeries, series);
    return (made.identifiers[0] as { id: number }).id;
  }

  async save(tx: Tx, { id, version, ...columns }: SeriesRow): Promise<void> {
    await tx.update(ClinicSeries, { id }, { ...columns, version: version + 1 });
  }
}

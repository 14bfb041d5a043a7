import { Injectable } from '@nestjs/common';
import type { getSeries, LeftDate, listSeries, ResponseOf, Series } from '@fairslot/contract';
import { Database, type Tx } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { Ids } from '../platform/ids/ids';
import { SiteDirectory } from '../sites/site-directory';
import { siteInScope } from '../staff/staff.policy';
import type { ClinicRow, SeriesRow } from './clinic-columns';
import { ClinicsQueries } from './clinics.queries';
import { ClinicsStore } from './clinics.store';
import type { LeftClinic } from './plan-series-edit';
import { SeriesStore } from './series.store';

interface Counts {
  seriesId: number;
  clinics: number;
  exceptions: number;
}
const COUNTS = `SELECT series_id AS "seriesId", count(*)::integer AS clinics,
    count(*) FILTER (WHERE cardinality(own_changes) > 0)::integer AS exceptions
  FROM clinic WHERE series_id = ANY ($1) AND date >= $2 AND status <> 'cancelled' GROUP BY series_id`;

/** Clinic series as staff screens get them. */
@Injectable()
export class SeriesQueries {
  constructor(
    private readonly database: Database,
    private readonly store: SeriesStore,
    private readonly clinicsStore: ClinicsStore,
    private readonly clinics: ClinicsQueries,
    private readonly directory: SiteDirectory,
    private readonly ids: Ids,
  ) {}

  list({ params, caller }: Parsed<typeof listSeries, StaffCaller>): Promise<ResponseOf<typeof listSeries>> {
    const siteId = siteInScope(caller, 'day:read', this.directory.find(params.siteId)?.id);
    return this.database.staffTx([siteId], async (tx) => {
      const items = await this.shown(tx, await this.store.notOver(tx, siteId, this.clinics.today()));
      return { items, total: items.length };
    });
  }

  get({ params, caller }: Parsed<typeof getSeries, StaffCaller>): Promise<ResponseOf<typeof getSeries>> {
    const siteId = siteInScope(caller, 'day:read', this.directory.find(params.siteId)?.id);
    const id = this.idOf(params.seriesId);
    return this.database.staffTx([siteId], async (tx) => {
      const series = await this.one(tx, siteId, id);
      const clinics = await this.clinicsStore.ofSeries(tx, siteId, id, this.clinics.today());
      return { ...series, dates: clinics.map(this.shownDate) };
    });
  }

  /** Number of the series behind an opaque id. */
  idOf(opaque: string): number {
    const id = this.ids.plain('series', opaque);
    if (id === null) throw new AppError('not_found');
    return id;
  }

  async one(tx: Tx, siteId: number, id: number): Promise<Series> {
    const series = await this.store.find(tx, siteId, id);
    const [shown] = series ? await this.shown(tx, [series]) : [];
    if (!shown) throw new AppError('not_found');
    return shown;
  }

  leftDates(left: readonly LeftClinic[]): LeftDate[] {
    return left.map(({ clinic, reason, fields }) => ({
      clinicId: this.ids.opaque('clinic', clinic.id),
      date: clinic.date,
      reason,
      fields,
    }));
  }

  private shownDate = ({ id, date, status, pausedUntil, ownChanges }: ClinicRow) => ({
    clinicId: this.ids.opaque('clinic', id),
    date,
    status,
    pausedUntil,
    ownChanges,
  });

  private async shown(tx: Tx, rows: readonly SeriesRow[]): Promise<Series[]> {
    const counts = await tx.query<Counts[]>(COUNTS, [rows.map(({ id }) => id), this.clinics.today()]);
    const countOf = new Map(counts.map((count) => [count.seriesId, count]));
    return rows.map((series) => ({
      id: this.ids.opaque('series', series.id),
      startsOn: series.startsOn,
      endsOn: series.endsOn,
      weekdays: series.weekdays,
      ...this.clinics.shownFields(series),
      status: series.status,
      pausedUntil: series.pausedUntil,
      clinics: countOf.get(series.id)?.clinics ?? 0,
      exceptions: countOf.get(series.id)?.exceptions ?? 0,
      version: series.version,
    }));
  }
}

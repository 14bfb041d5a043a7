import { Injectable } from '@nestjs/common';
import type { createSeries, LeftDate, previewSeries, ResponseOf } from '@fairslot/contract';
import { seriesDates, type ClinicFields, type LocalDate, type SeriesRule } from '@fairslot/domain';
import type { Tx } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { SiteDirectory } from '../sites/site-directory';
import { AuditStore, staffActor } from '../staff/audit.store';
import { siteInScope } from '../staff/staff.policy';
import { columnsOf } from './clinic-columns';
import { ClinicsStore } from './clinics.store';
import { ReadClinicBody } from './read-clinic-body';
import { ReadSeriesBody } from './read-series-body';
import { SeriesQueries } from './series.queries';
import { SeriesStore } from './series.store';
import type { Location } from './site-locations.store';
import { TryChange, type Tried } from './try-change';
import { WriteSeries } from './write-series';

type Request = Pick<Parsed<typeof previewSeries, StaffCaller>, 'params' | 'body' | 'caller' | 'requestId'>;

interface Wanted {
  siteId: number;
  rule: SeriesRule;
  skip: readonly LocalDate[];
  fields: ClinicFields;
  location: Location | undefined;
}

const NO_DATES: LeftDate[] = [];

/** Opens a clinic on every date of a rule. */
@Injectable()
export class CreateSeries {
  constructor(
    private readonly tries: TryChange,
    private readonly read: ReadClinicBody,
    private readonly readRule: ReadSeriesBody,
    private readonly store: SeriesStore,
    private readonly clinics: ClinicsStore,
    private readonly write: WriteSeries,
    private readonly queries: SeriesQueries,
    private readonly directory: SiteDirectory,
    private readonly audit: AuditStore,
  ) {}

  async run(request: Parsed<typeof createSeries, StaffCaller>): Promise<ResponseOf<typeof createSeries>> {
    const wanted = await this.wanted(request);
    const answer = await this.tries.apply(
      [wanted.siteId],
      { preview: request.body.preview },
      (tx) => this.create(tx, wanted, request),
      (tx, id) => this.queries.one(tx, wanted.siteId, id),
    );
    return { ...answer, notChanged: NO_DATES };
  }

  async preview(request: Request): Promise<ResponseOf<typeof previewSeries>> {
    const wanted = await this.wanted(request);
    const { result: _, ...preview } = await this.tries.preview([wanted.siteId], (tx) =>
      this.create(tx, wanted, request),
    );
    return { ...preview, notChanged: NO_DATES };
  }

  private async wanted({ params, body, caller }: Request): Promise<Wanted> {
    const siteId = siteInScope(caller, 'clinics:write', this.directory.find(params.siteId)?.id);
    const { startsOn, endsOn, weekdays, skip: unwanted, ...clinic } = body;
    const rule = { startsOn, endsOn, weekdays: ascending(weekdays) };
    const { fields: some, location, faults } = await this.read.run(clinic);
    const fields = { dailyCap: null, heldBack: null, ...some } as ClinicFields;
    const shape = [...faults, ...this.read.shapeFaults(fields)];
    const errors = shape.length > 0 ? shape : this.readRule.faults(rule, fields, this.read.today());
    if (errors.length > 0) throw new AppError('invalid', { errors });
    const dates = seriesDates(rule);
    const skip = dates.filter((date) => unwanted.includes(date));
    if (skip.length === dates.length) throw new AppError('invalid', { errors: [{ path: 'skip', code: 'no_dates' }] });
    return { siteId, rule, skip, fields, location: location ?? undefined };
  }

  private async create(tx: Tx, wanted: Wanted, { caller, requestId }: Request): Promise<Tried<number>> {
    const { siteId, rule, skip, fields, location } = wanted;
    const cause = { actor: staffActor(caller.userId), requestId };
    const dates = seriesDates(rule).filter((date) => !skip.includes(date));
    await this.write.lock(tx, siteId, dates);
    const columns = columnsOf(fields);
    const open = { status: 'open' as const, pausedUntil: null };
    const series = { siteId, ...rule, weekdays: [...rule.weekdays], ...open, ...columns };
    const seriesId = await this.store.insert(tx, series);
    const clinicOn = (date: LocalDate) => ({ siteId, seriesId, date, pausedUntil: null, ...columns });
    // As if each had been cancelled by itself: no later change of the rule opens it.
    await this.clinics.insert(
      tx,
      skip.map((date) => ({ ...clinicOn(date), status: 'cancelled', ownChanges: ['cancelled'] })),
    );
    const { figures, fates } = await this.write.run(tx, {
      siteId,
      seriesId,
      changed: [],
      cancelled: [],
      reopened: [],
      added: dates.map((date) => ({ ...clinicOn(date), status: 'open', ownChanges: [] })),
      located: dates,
      location,
      bookings: 'call',
      cause,
    });
    const details = { series: seriesId, ...rule, skip, ...fields, clinics: dates.length, slots: figures.slotsAfter };
    await this.audit.note(tx, { ...cause, action: 'series.created', siteId, details });
    return { change: wanted, from: [], version: 0, figures, fates, result: seriesId };
  }
}

export const ascending = (numbers: readonly number[]): number[] => [...new Set(numbers)].sort((a, b) => a - b);

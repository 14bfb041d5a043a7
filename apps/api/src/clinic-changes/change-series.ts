import { Injectable } from '@nestjs/common';
import type {
  cancelSeries,
  editSeries,
  LeftDate,
  pauseSeries,
  previewSeriesChange,
  ResponseOf,
} from '@fairslot/contract';
import { keepsWhatWasTold, seriesDates, type ClinicFields, type LocalDate, type SeriesRule } from '@fairslot/domain';
import type { Tx } from '../platform/database/database';
import { AppError, type FieldFault } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { SiteDirectory } from '../sites/site-directory';
import { AuditStore, staffActor } from '../staff/audit.store';
import { siteInScope } from '../staff/staff.policy';
import { columnsOf, fieldsOf, type ClinicRow, type SeriesRow } from './clinic-columns';
import { ClinicsStore } from './clinics.store';
import { ascending } from './create-series';
import { FindOtherTimes } from './find-other-times';
import { cancelledRow, planSeriesEdit, type LeftClinic, type SeriesEditPlan } from './plan-series-edit';
import { ReadClinicBody, type ReadBody } from './read-clinic-body';
import { ReadSeriesBody } from './read-series-body';
import { SeriesQueries } from './series.queries';
import { SeriesStore } from './series.store';
import type { BookingsWish } from './settle-stranded';
import { SiteLocationsStore } from './site-locations.store';
import { TryChange, type Agreed, type Asked, type Seen, type Tried } from './try-change';
import { WriteSeries } from './write-series';

type Request = Pick<Asked<typeof previewSeriesChange>, 'params' | 'caller' | 'requestId'>;
type EditBody = Omit<Parsed<typeof editSeries, StaffCaller>['body'], 'version' | 'preview' | 'alone'>;
interface Result {
  id: number;
  left: LeftClinic[];
}

interface Wanted {
  siteId: number;
  id: number;
  act: 'edit' | 'cancel' | 'pause' | 'resume';
  body: ReadBody;
  rule: Partial<SeriesRule>;
  /** The first date that is changed; where it is left out, today. */
  fromDate: LocalDate | undefined;
  bookings: BookingsWish;
  /** The last day of a pause. */
  until?: LocalDate | null;
}

const NOTHING = { body: { fields: {}, location: undefined, faults: [] }, rule: {}, fromDate: undefined };

const AUDITED: Record<Wanted['act'], string> = {
  edit: 'series.changed',
  cancel: 'series.cancelled',
  pause: 'series.paused',
  resume: 'series.resumed',
};
/** What each of its clinics is noted to be, where it is changed. */
const CLINIC_AUDITED: Record<Wanted['act'], string> = {
  edit: 'clinic.changed',
  cancel: 'clinic.changed',
  pause: 'clinic.paused',
  resume: 'clinic.resumed',
};

/** Edits every clinic of a series in one transaction, or cancels them all, as it was previewed. */
@Injectable()
export class ChangeSeries {
  constructor(
    private readonly tries: TryChange,
    private readonly others: FindOtherTimes,
    private readonly read: ReadClinicBody,
    private readonly readRule: ReadSeriesBody,
    private readonly store: SeriesStore,
    private readonly clinics: ClinicsStore,
    private readonly locations: SiteLocationsStore,
    private readonly write: WriteSeries,
    private readonly queries: SeriesQueries,
    private readonly directory: SiteDirectory,
    private readonly audit: AuditStore,
  ) {}

  async edit(request: Asked<typeof editSeries>, agreed?: Agreed): Promise<ResponseOf<typeof editSeries>> {
    const { version, preview, alone, ...body } = request.body;
    return this.apply(request, await this.editOf(request, body), { version, preview, alone, agreed });
  }

  cancel(request: Asked<typeof cancelSeries>, agreed?: Agreed): Promise<ResponseOf<typeof cancelSeries>> {
    const { bookings, ...seen } = request.body;
    return this.apply(request, { ...this.find(request), act: 'cancel', ...NOTHING, bookings }, { ...seen, agreed });
  }

  /** Nobody loses a place by it, so that it asks for no preview. */
  turn(
    act: 'pause' | 'resume',
    request: Parsed<typeof pauseSeries, StaffCaller>,
  ): Promise<ResponseOf<typeof editSeries>> {
    const { until = null, ...seen } = request.body;
    return this.apply(request, { ...this.find(request), act, ...NOTHING, bookings: 'call', until }, seen);
  }

  async preview(request: Asked<typeof previewSeriesChange>): Promise<ResponseOf<typeof previewSeriesChange>> {
    const { cancel, ...body } = request.body;
    const wanted: Wanted = cancel
      ? { ...this.find(request), act: 'cancel', ...NOTHING, bookings: body.bookings }
      : await this.editOf(request, body);
    const { result, ...preview } = await this.tries.preview(this.others.reach(wanted.siteId, wanted.bookings), (tx) =>
      this.change(tx, wanted, request),
    );
    return { ...preview, notChanged: this.queries.leftDates(result.left) };
  }

  private async apply(request: Request, wanted: Wanted, seen: Seen): Promise<ResponseOf<typeof editSeries>> {
    return this.tries.apply(
      this.others.reach(wanted.siteId, wanted.bookings),
      { ...seen, ...request },
      (tx) => this.change(tx, wanted, request),
      async (tx, { id, left }) => {
        const notChanged: LeftDate[] = this.queries.leftDates(left);
        return { ...(await this.queries.one(tx, wanted.siteId, id)), notChanged };
      },
    );
  }

  private find({ params, caller }: Request): Pick<Wanted, 'siteId' | 'id'> {
    const siteId = siteInScope(caller, 'clinics:write', this.directory.find(params.siteId)?.id);
    return { siteId, id: this.queries.idOf(params.seriesId) };
  }

  private async editOf(request: Request, body: EditBody): Promise<Wanted> {
    const { startsOn, endsOn, weekdays, scope, fromDate, bookings, ...changes } = body;
    const found = this.find(request);
    const read = await this.read.run(changes);
    if (scope === 'from' && fromDate === undefined) read.faults.push({ path: 'fromDate', code: 'required' });
    if (scope === 'from' && fromDate !== undefined) read.faults.push(...this.read.dateFaults('fromDate', fromDate));
    const rule = {
      ...(startsOn === undefined ? {} : { startsOn }),
      ...(endsOn === undefined ? {} : { endsOn }),
      ...(weekdays === undefined ? {} : { weekdays: ascending(weekdays) }),
    };
    return { ...found, act: 'edit', body: read, rule, fromDate: scope === 'from' ? fromDate : undefined, bookings };
  }

  private async change(tx: Tx, wanted: Wanted, { caller, requestId }: Request): Promise<Tried<Result>> {
    const { siteId, id, act, body, rule, fromDate, bookings, until = null } = wanted;
    const cause = { actor: staffActor(caller.userId), requestId };
    const series = await this.store.lock(tx, siteId, id);
    if (!series) throw new AppError('not_found');
    if (series.status === 'cancelled') throw new AppError('series_cancelled');
    const next = this.next(series, wanted);
    const from = fromDate ?? this.read.today();
    const isRuleNew = act === 'edit' && ['startsOn', 'endsOn', 'weekdays'].some((key) => key in rule);
    const dates = isRuleNew ? seriesDates(next).filter((date) => date >= from) : null;
    const seen = await this.clinics.ofSeries(tx, siteId, id, from);
    await this.write.lock(tx, siteId, [...seen.map(({ date }) => date), ...(dates ?? [])]);
    const clinics = await this.clinics.ofSeries(tx, siteId, id, from);
    const plan =
      act !== 'edit'
        ? turnAll(clinics, act, until)
        : planSeriesEdit({ series, next, edit: body.fields, hasLocation: body.location !== undefined, clinics, dates });
    await this.demandTold(tx, clinics, plan.changed);
    await this.store.save(tx, next);
    await this.carryLocation(tx, wanted, plan);
    const { left, ...writes } = plan;
    const { figures, fates } = await this.write.run(tx, {
      siteId,
      seriesId: id,
      ...writes,
      changedBy: CLINIC_AUDITED[act],
      location: body.location,
      bookings,
      cause,
    });
    const { moved, cancelledAndTold, toCall, rescued, toldOfPlace } = figures;
    const { clinicsAdded, clinicsChanged, clinicsCancelled } = figures;
    const details = {
      series: id,
      from,
      ...rule,
      changes: body.fields,
      moved,
      cancelledAndTold,
      toCall,
      rescued,
      clinicsAdded,
      clinicsChanged,
      clinicsCancelled,
      ...(until === null ? {} : { pausedUntil: until }),
      ...(toldOfPlace > 0 ? { toldOfPlace } : {}),
    };
    await this.audit.note(tx, {
      ...cause,
      action: AUDITED[act],
      siteId,
      details,
    });
    return {
      change: { act, fields: body.fields, location: body.location, rule, fromDate, bookings },
      from: [
        ['series', id, series.version],
        ...clinics.map((clinic) => ['clinic', clinic.id, clinic.version] as const),
      ],
      version: series.version,
      figures,
      fates,
      result: { id, left },
    };
  }

  /** People who are booked were told what their clinic is: that only becomes more than it was. */
  private async demandTold(tx: Tx, clinics: readonly ClinicRow[], changed: readonly ClinicRow[]): Promise<void> {
    const was = new Map(clinics.map((clinic) => [clinic.id, fieldsOf(clinic).options]));
    const broken = changed.filter((clinic) => !keepsWhatWasTold(was.get(clinic.id) ?? [], fieldsOf(clinic).options));
    const ids = broken.map(({ id }) => id);
    if (ids.length > 0 && (await this.clinics.anyBooked(tx, ids)))
      throw new AppError('invalid', { errors: [{ path: 'options', code: 'people_booked' }] });
  }

  private next(series: SeriesRow, { act, body, rule, until = null }: Wanted): SeriesRow {
    if (act === 'cancel') return { ...series, status: 'cancelled', pausedUntil: null };
    if (act === 'resume') return { ...series, status: 'open', pausedUntil: null };
    if (act === 'pause') {
      this.read.demandPause(until, series.endsOn);
      return { ...series, status: 'paused', pausedUntil: until };
    }
    const fields: ClinicFields = { ...fieldsOf(series), ...body.fields };
    const next = { ...series, ...columnsOf(fields), ...rule } as SeriesRow;
    const shape: FieldFault[] = [...body.faults, ...this.read.shapeFaults(fields, body.fields.breaks ?? [])];
    const errors = shape.length > 0 ? shape : this.readRule.faults(next, fields, this.read.today(), series);
    if (errors.length > 0) throw new AppError('invalid', { errors });
    return next;
  }

  /** Dates that a longer series adds are where the unit stood last, unless the edit says where. */
  private async carryLocation(tx: Tx, { siteId, body }: Wanted, { added }: SeriesEditPlan): Promise<void> {
    const [first] = added;
    if (!first || body.location !== undefined) return;
    const known = await this.clinics.ofSeries(tx, siteId, first.seriesId as number, '0001-01-01');
    const location = await this.locations.lastBefore(
      tx,
      siteId,
      first.date,
      known.map(({ date }) => date),
    );
    await this.locations.put(
      tx,
      siteId,
      added.map(({ date }) => date),
      location,
    );
  }
}

/** Cancels, pauses or resumes every clinic that is not cancelled. */
function turnAll(
  clinics: Parameters<typeof planSeriesEdit>[0]['clinics'],
  act: 'cancel' | 'pause' | 'resume',
  until: LocalDate | null,
): SeriesEditPlan {
  const nothing = { changed: [], cancelled: [], reopened: [], added: [], left: [], located: [] };
  const there = clinics.filter(({ status }) => status !== 'cancelled');
  if (act === 'cancel') return { ...nothing, cancelled: there.map(cancelledRow) };
  if (act === 'pause')
    return { ...nothing, changed: there.map((clinic) => ({ ...clinic, status: 'paused', pausedUntil: until })) };
  const paused = there.filter(({ status }) => status === 'paused');
  return { ...nothing, changed: paused.map((clinic) => ({ ...clinic, status: 'open', pausedUntil: null })) };
}

import { Injectable } from '@nestjs/common';
import type {
  cancelClinic,
  ChangePreview,
  Clinic as ShownClinic,
  ChangeFigures,
  editClinic,
  pauseClinic,
  previewClinicChange,
} from '@fairslot/contract';
import { changedFields, keepsWhatWasTold, ownChanges, type ClinicFields, type LocalDate } from '@fairslot/domain';
import { AllocationStore } from '../bookings/allocation.store';
import type { Tx } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { SiteDirectory } from '../sites/site-directory';
import { AuditStore, staffActor } from '../staff/audit.store';
import { siteInScope } from '../staff/staff.policy';
import { columnsOf, fieldsOf, type ClinicRow } from './clinic-columns';
import { ClinicsQueries } from './clinics.queries';
import { ClinicsStore } from './clinics.store';
import { ClosuresStore } from './closures.store';
import { FindOtherTimes } from './find-other-times';
import { cancelledRow } from './plan-series-edit';
import { ReadClinicBody, type ReadBody } from './read-clinic-body';
import { RefitSlots } from './refit-slots';
import { SeriesStore } from './series.store';
import type { BookingsWish } from './settle-stranded';
import { TellNewPlace } from './tell-new-place';
import { TryChange, type Agreed, type Asked, type Seen, type Tried } from './try-change';

export type ClinicAct = 'edit' | 'cancel' | 'pause' | 'resume';
type Answer = ShownClinic & { effect: ChangeFigures };
type Request = Pick<Asked<typeof previewClinicChange>, 'params' | 'caller' | 'requestId'>;

interface Wanted {
  siteId: number;
  id: number;
  act: ClinicAct;
  body: ReadBody;
  bookings: BookingsWish;
  /** The last day of a pause. */
  until?: LocalDate | null;
}

const AUDITED: Record<ClinicAct, string> = {
  edit: 'clinic.changed',
  cancel: 'clinic.cancelled',
  pause: 'clinic.paused',
  resume: 'clinic.resumed',
};
const NOTHING: ReadBody = { fields: {}, location: undefined, faults: [] };

/** Edits, cancels, pauses or resumes one clinic, as it was previewed. */
@Injectable()
export class ChangeClinic {
  constructor(
    private readonly tries: TryChange,
    private readonly read: ReadClinicBody,
    private readonly allocation: AllocationStore,
    private readonly store: ClinicsStore,
    private readonly series: SeriesStore,
    private readonly newPlace: TellNewPlace,
    private readonly closures: ClosuresStore,
    private readonly refit: RefitSlots,
    private readonly others: FindOtherTimes,
    private readonly queries: ClinicsQueries,
    private readonly directory: SiteDirectory,
    private readonly audit: AuditStore,
  ) {}

  async edit(request: Asked<typeof editClinic>, agreed?: Agreed): Promise<Answer> {
    const { version, preview, bookings, alone, ...changes } = request.body;
    const body = await this.read.run(changes);
    return this.apply(request, { act: 'edit', body, bookings }, { version, preview, alone, agreed });
  }

  cancel(request: Asked<typeof cancelClinic>, agreed?: Agreed): Promise<Answer> {
    const { bookings, ...seen } = request.body;
    return this.apply(request, { act: 'cancel', body: NOTHING, bookings }, { ...seen, agreed });
  }

  /** Nobody loses a place by it, so that it asks for no preview. */
  turn(act: 'pause' | 'resume', request: Parsed<typeof pauseClinic, StaffCaller>): Promise<Answer> {
    const { until = null, ...seen } = request.body;
    return this.apply(request, { act, body: NOTHING, bookings: 'call', until }, seen);
  }

  async preview(request: Asked<typeof previewClinicChange>): Promise<ChangePreview> {
    const { cancel, pause, resume, bookings, ...changes } = request.body;
    const act = cancel ? 'cancel' : pause ? 'pause' : resume ? 'resume' : 'edit';
    const wanted = {
      ...this.find(request),
      act,
      body: act === 'edit' ? await this.read.run(changes) : NOTHING,
      bookings: pause || resume ? 'call' : bookings,
    } as const;
    const { result: _, ...preview } = await this.tries.preview(
      this.others.reach(wanted.siteId, wanted.bookings),
      (tx) => this.change(tx, wanted, request),
    );
    return preview;
  }

  private apply(request: Request, change: Omit<Wanted, 'siteId' | 'id'>, seen: Seen): Promise<Answer> {
    const wanted = { ...this.find(request), ...change };
    return this.tries.apply(
      this.others.reach(wanted.siteId, wanted.bookings),
      { ...seen, ...request },
      (tx) => this.change(tx, wanted, request),
      (tx, id) => this.queries.one(tx, wanted.siteId, id),
    );
  }

  private find({ params, caller }: Request): Pick<Wanted, 'siteId' | 'id'> {
    const siteId = siteInScope(caller, 'clinics:write', this.directory.find(params.siteId)?.id);
    return { siteId, id: this.queries.idOf(params.clinicId) };
  }

  /** People who are booked were told what the clinic is: that only becomes more than it was. */
  private async demandTold(tx: Tx, was: ClinicRow, next: ClinicRow): Promise<void> {
    if (keepsWhatWasTold(fieldsOf(was).options, fieldsOf(next).options)) return;
    if (await this.store.anyBooked(tx, [was.id]))
      throw new AppError('invalid', { errors: [{ path: 'options', code: 'people_booked' }] });
  }

  private async change(tx: Tx, wanted: Wanted, { caller, requestId }: Request): Promise<Tried<number>> {
    const { siteId, id, act, body, bookings } = wanted;
    const was = await this.locked(tx, siteId, id);
    const cause = { actor: staffActor(caller.userId), requestId };
    const next = await this.next(tx, was, wanted);
    await this.demandTold(tx, was, next);
    const clinics = await this.store.save(tx, [next]);
    const newPlace = await this.newPlace.put(tx, siteId, [was.date], body.location);
    const closures = await this.closures.inForce(tx, siteId, { from: was.date, to: was.date });
    const refit = { siteId, clinics, closures, bookings, cause, newPlace };
    const { figures, fates } = await this.refit.run(tx, refit);
    const changed = changedFields(fieldsOf(was), fieldsOf(next));
    const differences = changed.map((field) => [field, { from: fieldsOf(was)[field], to: fieldsOf(next)[field] }]);
    const { moved, cancelledAndTold, toCall, rescued, toldOfPlace } = figures;
    const details = {
      clinic: id,
      date: was.date,
      changes: Object.fromEntries(differences),
      moved,
      cancelledAndTold,
      toCall,
      rescued,
      ...(next.pausedUntil ? { pausedUntil: next.pausedUntil } : {}),
      ...(toldOfPlace > 0 ? { toldOfPlace } : {}),
    };
    await this.audit.note(tx, { ...cause, action: AUDITED[act], siteId, details });
    const isCancelled = act === 'cancel';
    return {
      change: { act, fields: body.fields, location: body.location, bookings },
      from: [['clinic', id, was.version]],
      version: was.version,
      figures: {
        ...figures,
        clinicsAdded: 0,
        clinicsChanged: isCancelled ? 0 : 1,
        clinicsCancelled: isCancelled ? 1 : 0,
      },
      fates,
      result: id,
    };
  }

  /** The clinic once its day is ours: nobody else changes it now. */
  private async locked(tx: Tx, siteId: number, id: number): Promise<ClinicRow> {
    const seen = await this.store.find(tx, siteId, id);
    if (!seen) throw new AppError('not_found');
    await this.allocation.lockDays(tx, [{ siteId, date: seen.date }]);
    const clinic = (await this.store.find(tx, siteId, id)) as ClinicRow;
    if (clinic.status === 'cancelled') throw new AppError('clinic_cancelled');
    if (clinic.date < this.read.today()) throw new AppError('clinic_over');
    return clinic;
  }

  private async next(tx: Tx, was: ClinicRow, { act, body, until = null }: Wanted): Promise<ClinicRow> {
    const own = (name: string): string[] => (was.seriesId === null ? [] : [...new Set([...was.ownChanges, name])]);
    if (act === 'cancel') return { ...cancelledRow(was), ownChanges: own('cancelled') };
    if (act === 'pause') {
      this.read.demandPause(until, was.date);
      return { ...was, status: 'paused', pausedUntil: until };
    }
    if (act === 'resume') return { ...was, status: 'open', pausedUntil: null };
    const before = fieldsOf(was);
    const after: ClinicFields = { ...before, ...body.fields };
    // Breaks that are only kept may lie outside new hours: there they remove nothing.
    const errors = [...body.faults, ...this.read.shapeFaults(after, body.fields.breaks ?? [], was.date)];
    if (errors.length > 0) throw new AppError('invalid', { errors });
    const next = { ...was, ...columnsOf(after) };
    if (was.seriesId === null) return next;
    const rule = await this.series.find(tx, was.siteId, was.seriesId);
    const names = body.location === undefined ? was.ownChanges : own('location');
    return { ...next, ownChanges: rule ? ownChanges(names, before, after, fieldsOf(rule)) : names };
  }
}

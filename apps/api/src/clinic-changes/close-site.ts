import { Injectable } from '@nestjs/common';
import type { ChangePreview, createClosure, previewClosure, ResponseOf } from '@fairslot/contract';
import { addDays, daysBetween, minutesOfDay } from '@fairslot/domain';
import { AllocationStore } from '../bookings/allocation.store';
import type { Tx } from '../platform/database/database';
import { AppError, type FieldFault } from '../platform/http/app-error';
import { SiteDirectory } from '../sites/site-directory';
import { AuditStore, staffActor } from '../staff/audit.store';
import { siteInScope } from '../staff/staff.policy';
import { ClinicSlotsStore } from './clinic-slots.store';
import { ClinicsStore } from './clinics.store';
import type { Closure } from './closure.entity';
import { ClosuresQueries } from './closures.queries';
import { ClosuresStore } from './closures.store';
import { FindOtherTimes } from './find-other-times';
import { ReadClinicBody } from './read-clinic-body';
import { RefitSlots } from './refit-slots';
import type { BookingsWish } from './settle-stranded';
import { TryChange, type Agreed, type Asked, type Tried } from './try-change';

type Request = Asked<typeof previewClosure>;
type Span = Pick<Closure, 'siteId' | 'from' | 'to' | 'starts' | 'ends' | 'serviceIds'>;

const MOST_DAYS = 90;

/**
 * Closes a site for some days, or for some hours of each, or for some services in them: no clinic has a slot for these there, whatever is
 * done to it later.
 */
@Injectable()
export class CloseSite {
  constructor(
    private readonly tries: TryChange,
    private readonly read: ReadClinicBody,
    private readonly allocation: AllocationStore,
    private readonly store: ClosuresStore,
    private readonly clinics: ClinicsStore,
    private readonly slots: ClinicSlotsStore,
    private readonly refit: RefitSlots,
    private readonly others: FindOtherTimes,
    private readonly queries: ClosuresQueries,
    private readonly directory: SiteDirectory,
    private readonly audit: AuditStore,
  ) {}

  /** What a closure is for is said anyway; where it is urgent, that is why it does not wait for a second person. */
  run(request: Asked<typeof createClosure>, agreed?: Agreed): Promise<ResponseOf<typeof createClosure>> {
    const span = this.wanted(request);
    const { preview, reason } = request.body;
    return this.tries.apply(
      this.others.reach(span.siteId, request.body.bookings),
      { preview, alone: reason, agreed, ...request },
      (tx) => this.close(tx, span, request),
      (tx, id) => this.queries.one(tx, span.siteId, id),
    );
  }

  async preview(request: Request): Promise<ChangePreview> {
    const span = this.wanted(request);
    const { result: _, ...preview } = await this.tries.preview(
      this.others.reach(span.siteId, request.body.bookings),
      (tx) => this.close(tx, span, request),
    );
    return preview;
  }

  private wanted({ params, body, caller }: Request): Span {
    const siteId = siteInScope(caller, 'clinics:write', this.directory.find(params.siteId)?.id);
    const { from, to, starts, ends } = body;
    const errors = [...this.read.dateFaults('from', from), ...faultsOf(body)];
    const serviceIds = body.serviceIds ? this.read.servicesOf(body.serviceIds, errors) : null;
    if (errors.length > 0) throw new AppError('invalid', { errors });
    return { siteId, from, to, starts: starts ?? null, ends: ends ?? null, serviceIds };
  }

  private async close(tx: Tx, span: Span, { body, caller, requestId }: Request): Promise<Tried<number>> {
    const { siteId, from, to, starts, ends, serviceIds } = span;
    const { reason, reasonCode = null, bookings } = body;
    const cause = { actor: staffActor(caller.userId), requestId };
    const days = Array.from({ length: daysBetween(from, to) + 1 }, (_, n) => ({ siteId, date: addDays(from, n) }));
    await this.allocation.lockDays(tx, days);
    const createdAt = await this.slots.now(tx);
    const closure = await this.store.insert(tx, { ...span, reason, reasonCode, createdAt });
    const clinics = (await this.clinics.on(tx, siteId, span)).filter(({ status }) => status !== 'cancelled');
    const closures = await this.store.inForce(tx, siteId, span);
    const { figures, fates, touched } = await this.refit.run(tx, {
      siteId,
      clinics,
      closures,
      only: span,
      bookings: bookings satisfies BookingsWish,
      closureId: closure.id,
      cause,
    });
    await this.clinics.raiseVersions(tx, [...touched]);
    const { moved, newTimes, cancelledAndTold, toCall } = figures;
    const details = {
      closure: closure.id,
      from,
      to,
      starts,
      ends,
      ...(serviceIds ? { serviceIds } : {}),
      reason,
      moved,
      newTimes,
      cancelledAndTold,
      toCall,
    };
    await this.audit.note(tx, { ...cause, action: 'site.closed', siteId, details });
    return {
      change: { ...span, bookings },
      from: clinics.filter(({ id }) => touched.has(id)).map(({ id, version }) => ['clinic', id, version] as const),
      version: 0,
      figures: { ...figures, clinicsAdded: 0, clinicsChanged: touched.size, clinicsCancelled: 0 },
      fates,
      result: closure.id,
    };
  }
}

function faultsOf({ from, to, starts, ends }: Request['body']): FieldFault[] {
  const faults: FieldFault[] = [];
  if (to < from) faults.push({ path: 'to', code: 'range_order' });
  else if (daysBetween(from, to) >= MOST_DAYS) faults.push({ path: 'to', code: 'range_long' });
  if (starts === undefined && ends === undefined) return faults;
  if (starts === undefined) faults.push({ path: 'starts', code: 'required' });
  else if (ends === undefined) faults.push({ path: 'ends', code: 'required' });
  else if (Number(minutesOfDay(starts)) >= Number(minutesOfDay(ends)))
    faults.push({ path: 'ends', code: 'range_order' });
  return faults;
}

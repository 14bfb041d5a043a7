import { Inject, Injectable } from '@nestjs/common';
import type { DayRow, NotGivenReason } from '@fairslot/contract';
import { doseInterval, localDateOf, nextStatus, planMissed, planNextDose, type PlannedMessage } from '@fairslot/domain';
import { CONFIG, type Config } from '../platform/config/config';
import { Database, type Tx } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import { Ids } from '../platform/ids/ids';
import { ServiceCatalogue } from '../services/service-catalogue';
import { AuditStore, staffActor } from '../staff/audit.store';
import { scopeFor } from '../staff/staff.policy';
import { BatchesStore } from '../stock/batches.store';
import { DayRowQueries } from './day-row.queries';
import { mayRecord, type DeskAct } from './day.policy';
import { DayStore, type SeenBooking } from './day.store';
import { DosesStore } from './doses.store';

const AUDITED: Record<DeskAct, string> = {
  check_in: 'booking.checked_in',
  complete: 'booking.completed',
  not_given: 'booking.not_given',
  did_not_attend: 'booking.did_not_attend',
  undo: 'booking.undone',
};

export interface Recorded {
  params: { reference: string };
  body: { version?: number | undefined; reason?: NotGivenReason; batchId?: string | undefined };
  caller: StaffCaller;
  requestId: string;
  /** Typed in after the day, from paper: whoever came on the day is checked in later. */
  isLate?: boolean;
}

/** Records that somebody arrived, was seen, was not given it, or did not come, and takes the last of these back. */
@Injectable()
export class RecordAttendance {
  constructor(
    private readonly database: Database,
    private readonly store: DayStore,
    private readonly doses: DosesStore,
    private readonly batches: BatchesStore,
    private readonly services: ServiceCatalogue,
    private readonly rows: DayRowQueries,
    private readonly audit: AuditStore,
    private readonly ids: Ids,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The acts take the same request. Of two desks that press at once, one is answered `wrong_state`. */
  run(act: DeskAct, request: Recorded): Promise<DayRow> {
    const { params, body, caller } = request;
    const scope = scopeFor(caller, 'day:act');
    return this.database.staffTx(scope, async (tx) => {
      const seen = await this.store.find(tx, params.reference, scope);
      if (!seen) throw new AppError('not_found');
      if (body.version !== undefined && body.version !== seen.version) throw new AppError('wrong_state');
      await this.record(tx, act, seen, request);
      return this.rows.one(tx, seen.id);
    });
  }

  /** Whoever did not come may pick a new time; whoever was given a dose hears when the next is due. */
  private afterwards(act: DeskAct, seen: SeenBooking): PlannedMessage[] {
    const { now, occurrence, serviceId, dose, startsAt } = seen;
    const after = { contact: seen, now, occurrence, zone: this.config.TIME_ZONE };
    if (act === 'did_not_attend') return planMissed(after);
    const { doses } = this.services.get(serviceId);
    if (act !== 'complete' || !doses.some((terms) => terms.dose === dose + 1)) return [];
    const { earliest } = doseInterval(doses, dose + 1, localDateOf(startsAt, this.config.TIME_ZONE));
    return planNextDose({ ...after, earliest });
  }

  /** Within a transaction of the staff role. */
  async record(tx: Tx, act: DeskAct, seen: SeenBooking, recorded: Recorded): Promise<void> {
    const { body, caller, requestId, isLate = false } = recorded;
    const status = nextStatus(seen.status, act);
    if (!status || !this.isItsTime(isLate ? 'complete' : act, seen)) throw new AppError('wrong_state');
    const outcome = status === 'completed' ? this.outcomeOf(act, body.reason) : null;
    if (!(await this.store.change(tx, seen, status, outcome))) throw new AppError('wrong_state');
    await this.store.plan(tx, seen, this.afterwards(act, seen));
    if (act === 'complete' && this.services.get(seen.serviceId).kind === 'vaccine')
      await this.doses.give(tx, seen.id, caller.userId, await this.batchFor(tx, seen, body.batchId));
    if (act === 'undo' && seen.status === 'completed') await this.doses.takeBack(tx, seen.id, caller.userId);
    await this.audit.note(tx, {
      actor: staffActor(caller.userId),
      action: AUDITED[act],
      siteId: seen.siteId,
      bookingId: seen.id,
      requestId,
      details: { from: seen.status, to: status, ...(body.reason ? { reason: body.reason } : {}) },
    });
  }

  private outcomeOf(act: DeskAct, reason: NotGivenReason | undefined) {
    if (act !== 'not_given') return { given: 'given' } as const;
    return { given: 'not_given', reason: reason ?? 'other' } as const;
  }

  /** The batch named, which must be of this site and service, else the one in use; null where nobody recorded one. */
  private async batchFor(
    tx: Tx,
    { siteId, serviceId }: SeenBooking,
    named: string | undefined,
  ): Promise<number | null> {
    if (named === undefined) return this.batches.inUse(tx, siteId, serviceId);
    const id = this.ids.plain('batch', named);
    const batch = id === null ? null : await this.batches.one(tx, siteId, id);
    if (batch?.serviceId !== serviceId) throw new AppError('not_found');
    return batch.id;
  }

  private isItsTime(act: DeskAct, { startsAt, now }: SeenBooking): boolean {
    const zone = this.config.TIME_ZONE;
    return mayRecord(act, localDateOf(startsAt, zone), localDateOf(now, zone));
  }
}

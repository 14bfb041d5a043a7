import { Inject, Injectable } from '@nestjs/common';
import type { checkIn, DayRow } from '@fairslot/contract';
import { doseInterval, localDateOf, nextStatus, planMissed, planNextDose, type PlannedMessage } from '@fairslot/domain';
import { CONFIG, type Config } from '../platform/config/config';
import { Database } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { ServiceCatalogue } from '../services/service-catalogue';
import { AuditStore, staffActor } from '../staff/audit.store';
import { scopeFor } from '../staff/staff.policy';
import { DayRowQueries } from './day-row.queries';
import { mayRecord, type DeskAct } from './day.policy';
import { DayStore, type SeenBooking } from './day.store';

const AUDITED: Record<DeskAct, string> = {
  check_in: 'booking.checked_in',
  complete: 'booking.completed',
  did_not_attend: 'booking.did_not_attend',
  undo: 'booking.undone',
};

/** Records that somebody arrived, was seen, or did not come, and takes the last of these back. */
@Injectable()
export class RecordAttendance {
  constructor(
    private readonly database: Database,
    private readonly store: DayStore,
    private readonly rows: DayRowQueries,
    private readonly audit: AuditStore,
    private readonly services: ServiceCatalogue,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The four acts take the same request. Of two desks that press at once, one is answered `wrong_state`. */
  run(act: DeskAct, { params, body, caller, requestId }: Parsed<typeof checkIn, StaffCaller>): Promise<DayRow> {
    const scope = scopeFor(caller, 'day:act');
    return this.database.staffTx(scope, async (tx) => {
      const seen = await this.store.find(tx, params.reference, scope);
      if (!seen) throw new AppError('not_found');
      const status = nextStatus(seen.status, act);
      const current = body.version === undefined || body.version === seen.version;
      if (!status || !current || !this.isItsTime(act, seen)) throw new AppError('wrong_state');

      const changed = await this.store.change(tx, seen, status, status === 'completed' ? 'given' : null);
      if (!changed) throw new AppError('wrong_state');
      await this.store.plan(tx, seen, this.afterwards(act, seen));
      await this.audit.note(tx, {
        actor: staffActor(caller.userId),
        action: AUDITED[act],
        siteId: seen.siteId,
        bookingId: seen.id,
        requestId,
        details: { from: seen.status, to: status },
      });
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

  private isItsTime(act: DeskAct, { startsAt, now }: SeenBooking): boolean {
    const zone = this.config.TIME_ZONE;
    return mayRecord(act, localDateOf(startsAt, zone), localDateOf(now, zone));
  }
}

import { Injectable } from '@nestjs/common';
import type { Call, tickOffCall } from '@fairslot/contract';
import { Database } from '../../platform/database/database';
import { AppError } from '../../platform/http/app-error';
import type { StaffCaller } from '../../platform/http/caller';
import type { Parsed } from '../../platform/http/serve';
import { Ids } from '../../platform/ids/ids';
import { AuditStore, staffActor } from '../../staff/audit.store';
import { scopeFor } from '../../staff/staff.policy';
import { CallListStore } from '../call-list.store';
import { CallsQueries } from './calls.queries';

/** Somebody was called, or need not be. */
@Injectable()
export class TickOffCall {
  constructor(
    private readonly database: Database,
    private readonly store: CallListStore,
    private readonly queries: CallsQueries,
    private readonly audit: AuditStore,
    private readonly ids: Ids,
  ) {}

  run({ params, body, caller, requestId }: Parsed<typeof tickOffCall, StaffCaller>): Promise<Call> {
    const id = this.ids.plain('call', params.callId);
    return this.database.staffTx(scopeFor(caller, 'calls:act'), async (tx) => {
      // Row-level security hides what is not the caller's.
      if (id === null || !(await this.store.isThere(tx, id))) throw new AppError('not_found');
      const done = await this.store.done(tx, id, caller.userId, body.outcome);
      if (!done) throw new AppError('wrong_state');
      const { siteId, bookingId } = done;
      await this.audit.note(tx, {
        actor: staffActor(caller.userId),
        action: 'call.done',
        siteId,
        ...(bookingId === null ? {} : { bookingId }),
        requestId,
        details: { outcome: body.outcome },
      });
      return this.queries.one(tx, id);
    });
  }
}

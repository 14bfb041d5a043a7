import { Injectable } from '@nestjs/common';
import type { Call, tickOffCall } from '@fairslot/contract';
import { Database, type Tx } from '../../platform/database/database';
import { AppError } from '../../platform/http/app-error';
import type { StaffCaller } from '../../platform/http/caller';
import type { Parsed } from '../../platform/http/serve';
import { Ids } from '../../platform/ids/ids';
import { AuditStore, staffActor } from '../../staff/audit.store';
import { demandRegion, scopeFor } from '../../staff/staff.policy';
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

  async run(request: Parsed<typeof tickOffCall, StaffCaller>): Promise<Call> {
    const { params, caller } = request;
    const id = this.ids.plain('call', params.callId);
    if (id === null) throw new AppError('not_found');
    const scope = scopeFor(caller, 'calls:act');
    // Row-level security hides what is not the caller's; who was invited belongs to no site and is the region's.
    const isOfSite = await this.database.staffTx(scope, (tx) => this.store.isThere(tx, id));
    if (isOfSite) return this.database.staffTx(scope, (tx) => this.tickOff(tx, id, request));
    demandRegion(caller, 'calls:act');
    return this.database.tx((tx) => this.tickOff(tx, id, request));
  }

  private async tickOff(
    tx: Tx,
    id: number,
    { body, caller, requestId }: Parsed<typeof tickOffCall, StaffCaller>,
  ): Promise<Call> {
    if (!(await this.store.isThere(tx, id))) throw new AppError('not_found');
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
    return this.queries.one(tx, id, siteId === null ? 'invitations' : 'bookings');
  }
}

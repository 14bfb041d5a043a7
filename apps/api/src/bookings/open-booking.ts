import { Injectable } from '@nestjs/common';
import type { getBooking, ResponseOf } from '@fairslot/contract';
import { Database } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { AuditStore, staffActor } from '../staff/audit.store';
import { scopeFor } from '../staff/staff.policy';
import { BookingDetailQueries } from './booking-detail.queries';
import { DayStore } from './day.store';

/** Shows a member of staff all of one booking, and notes that they saw it. */
@Injectable()
export class OpenBooking {
  constructor(
    private readonly database: Database,
    private readonly store: DayStore,
    private readonly queries: BookingDetailQueries,
    private readonly audit: AuditStore,
  ) {}

  run({ params, caller, requestId }: Parsed<typeof getBooking, StaffCaller>): Promise<ResponseOf<typeof getBooking>> {
    const scope = scopeFor(caller, 'bookings:search');
    return this.database.staffTx(scope, async (tx) => {
      const seen = await this.store.find(tx, params.reference, scope);
      if (!seen) throw new AppError('not_found');
      const { siteId, id: bookingId } = seen;
      const actor = staffActor(caller.userId);
      await this.audit.note(tx, { actor, action: 'booking.opened', siteId, bookingId, requestId });
      return this.queries.one(tx, bookingId);
    });
  }
}

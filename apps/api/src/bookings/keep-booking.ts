import { Injectable } from '@nestjs/common';
import type { keepBooking, ManagedBooking } from '@fairslot/contract';
import { Database } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { ResidentCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { AuditStore } from '../staff/audit.store';
import { DoseQuestionsStore } from './dose-questions.store';
import { ManagedBookings } from './managed-booking';

/** Whoever has not had it elsewhere says so, and keeps the booking. Said twice it changes nothing more. */
@Injectable()
export class KeepBooking {
  constructor(
    private readonly database: Database,
    private readonly store: DoseQuestionsStore,
    private readonly managed: ManagedBookings,
    private readonly audit: AuditStore,
  ) {}

  async run({ caller, params, requestId }: Parsed<typeof keepBooking, ResidentCaller>): Promise<ManagedBooking> {
    const { id, siteId, status } = await this.managed.own(caller, params.reference);
    if (status !== 'booked') throw new AppError('wrong_state');
    if (await this.store.answer(id, 'keep'))
      await this.database.tx((tx) =>
        this.audit.note(tx, { actor: 'resident', action: 'booking.kept', siteId, bookingId: id, requestId }),
      );
    return this.managed.show(caller, params.reference);
  }
}

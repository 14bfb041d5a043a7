import { Injectable } from '@nestjs/common';
import type { seeAlert } from '@fairslot/contract';
import { Database } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { Ids } from '../platform/ids/ids';
import { scopeFor } from '../staff/staff.policy';
import { AlertsStore } from './alerts.store';

/** Somebody has read what was done without them. */
@Injectable()
export class SeeAlert {
  constructor(
    private readonly database: Database,
    private readonly store: AlertsStore,
    private readonly ids: Ids,
  ) {}

  async run({ params, caller }: Parsed<typeof seeAlert, StaffCaller>): Promise<void> {
    const id = this.ids.plain('staff_alert', params.alertId);
    if (id === null) throw new AppError('not_found');
    const seen = await this.database.staffTx(scopeFor(caller, 'clinics:write'), (tx) =>
      this.store.see(tx, caller.userId, id),
    );
    if (!seen) throw new AppError('not_found');
  }
}

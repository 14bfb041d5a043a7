import { Injectable } from '@nestjs/common';
import type { changeHomeVisit, HomeVisit } from '@fairslot/contract';
import { Database } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { Ids } from '../platform/ids/ids';
import { scopeFor } from '../staff/staff.policy';
import { HomeVisitsQueries } from './home-visits.queries';
import { HomeVisitsStore } from './home-visits.store';

/** Somebody was called, a visit was arranged, or nothing more is to be done; any of it is put right by the same press. */
@Injectable()
export class ChangeHomeVisit {
  constructor(
    private readonly database: Database,
    private readonly store: HomeVisitsStore,
    private readonly queries: HomeVisitsQueries,
    private readonly ids: Ids,
  ) {}

  async run({ params, body, caller, requestId }: Parsed<typeof changeHomeVisit, StaffCaller>): Promise<HomeVisit> {
    const id = this.ids.plain('home_visit', params.visitId);
    if (id === null) throw new AppError('not_found');
    // Row-level security hides what is of a Place that is not the caller's.
    return this.database.staffTx(scopeFor(caller, 'calls:act'), async (tx) => {
      if (!(await this.store.isThere(tx, id))) throw new AppError('not_found');
      const done = await this.store.step(tx, { ...body, id, user: caller.userId, requestId });
      if (!done) throw new AppError('wrong_state');
      return this.queries.one(tx, id);
    });
  }
}

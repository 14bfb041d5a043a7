import { Injectable } from '@nestjs/common';
import type { DayRow, exportDay, ResponseOf } from '@fairslot/contract';
import { addDays } from '@fairslot/domain';
import { Database } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { AuditStore, staffActor } from '../staff/audit.store';
import { siteInScope } from '../staff/staff.policy';
import { SiteDirectory } from '../sites/site-directory';
import { DayQueries } from './day.queries';

/** More would need a second person. */
const MOST_PEOPLE = 1000;

/** Hands out the list of some days to be kept as a file, and notes who took it, of which days, how many people, and why. */
@Injectable()
export class ExportDay {
  constructor(
    private readonly database: Database,
    private readonly queries: DayQueries,
    private readonly directory: SiteDirectory,
    private readonly audit: AuditStore,
  ) {}

  async run(request: Parsed<typeof exportDay, StaffCaller>): Promise<ResponseOf<typeof exportDay>> {
    const { params, body, caller, requestId } = request;
    const siteId = siteInScope(caller, 'day:act', this.directory.find(params.siteId)?.id);
    const { date, days, withNumbers, reason = null } = body;
    const items: DayRow[] = [];
    for (let n = 0; n < days; n += 1) {
      const day = await this.queries.day({ params, query: { date: addDays(date, n) }, caller });
      items.push(...day.items);
    }
    if (items.length > MOST_PEOPLE) throw new AppError('invalid', { errors: [{ path: 'days', code: 'export_long' }] });
    const shown = items.map((row) => (withNumbers ? row : { ...row, nhsNumber: null }));
    await this.database.staffTx([siteId], (tx) =>
      this.audit.note(tx, {
        actor: staffActor(caller.userId),
        action: 'day.exported',
        siteId,
        requestId,
        details: { date, days, people: shown.length, withNumbers, reason },
      }),
    );
    return { date, items: shown };
  }
}

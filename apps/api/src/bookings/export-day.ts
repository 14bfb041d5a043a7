import { Injectable } from '@nestjs/common';
import type { exportDay, ResponseOf } from '@fairslot/contract';
import { Database } from '../platform/database/database';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { AuditStore, staffActor } from '../staff/audit.store';
import { siteInScope } from '../staff/staff.policy';
import { SiteDirectory } from '../sites/site-directory';
import { DayQueries } from './day.queries';

/** Hands out a day list to be kept as a file, and notes who took it, of which day, how many people, and why. */
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
    const { date, items } = await this.queries.day({ params, query: { date: body.date }, caller });
    const shown = items.map((row) => (body.withNumbers ? row : { ...row, nhsNumber: null }));
    await this.database.staffTx([siteId], (tx) =>
      this.audit.note(tx, {
        actor: staffActor(caller.userId),
        action: 'day.exported',
        siteId,
        requestId,
        details: { date, people: shown.length, withNumbers: body.withNumbers, reason: body.reason ?? null },
      }),
    );
    return { date, items: shown };
  }
}

import { Injectable } from '@nestjs/common';
import type { DayRow, recordOutcomes, ResponseOf } from '@fairslot/contract';
import { Database } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { SiteDirectory } from '../sites/site-directory';
import { siteInScope } from '../staff/staff.policy';
import { DayRowQueries } from './day-row.queries';
import { DayStore } from './day.store';
import { RecordAttendance } from './record-attendance';

type Request = Parsed<typeof recordOutcomes, StaffCaller>;
type Item = Request['body']['items'][number];

/** What a paper list or the end of a day says, typed in at once. Each row stands or falls by itself, so that one fault costs one row. */
@Injectable()
export class RecordOutcomes {
  constructor(
    private readonly database: Database,
    private readonly store: DayStore,
    private readonly attendance: RecordAttendance,
    private readonly rows: DayRowQueries,
    private readonly directory: SiteDirectory,
  ) {}

  async run(request: Request): Promise<ResponseOf<typeof recordOutcomes>> {
    const siteId = siteInScope(request.caller, 'day:act', this.directory.find(request.params.siteId)?.id);
    const items = [];
    for (const item of request.body.items) items.push(await this.one(request, siteId, item));
    return { items };
  }

  private async one(request: Request, siteId: number, item: Item) {
    const { reference } = item;
    try {
      return { reference, ok: true, code: null, row: await this.record(request, siteId, item) };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { reference, ok: false, code: error.code, row: null };
    }
  }

  private record({ caller, requestId }: Request, siteId: number, item: Item): Promise<DayRow> {
    const { reference, act, reason, version } = item;
    const request = { params: { reference }, body: reason ? { reason } : {}, caller, requestId };
    return this.database.staffTx([siteId], async (tx) => {
      const seen = await this.store.find(tx, reference, [siteId]);
      if (!seen) throw new AppError('not_found');
      if (version !== undefined && version !== seen.version) throw new AppError('wrong_state');
      // Who was vaccinated on paper has arrived too. On a later day nobody arrives any more, so it is said to be done at once.
      const arrives = (act === 'complete' || act === 'not_given') && seen.status === 'booked';
      if (arrives) await this.attendance.record(tx, 'check_in', seen, { ...request, isLate: true });
      const now = arrives ? await this.store.find(tx, reference, [siteId]) : seen;
      if (!now) throw new AppError('not_found');
      await this.attendance.record(tx, act, now, request);
      return this.rows.one(tx, seen.id);
    });
  }
}

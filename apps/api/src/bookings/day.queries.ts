import { Inject, Injectable } from '@nestjs/common';
import type { DayRow, ResponseOf, getDay } from '@fairslot/contract';
import { addDays, localDateOf, startOfLocalDay } from '@fairslot/domain';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import { Database } from '../platform/database/database';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { SiteDirectory } from '../sites/site-directory';
import { siteInScope } from '../staff/staff.policy';
import { DAY_COLUMNS, DAY_TABLES, DayRowQueries, type DayRecord } from './day-row.queries';

type Day = ResponseOf<typeof getDay>;

// Figures and rows from one snapshot. A day without bookings is one row whose booking is empty.
const DAY = `
  SELECT figures.free, list.*
  FROM (
    SELECT coalesce(sum(capacity - taken), 0)::int AS free FROM slot
    WHERE site_id = $1 AND starts_at >= greatest($2, app_now()) AND starts_at < $3 AND status = 'open'
  ) AS figures
  LEFT JOIN (
    SELECT ${DAY_COLUMNS} FROM ${DAY_TABLES}
    WHERE b.site_id = $1 AND b.starts_at >= $2 AND b.starts_at < $3
      AND b.continues IS NULL AND b.status IN ('booked', 'checked_in', 'completed', 'did_not_attend')
  ) AS list ON true
  ORDER BY list."startsAt", lower(list."lastName"), lower(list."firstName"), list.reference`;

/** The day list of one site. */
@Injectable()
export class DayQueries {
  constructor(
    private readonly database: Database,
    private readonly directory: SiteDirectory,
    private readonly rows: DayRowQueries,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async day({ params, query, caller }: Parsed<typeof getDay, StaffCaller>): Promise<Day> {
    const zone = this.config.TIME_ZONE;
    const site = this.directory.find(params.siteId);
    const siteId = siteInScope(caller, 'day:read', site?.id);
    const date = query.date ?? localDateOf(this.clock.now(), zone);
    const bounds = [startOfLocalDay(date, zone), startOfLocalDay(addDays(date, 1), zone)];
    const records = await this.database.staffTx([siteId], (tx) =>
      tx.query<({ free: number } & DayRecord)[]>(DAY, [siteId, ...bounds]),
    );
    const items = records.filter((record) => record.reference !== null).map(this.rows.shown);
    return {
      date,
      site: { id: params.siteId, name: site?.name ?? '' },
      summary: { ...countByStatus(items), free: records[0]?.free ?? 0 },
      items,
    };
  }
}

function countByStatus(items: readonly DayRow[]): Omit<Day['summary'], 'free'> {
  const count = (status: DayRow['status']): number => items.filter((row) => row.status === status).length;
  return {
    booked: items.length,
    arrived: count('checked_in'),
    done: count('completed'),
    didNotAttend: count('did_not_attend'),
  };
}

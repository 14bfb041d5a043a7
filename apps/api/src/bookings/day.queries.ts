import { Inject, Injectable } from '@nestjs/common';
import type { DayRow, ResponseOf, getDay } from '@fairslot/contract';
import { addDays, instantText, localDateOf, startOfLocalDay } from '@fairslot/domain';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import { Database } from '../platform/database/database';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { ServiceCatalogue } from '../services/service-catalogue';
import { SiteDirectory } from '../sites/site-directory';
import { siteInScope } from '../staff/staff.policy';
import type { BatchRow } from '../stock/batches.store';
import { dosesLeft, StockQueries } from '../stock/stock.queries';
import { DAY_COLUMNS, DAY_TABLES, DayRowQueries, type DayRecord } from './day-row.queries';

type Day = ResponseOf<typeof getDay>;
interface Figures {
  free: number;
  /** Of the last slot on sale, taken or free. */
  lastEnd: Date | null;
  offered: number[];
}

const SLOTS = `FROM slot WHERE site_id = $1 AND starts_at >= $2 AND starts_at < $3 AND status = 'open'`;
// Figures and rows from one snapshot. A day without bookings is one row whose booking is empty.
const DAY = `
  SELECT figures.*, list.*
  FROM (
    SELECT (SELECT coalesce(sum(capacity - taken) FILTER (WHERE starts_at >= app_now()), 0)::int ${SLOTS}) AS free,
      (SELECT max(starts_at + make_interval(mins => minutes)) ${SLOTS}) AS "lastEnd",
      ARRAY(SELECT DISTINCT unnest(service_ids) ${SLOTS}) AS offered
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
    private readonly services: ServiceCatalogue,
    private readonly stock: StockQueries,
    private readonly rows: DayRowQueries,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async day({
    params,
    query,
    caller,
  }: Pick<Parsed<typeof getDay, StaffCaller>, 'params' | 'query' | 'caller'>): Promise<Day> {
    const zone = this.config.TIME_ZONE;
    const site = this.directory.find(params.siteId);
    const siteId = siteInScope(caller, 'day:read', site?.id);
    const date = query.date ?? localDateOf(this.clock.now(), zone);
    const bounds = [startOfLocalDay(date, zone), startOfLocalDay(addDays(date, 1), zone)];
    const { records, batches } = await this.database.staffTx([siteId], async (tx) => ({
      records: await tx.query<(Figures & DayRecord)[]>(DAY, [siteId, ...bounds]),
      batches: await this.stock.open(tx, siteId),
    }));
    const items = records.filter((record) => record.reference !== null).map(this.rows.shown);
    const { free, lastEnd, offered } = records[0] ?? { free: 0, lastEnd: null, offered: [] };
    return {
      date,
      site: { id: params.siteId, name: site?.name ?? '' },
      summary: { ...countByStatus(items), free },
      services: this.servicesOf(offered, items, batches),
      lastEnd: lastEnd && instantText(lastEnd, zone),
      items,
    };
  }

  private servicesOf(
    offered: readonly number[],
    items: readonly DayRow[],
    batches: readonly BatchRow[],
  ): Day['services'] {
    const booked = new Set(items.map(({ service }) => service.id));
    return this.services
      .all()
      .filter(({ id, slug }) => offered.includes(id) || booked.has(slug))
      .map(({ id, slug, name, outcomeWord, drawsStock }) => {
        const isWaiting = ({ service, status }: DayRow): boolean =>
          service.id === slug && (status === 'booked' || status === 'checked_in');
        const batch = batches.find((one) => one.serviceId === id && one.inUse);
        return {
          id: slug,
          name,
          outcomeWord,
          drawsStock,
          waiting: items.filter(isWaiting).length,
          dosesLeft: dosesLeft(batches, id),
          batch: batch ? this.stock.shown(batch) : null,
        };
      });
  }
}

function countByStatus(items: readonly DayRow[]): Omit<Day['summary'], 'free'> {
  const count = (status: DayRow['status']): number => items.filter((row) => row.status === status).length;
  const notGiven = items.filter(({ outcome }) => outcome === 'not_given').length;
  return {
    booked: items.length,
    arrived: count('checked_in'),
    done: count('completed') - notGiven,
    notGiven,
    walkIns: items.filter(({ source }) => source === 'walk_in').length,
    didNotAttend: count('did_not_attend'),
  };
}

import { Inject, Injectable } from '@nestjs/common';
import type { Attendance, AttendanceRow, getAttendanceReport, getSiteReport, ResponseOf } from '@fairslot/contract';
import {
  addDays,
  daysBetween,
  startOfLocalDay,
  suppressTable,
  told,
  type LocalDate,
  type Told,
} from '@fairslot/domain';
import { CONFIG, type Config } from '../platform/config/config';
import { Database } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { SiteDirectory } from '../sites/site-directory';
import { maySeePeople, scopeFor, siteInScope } from '../staff/staff.policy';

type Report = ResponseOf<typeof getSiteReport>;
type By = 'day' | 'service' | 'site' | 'clinic';
const PARTS = ['given', 'notGiven', 'arrived', 'didNotCome', 'open'] as const;
type Parts = Record<(typeof PARTS)[number], number>;

const MOST_DAYS = 92;
/** What a row is called, and what it is sorted by. */
const GROUPS: Record<By, { name: string; key: string }> = {
  day: {
    name: `to_char(b.starts_at AT TIME ZONE $4, 'YYYY-MM-DD')`,
    key: `to_char(b.starts_at AT TIME ZONE $4, 'YYYY-MM-DD')`,
  },
  service: { name: 's.name', key: 's.name' },
  site: { name: 'site.name', key: 'site.name' },
  // Walk-ins beyond what was planned, and those on the call list, are of no clinic.
  clinic: {
    name: `coalesce(to_char(c.date, 'YYYY-MM-DD') || ' ' || to_char(c.starts, 'HH24:MI') || '–' || to_char(c.ends, 'HH24:MI'), '')`,
    key: `coalesce(to_char(c.date, 'YYYY-MM-DD') || to_char(c.starts, 'HH24:MI') || c.id, '')`,
  },
};

/** What became of appointments, counted. A visit of two slots is one. */
@Injectable()
export class AttendanceQueries {
  constructor(
    private readonly database: Database,
    private readonly directory: SiteDirectory,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async ofSite({ params, query, caller }: Parsed<typeof getSiteReport, StaffCaller>): Promise<Report> {
    const siteId = siteInScope(caller, 'day:read', this.directory.find(params.siteId)?.id);
    // Whoever reads the list of the day sees each of these people.
    return whole(await this.count([siteId], query.by, query.from, query.to));
  }

  async ofSites({ query, caller }: Parsed<typeof getAttendanceReport, StaffCaller>): Promise<Report> {
    const rows = await this.count(scopeFor(caller, 'reports:read'), query.by, query.from, query.to);
    return maySeePeople(caller) ? whole(rows) : withoutSmall(rows);
  }

  private count(sites: readonly number[], by: By, from: LocalDate, to: LocalDate): Promise<(Parts & Row)[]> {
    if (to < from) throw new AppError('invalid', { errors: [{ path: 'to', code: 'range_order' }] });
    if (daysBetween(from, to) >= MOST_DAYS)
      throw new AppError('invalid', { errors: [{ path: 'to', code: 'range_long' }] });
    const zone = this.config.TIME_ZONE;
    const { name, key } = GROUPS[by];
    return this.database.staffTx(sites, (tx) =>
      tx.query<(Parts & Row)[]>(
        `SELECT ${key} AS key, ${name} AS name,
           count(*) FILTER (WHERE b.status = 'completed' AND b.outcome = 'given')::integer AS given,
           count(*) FILTER (WHERE b.status = 'completed' AND b.outcome = 'not_given')::integer AS "notGiven",
           count(*) FILTER (WHERE b.status = 'checked_in')::integer AS arrived,
           count(*) FILTER (WHERE b.status = 'did_not_attend')::integer AS "didNotCome",
           count(*) FILTER (WHERE b.status = 'booked')::integer AS open
         FROM booking b JOIN service s ON s.id = b.service_id JOIN site ON site.id = b.site_id
           LEFT JOIN slot o ON o.id = b.slot_id LEFT JOIN clinic c ON c.id = o.clinic_id
         WHERE b.site_id = ANY ($1) AND b.starts_at >= $2 AND b.starts_at < $3 AND b.continues IS NULL
           AND b.status IN ('booked', 'checked_in', 'completed', 'did_not_attend') AND $4::text IS NOT NULL
         GROUP BY 1, 2 ORDER BY 1`,
        [sites, startOfLocalDay(from, zone), startOfLocalDay(addDays(to, 1), zone), zone],
      ),
    );
  }
}

interface Row {
  key: string;
  name: string;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, n) => all + n, 0);

function whole(rows: readonly (Parts & Row)[]): Report {
  const shown = rows.map(({ key, name, ...parts }) => ({ key, name, ...figuresOf(PARTS.map((part) => parts[part])) }));
  return { items: shown, total: rows.length, all: figuresOf(totals(rows)) };
}

/** Small figures are hidden, and so is whatever would tell them by subtraction. */
function withoutSmall(rows: readonly (Parts & Row)[]): Report {
  const table = rows.map((row) => PARTS.map((part) => row[part]));
  const columns = totals(rows).map(told);
  const sums = table.map((row) => told(sum(row)));
  const hidden = suppressTable(table, {
    rows: sums.map((one) => one === null),
    columns: columns.map((one) => one === null),
  });
  const items = rows.map(({ key, name }, at): AttendanceRow => {
    return { key, name, ...figuresOf(hidden[at] as Told[]), booked: sums[at] ?? null };
  });
  return { items, total: rows.length, all: { ...figuresOf(columns), booked: told(sum(totals(rows))) } };
}

const totals = (rows: readonly Parts[]): number[] => PARTS.map((part) => sum(rows.map((row) => row[part])));

function figuresOf(parts: readonly Told[]): Attendance {
  const [given = null, notGiven = null, arrived = null, didNotCome = null, open = null] = parts;
  const added = (...some: Told[]): Told => (some.every((one) => one !== null) ? sum(some) : null);
  return {
    booked: added(...parts),
    came: added(given, notGiven, arrived),
    given,
    notGiven,
    arrived,
    didNotCome,
    open,
  };
}

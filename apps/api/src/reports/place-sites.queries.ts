import { Inject, Injectable } from '@nestjs/common';
import type { listPlaceSites, PlaceSites, ResponseOf } from '@fairslot/contract';
import { addDays, instantText, localDateOf, startOfLocalDay, told, type LocalDate } from '@fairslot/domain';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import { Database, type Tx } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { ServiceCatalogue } from '../services/service-catalogue';
import { notPausedAt } from '../services/service-pauses';
import { maySeePeople, scopeFor } from '../staff/staff.policy';
import { type BatchRow, BatchesStore } from '../stock/batches.store';
import { dosesLeft } from '../stock/stock.queries';

type Report = ResponseOf<typeof listPlaceSites>;
type Closure = PlaceSites['items'][number]['closures'][number];

const AHEAD_DAYS = 14;
const WEEK = 7;
const ATTENDANCE_DAYS = 28;

interface Row {
  id: number;
  slug: string;
  name: string;
  capacity: number;
  taken: number;
  free: number;
  walkIns: number;
  due: number;
  didNotCome: number;
  given: number;
  coming: number;
  lastActive: Date | null;
  closures: Closure[];
}

// $3 service; instants: $4 the end of the days ahead, $5 of a week ahead, $6 a week ago, $7 when attendance is counted from; dates: $8 today, $9 the last day.
const FIGURES = `
  SELECT site.id, site.slug, site.name, COALESCE(o.capacity, 0)::integer AS capacity, COALESCE(o.taken, 0)::integer AS taken, COALESCE(o.free, 0)::integer AS free,
    b."walkIns", b.due, b."didNotCome", b.given, b.coming,
    (SELECT max(a.at) FROM audit a WHERE a.site_id = site.id AND a.actor LIKE 'staff:%') AS "lastActive",
    COALESCE((SELECT json_agg(json_build_object('from', c.from_date, 'until', c.until_date, 'reason', c.reason) ORDER BY c.from_date, c.id) FROM closure c
      WHERE c.site_id = site.id AND c.ended_at IS NULL AND c.until_date >= $8::date AND c.from_date <= $9::date
        AND (c.service_ids IS NULL OR $3::integer = ANY (c.service_ids))), '[]') AS closures
  FROM site
    LEFT JOIN LATERAL (SELECT sum(s.capacity) AS capacity, sum(s.taken) AS taken, sum(GREATEST(s.capacity - s.reserved - s.taken, 0)) AS free
      FROM slot s WHERE s.site_id = site.id AND s.starts_at > app_now() AND s.starts_at < $4 AND s.status = 'open' AND s.service_ids @> ARRAY[$3::integer]
        AND ${notPausedAt('s', '$3')}) o ON true
    CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE source = 'walk_in' AND starts_at >= $6 AND starts_at <= app_now())::integer AS "walkIns",
        count(*) FILTER (WHERE status IN ('checked_in', 'completed', 'did_not_attend') AND starts_at <= app_now())::integer AS due,
        count(*) FILTER (WHERE status = 'did_not_attend')::integer AS "didNotCome",
        count(*) FILTER (WHERE outcome = 'given' AND starts_at >= $6)::integer AS given,
        count(*) FILTER (WHERE status = 'booked' AND starts_at > app_now())::integer AS coming
      FROM booking WHERE booking.site_id = site.id AND service_id = $3 AND continues IS NULL AND starts_at >= $7 AND starts_at < $5
        AND status IN ('booked', 'checked_in', 'completed', 'did_not_attend')) b
  WHERE site.id = ANY ($1) AND site.place_id = (SELECT id FROM place WHERE slug = $2) AND site.status = 'open' ORDER BY site.name`;

/** How the sites of a Place stand: what can be booked, who came, what stock there is, and whether anybody is at work. */
@Injectable()
export class PlaceSitesQueries {
  constructor(
    private readonly database: Database,
    private readonly services: ServiceCatalogue,
    private readonly batches: BatchesStore,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async list({ query, caller }: Parsed<typeof listPlaceSites, StaffCaller>): Promise<Report> {
    const service = this.services.find(query.serviceId);
    if (!service) throw new AppError('invalid', { errors: [{ path: 'serviceId', code: 'unknown_service' }] });
    const scope = scopeFor(caller, 'reports:read');
    const seesPeople = maySeePeople(caller);
    return this.database.staffTx(scope, async (tx) => {
      const rows = await this.figures(tx, scope, query.placeId, service.id);
      const batches = service.drawsStock
        ? await this.batches.open(
            tx,
            rows.map(({ id }) => id),
          )
        : [];
      return { items: rows.map((row) => this.shown(row, stockOf(batches, row, service.id), seesPeople)) };
    });
  }

  private figures(tx: Tx, scope: readonly number[], place: string, serviceId: number): Promise<Row[]> {
    const zone = this.config.TIME_ZONE;
    const today = localDateOf(this.clock.now(), zone);
    const from = (days: number): Date => startOfLocalDay(addDays(today, days), zone);
    const last: LocalDate = addDays(today, AHEAD_DAYS - 1);
    return tx.query<Row[]>(FIGURES, [
      scope,
      place,
      serviceId,
      from(AHEAD_DAYS),
      from(WEEK),
      from(-WEEK),
      from(-ATTENDANCE_DAYS),
      today,
      last,
    ]);
  }

  private shown(
    row: Row,
    stock: PlaceSites['items'][number]['stock'],
    seesPeople: boolean,
  ): PlaceSites['items'][number] {
    const { slug, name, capacity, taken, free, walkIns, due, didNotCome, lastActive, closures } = row;
    const eyes = (figure: number) => (seesPeople ? figure : told(figure));
    const isRateTold = due > 0 && [due, didNotCome, due - didNotCome].every((figure) => eyes(figure) !== null);
    return {
      siteId: slug,
      name,
      capacity,
      taken: eyes(taken),
      free,
      walkIns: eyes(walkIns),
      didNotCome: isRateTold ? Math.round((didNotCome * 100) / due) : null,
      stock,
      lastActive: lastActive && instantText(lastActive, this.config.TIME_ZONE),
      closures,
    };
  }
}

/** Null where nobody counts doses of the service there. */
function stockOf(batches: readonly BatchRow[], { id, given, coming }: Row, serviceId: number) {
  const doses = dosesLeft(
    batches.filter(({ siteId }) => siteId === id),
    serviceId,
  );
  if (doses === null) return null;
  const pace = Math.max(given, coming) / WEEK;
  return { doses, days: pace === 0 ? null : Math.floor(doses / pace) };
}

import { Injectable } from '@nestjs/common';
import type { getVisibility, ResponseOf, visibilityChecks } from '@fairslot/contract';
import { SearchAvailability } from '../clinics/search-availability';
import { Database } from '../platform/database/database';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { ServiceCatalogue } from '../services/service-catalogue';
import { SiteDirectory } from '../sites/site-directory';
import { siteInScope } from '../staff/staff.policy';

type Answer = ResponseOf<typeof getVisibility>;
type Check = Answer['checks'][number];
type Code = (typeof visibilityChecks)[number];

interface Figures {
  planned: number;
  running: number;
  paused: number;
  everyone: number;
  some: number;
  frozen: number;
  full: number;
  keptBack: number;
  onSale: number;
  closed: number;
  closedUntil: string | null;
  /** Closures for the service alone, as above. */
  serviceClosed: number;
  serviceClosedUntil: string | null;
  /** Pauses of the service in these days, and their last day where each has one. */
  servicePauses: number;
  servicePausedUntil: string | null;
}

const closed = (of: string, count: string, until: string): string => {
  const inForce = `FROM closure x WHERE x.site_id = $1 AND x.ended_at IS NULL AND ${of}`;
  return `(SELECT count(*)::integer ${inForce} AND x.until_date >= $3::date AND x.from_date <= $4::date) AS ${count},
    (SELECT max(x.until_date)::text ${inForce} AND $3::date BETWEEN x.from_date AND x.until_date) AS ${until}`;
};
const PAUSES = `FROM service_pause p WHERE p.site_id = $1 AND p.service_id = $2 AND p.ended_at IS NULL AND p.from_date <= $4::date
      AND (p.until_date IS NULL OR p.until_date >= $3::date)`;
// Places of coming slots that offer the service, within the days that are searched, by what keeps them from residents.
const FIGURES = `
  WITH coming AS (
    SELECT s.* FROM slot s WHERE s.site_id = $1 AND s.starts_at > app_now() AND s.starts_at < $4::date + 1 AND s.service_ids @> ARRAY[$2::integer]
  )
  SELECT (SELECT count(*)::integer FROM clinic c WHERE c.site_id = $1 AND c.date BETWEEN $3::date AND $4::date AND c.service_ids @> ARRAY[$2::integer]
      AND c.status <> 'cancelled') AS planned,
    count(*) FILTER (WHERE status = 'open')::integer AS running, count(*) FILTER (WHERE status = 'paused')::integer AS paused,
    count(*) FILTER (WHERE status = 'open' AND audience_ids IS NULL)::integer AS everyone,
    count(*) FILTER (WHERE status = 'open' AND audience_ids IS NOT NULL)::integer AS some,
    count(*) FILTER (WHERE status = 'frozen')::integer AS frozen,
    count(*) FILTER (WHERE status = 'open' AND audience_ids IS NULL AND taken >= capacity)::integer AS full,
    COALESCE(sum(capacity - taken) FILTER (WHERE status = 'open' AND audience_ids IS NULL AND taken < capacity AND taken + reserved >= capacity), 0)::integer AS "keptBack",
    COALESCE(sum(greatest(capacity - taken - reserved, 0)) FILTER (WHERE status = 'open' AND audience_ids IS NULL), 0)::integer AS "onSale",
    ${closed('x.service_ids IS NULL', '"closed"', '"closedUntil"')},
    ${closed('x.service_ids @> ARRAY[$2::integer]', '"serviceClosed"', '"serviceClosedUntil"')},
    (SELECT count(*)::integer ${PAUSES}) AS "servicePauses",
    (SELECT CASE WHEN bool_and(p.until_date IS NOT NULL) THEN max(p.until_date) END::text ${PAUSES}) AS "servicePausedUntil"
  FROM coming`;

/** Why residents are shown a site for a service, or are not: every reason at once, beside what search itself answers. */
@Injectable()
export class SiteVisibilityQueries {
  constructor(
    private readonly database: Database,
    private readonly search: SearchAvailability,
    private readonly directory: SiteDirectory,
    private readonly services: ServiceCatalogue,
  ) {}

  async read({ params, query, caller }: Parsed<typeof getVisibility, StaffCaller>): Promise<Answer> {
    const site = this.directory.find(params.siteId);
    const siteId = siteInScope(caller, 'day:read', site?.id);
    const wish = this.search.wishOf({ service: query.service });
    const service = this.search.serviceOf(query.service, 'service');
    const { from, to } = this.search.datesOf({});
    const [figures] = await this.database.staffTx([siteId], (tx) =>
      tx.query<[Figures]>(FIGURES, [siteId, service.id, from, to]),
    );
    const isOpen = site?.status === 'open';
    const times = site && isOpen ? this.search.timesAt(site, wish, from, to).map(this.search.shownTime) : [];
    return {
      shown: times.length > 0,
      free: times.reduce((sum, { free }) => sum + free, 0),
      first: times[0]?.start ?? null,
      from,
      to,
      checks: [
        check('site_open', isOpen),
        { ...check('service_open', this.services.isOpen(service)), state: this.services.shown(service).season.state },
        ...checksOf(figures),
      ],
    };
  }
}

const check = (code: Code, ok: boolean, count = 0): Check => ({ code, ok, count });
const checkUntil = (code: Code, ok: boolean, count: number, date: string | null): Check => ({
  ...check(code, ok, count),
  ...(date ? { date } : {}),
});

function checksOf(f: Figures): Check[] {
  const hasSlots = f.running > 0;
  return [
    checkUntil('service_not_paused', f.servicePauses === 0, f.servicePauses, f.servicePausedUntil),
    check('clinics_planned', f.planned > 0, f.planned),
    check('clinics_running', f.planned === 0 || hasSlots || f.paused === 0, f.paused),
    checkUntil('not_closed', f.closed === 0 || f.closedUntil === null, f.closed, f.closedUntil),
    checkUntil('service_not_closed', f.serviceClosedUntil === null, f.serviceClosed, f.serviceClosedUntil),
    check('open_to_everyone', !hasSlots || f.everyone > 0, f.some),
    check('not_frozen', f.frozen === 0, f.frozen),
    check('places_left', f.everyone === 0 || f.onSale + f.keptBack > 0, f.onSale),
    check('not_kept_back', f.keptBack === 0 || f.onSale > 0, f.keptBack),
  ];
}

import { Inject, Injectable } from '@nestjs/common';
import type { AuditRow, listAudit, ResponseOf } from '@fairslot/contract';
import { addDays, formatReference, instantText, startOfLocalDay } from '@fairslot/domain';
import { CONFIG, type Config } from '../platform/config/config';
import { Database, type Tx } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { Ids } from '../platform/ids/ids';
import { ServiceCatalogue } from '../services/service-catalogue';
import { SiteDirectory } from '../sites/site-directory';
import { staffActor } from '../staff/audit.store';
import { demandRegion, scopeFor, siteInScope } from '../staff/staff.policy';
import { type NameRow, shownDetails } from './audit.policy';

interface AuditRecord {
  id: number;
  at: Date;
  action: string;
  by: string;
  siteSlug: string | null;
  siteName: string | null;
  about: string | null;
  reference: string | null;
  requestId: string | null;
  details: Record<string, unknown>;
}

const PAGE = 50;

const ASKED = `($2::timestamptz IS NULL OR (at, id) < ($2, $3::bigint)) AND ($4::text IS NULL OR action = $4)
  AND ($5::timestamptz IS NULL OR at >= $5) AND ($6::timestamptz IS NULL OR at < $6)
  AND ($7::text IS NULL OR booking_id = (SELECT id FROM booking WHERE reference = $7))
  AND ($8::text IS NULL OR (actor = $8 AND actor LIKE 'staff:%'))`;
const NEWEST = `ORDER BY at DESC, id DESC LIMIT`;

// As the partial index says it.
const NO_SESSIONS = `AND action NOT IN ('staff.signed_in', 'staff.signed_out')`;

// A page holds rows of the sites whose newest row is among the newest alone: those first, then the newest rows of each, all by an
// index. Rows of one moment keep their order by id, and a page goes on where the last one ended.
// Of the region it leaves signing in and out away, which would be nearly all of it, unless somebody asks for an act or a person.
const list = (ofRegion: string): string => `
  WITH site_asked AS MATERIALIZED (
    SELECT of.site FROM unnest($1::integer[]) AS of (site)
      CROSS JOIN LATERAL (SELECT at, id FROM audit WHERE site_id = of.site AND ${ASKED} ${NEWEST} 1) AS latest
    ${NEWEST} ${PAGE + 1}
  ), newest AS (
    SELECT * FROM (
      SELECT one.* FROM site_asked CROSS JOIN LATERAL (SELECT * FROM audit WHERE site_id = site_asked.site AND ${ASKED} ${NEWEST} ${PAGE + 1}) AS one
      UNION ALL
      (SELECT * FROM audit WHERE $9::boolean AND site_id IS NULL AND ${ASKED} ${ofRegion} ${NEWEST} ${PAGE + 1})
    ) AS either ${NEWEST} ${PAGE + 1}
  )
  SELECT a.id, a.at, a.action, a.request_id AS "requestId", a.details, s.slug AS "siteSlug", s.name AS "siteName", b.reference,
    staff_name(CASE WHEN a.action LIKE 'staff.%' AND a.details->>'user' ~ '^\\d{1,9}$' THEN (a.details->>'user')::integer END) AS about,
    COALESCE(staff_name(substring(a.actor FROM '^staff:(\\d+)$')::integer), split_part(a.actor, ':', 1)) AS by
  FROM newest a LEFT JOIN site s ON s.id = a.site_id LEFT JOIN booking b ON b.id = a.booking_id
  ORDER BY a.at DESC, a.id DESC`;
const LIST = list('');
const LIST_WITHOUT_SESSIONS = list(NO_SESSIONS);

/** In the scope of a transaction: the affairs of the region, which are at no site. */
const REGION = 0;

/** What was done at sites, and for the whole region: row-level security leaves out what is beyond the caller's scope. */
@Injectable()
export class AuditQueries {
  private readonly rows: NameRow;

  constructor(
    private readonly database: Database,
    private readonly directory: SiteDirectory,
    private readonly ids: Ids,
    services: ServiceCatalogue,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    const opaque = (name: string) => (id: number) => ids.opaque(name, id);
    const site = (id: number) => directory.slugOf(id);
    this.rows = {
      clinic: opaque('clinic'),
      series: opaque('series'),
      closure: opaque('closure'),
      proposal: opaque('change_proposal'),
      batch: opaque('batch'),
      openTo: opaque('audience'),
      serviceIds: (id) => services.all().find((service) => service.id === id)?.slug,
      campaignId: opaque('campaign'),
      cohortId: opaque('cohort'),
      fromSite: site,
      toSite: site,
    };
  }

  async list({ query, caller }: Parsed<typeof listAudit, StaffCaller>): Promise<ResponseOf<typeof listAudit>> {
    const zone = this.config.TIME_ZONE;
    const { sites, ofRegion } = this.scopeOf(query, caller);
    const text = query.action === undefined && query.by === undefined ? LIST_WITHOUT_SESSIONS : LIST;
    const found = await this.database.staffTx(ofRegion ? [...sites, REGION] : sites, async (tx) => {
      const after = query.cursor === undefined ? undefined : await this.rowOf(tx, query.cursor);
      return tx.query<AuditRecord[]>(text, [
        sites,
        after?.at ?? null,
        after?.id ?? null,
        query.action ?? null,
        query.from === undefined ? null : startOfLocalDay(query.from, zone),
        query.to === undefined ? null : startOfLocalDay(addDays(query.to, 1), zone),
        query.reference ?? null,
        query.by === undefined ? null : staffActor(this.ids.plain('staff_user', query.by) ?? 0),
        ofRegion,
      ]);
    });
    const rows = found.slice(0, PAGE);
    const last = found.length > PAGE ? rows.at(-1) : undefined;
    return {
      items: rows.map((row) => this.shown(row)),
      ...(last && { nextCursor: this.ids.opaque('audit', last.id) }),
    };
  }

  /** The sites asked for, and whether what was done at none of them is. */
  private scopeOf(
    { siteId, about }: Parsed<typeof listAudit>['query'],
    caller: StaffCaller,
  ): { sites: readonly number[]; ofRegion: boolean } {
    if (siteId !== undefined)
      return { sites: [siteInScope(caller, 'audit:read', this.directory.find(siteId)?.id)], ofRegion: false };
    if (about === undefined)
      return { sites: scopeFor(caller, 'audit:read'), ofRegion: caller.region.has('audit:read') };
    demandRegion(caller, 'audit:read');
    return { sites: [], ofRegion: true };
  }

  /** Where the last page ended. The time as text: the database tells moments apart that JavaScript does not. */
  private async rowOf(tx: Tx, cursor: string): Promise<{ id: number; at: string }> {
    const id = this.ids.plain('audit', cursor);
    const [row] = await tx.query<{ id: number; at: string }[]>('SELECT id, at::text AS at FROM audit WHERE id = $1', [
      id,
    ]);
    if (!row) throw new AppError('invalid', { errors: [{ path: 'cursor', code: 'cursor_unknown' }] });
    return row;
  }

  private shown({ at, action, by, requestId, details, siteSlug, siteName, about, reference }: AuditRecord): AuditRow {
    return {
      at: instantText(at, this.config.TIME_ZONE),
      action,
      by,
      site: siteSlug && siteName ? { id: siteSlug, name: siteName } : null,
      about,
      reference: reference && formatReference(reference),
      requestId,
      details: shownDetails(action, details, this.rows),
    };
  }
}

import { Inject, Injectable } from '@nestjs/common';
import type { AuditRow, listAudit, ResponseOf } from '@fairslot/contract';
import { addDays, formatReference, instantText, startOfLocalDay } from '@fairslot/domain';
import { CONFIG, type Config } from '../platform/config/config';
import { Database } from '../platform/database/database';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { Ids } from '../platform/ids/ids';
import { SiteDirectory } from '../sites/site-directory';
import { scopeFor, siteInScope } from '../staff/staff.policy';

interface AuditRecord {
  id: number;
  at: Date;
  action: string;
  by: string;
  siteSlug: string;
  siteName: string;
  reference: string | null;
  requestId: string | null;
  details: Record<string, unknown>;
}

const PAGE = 50;

// By id and not by time: rows of one moment keep their order, and a page goes on where the last one ended.
const LIST = `
  SELECT a.id, a.at, a.action, a.request_id AS "requestId", a.details, s.slug AS "siteSlug", s.name AS "siteName", b.reference,
    CASE WHEN a.actor LIKE 'staff:%' THEN COALESCE((SELECT u.name FROM staff_user u WHERE 'staff:' || u.id = a.actor), 'staff')
      ELSE a.actor END AS by
  FROM audit a JOIN site s ON s.id = a.site_id LEFT JOIN booking b ON b.id = a.booking_id
  WHERE a.site_id = ANY ($1) AND ($2::bigint IS NULL OR a.id < $2) AND ($3::text IS NULL OR a.action = $3)
    AND ($4::timestamptz IS NULL OR a.at >= $4) AND ($5::timestamptz IS NULL OR a.at < $5) AND ($6::text IS NULL OR b.reference = $6)
  ORDER BY a.id DESC LIMIT ${PAGE + 1}`;

/** What was done at sites: row-level security leaves out those beyond the caller's scope, and acts about no site. */
@Injectable()
export class AuditQueries {
  constructor(
    private readonly database: Database,
    private readonly directory: SiteDirectory,
    private readonly ids: Ids,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async list({ query, caller }: Parsed<typeof listAudit, StaffCaller>): Promise<ResponseOf<typeof listAudit>> {
    const zone = this.config.TIME_ZONE;
    const scope =
      query.siteId === undefined
        ? scopeFor(caller, 'audit:read')
        : [siteInScope(caller, 'audit:read', this.directory.find(query.siteId)?.id)];
    const found = await this.database.staffTx(scope, (tx) =>
      tx.query<AuditRecord[]>(LIST, [
        scope,
        query.cursor === undefined ? null : this.ids.plain('audit', query.cursor),
        query.action ?? null,
        query.from === undefined ? null : startOfLocalDay(query.from, zone),
        query.to === undefined ? null : startOfLocalDay(addDays(query.to, 1), zone),
        query.reference ?? null,
      ]),
    );
    const rows = found.slice(0, PAGE);
    const last = found.length > PAGE ? rows.at(-1) : undefined;
    return {
      items: rows.map((row) => this.shown(row)),
      ...(last && { nextCursor: this.ids.opaque('audit', last.id) }),
    };
  }

  private shown({ at, action, by, requestId, details, siteSlug, siteName, reference }: AuditRecord): AuditRow {
    return {
      at: instantText(at, this.config.TIME_ZONE),
      action,
      by,
      site: { id: siteSlug, name: siteName },
      reference: reference && formatReference(reference),
      requestId,
      details,
    };
  }
}

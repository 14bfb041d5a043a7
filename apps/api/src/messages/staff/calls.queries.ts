import { Inject, Injectable } from '@nestjs/common';
import type { Call, listCalls, ResponseOf } from '@fairslot/contract';
import { formatReference, instantText } from '@fairslot/domain';
import { CONFIG, type Config } from '../../platform/config/config';
import { Cipher } from '../../platform/crypto/cipher';
import { Database, type Tx } from '../../platform/database/database';
import type { StaffCaller } from '../../platform/http/caller';
import type { Parsed } from '../../platform/http/serve';
import { Ids } from '../../platform/ids/ids';
import { ServiceCatalogue } from '../../services/service-catalogue';
import { SiteDirectory } from '../../sites/site-directory';
import { sitesAsked } from './messages.policy';

interface CallRecord {
  id: number;
  reason: Call['reason'];
  about: Call['about'];
  createdAt: Date;
  siteId: number;
  reference: string;
  status: Call['status'];
  startsAt: Date;
  serviceId: number;
  firstName: string;
  lastName: string;
  dateOfBirth: string;
  rowKey: string | null;
  mobile: Buffer | null;
  landline: Buffer | null;
  email: Buffer | null;
  language: string | null;
  help: string[];
  tried: Call['tried'];
  doneAt: Date | null;
  doneBy: string | null;
  outcome: NonNullable<Call['done']>['outcome'] | null;
  total: number;
}

const PAGE = 100;

/** An entry whose booking has moved on needs no call any more. */
const STILL_NEEDED = `CASE WHEN e.kind = 'stranded' THEN b.slot_id IS NULL AND b.status IN ('booked', 'checked_in') AND b.starts_at > app_now() - interval '1 day'
  WHEN e.kind IN ('booked', 'moved', 'clinic_moved', 'possible_duplicate', 'reminder_1_day')
    THEN b.status = 'booked' AND b.occurrence = e.occurrence AND b.starts_at > app_now()
  WHEN e.kind = 'cancelled_by_site' THEN b.status = 'cancelled' AND b.starts_at > app_now() - interval '1 day'
  ELSE e.created_at > app_now() - interval '14 days' END`;
const LISTS = {
  open: { where: `e.done_at IS NULL AND ${STILL_NEEDED}`, order: 'b.starts_at, e.id' },
  done: { where: `e.done_at > app_now() - interval '7 days'`, order: 'e.done_at DESC, e.id' },
} as const;
const COLUMNS = `e.id, e.reason, e.kind AS about, e.created_at AS "createdAt", e.site_id AS "siteId", b.reference, b.status,
  b.starts_at AS "startsAt", b.service_id AS "serviceId", p.first_name AS "firstName", p.last_name AS "lastName", p.date_of_birth::text AS "dateOfBirth",
  c.row_key AS "rowKey", c.mobile_ct AS mobile, c.landline_ct AS landline, c.email_ct AS email, c.language, b.help,
  COALESCE((SELECT jsonb_agg(jsonb_build_object('channel', m.channel, 'state', m.state, 'error', m.last_error) ORDER BY m.id) FROM message m
    WHERE m.booking_id = e.booking_id AND m.kind = e.kind AND m.occurrence = e.occurrence AND m.channel <> 'call'), '[]') AS tried,
  e.done_at AS "doneAt", u.name AS "doneBy", e.outcome, count(*) OVER ()::integer AS total`;
const TABLES = `call_list_entry e JOIN booking b ON b.id = e.booking_id JOIN person p ON p.id = b.person_id
  LEFT JOIN contact c ON c.party_id = b.party_id LEFT JOIN staff_user u ON u.id = e.done_by`;

/** Whom somebody has to call, with what it takes to call them. */
@Injectable()
export class CallsQueries {
  constructor(
    private readonly database: Database,
    private readonly directory: SiteDirectory,
    private readonly services: ServiceCatalogue,
    private readonly cipher: Cipher,
    private readonly ids: Ids,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async list({ query, caller }: Parsed<typeof listCalls, StaffCaller>): Promise<ResponseOf<typeof listCalls>> {
    const scope = sitesAsked(caller, 'calls:act', query.siteId, this.directory);
    const { where, order } = LISTS[query.list];
    const skip = /^\d{1,9}$/.test(query.cursor ?? '') ? Number(query.cursor) : 0;
    const found = await this.database.staffTx(scope, (tx) =>
      tx.query<CallRecord[]>(
        `SELECT ${COLUMNS} FROM ${TABLES} WHERE e.site_id = ANY ($1) AND ${where} ORDER BY ${order} LIMIT ${PAGE} OFFSET $2`,
        [scope, skip],
      ),
    );
    const total = found[0]?.total ?? 0;
    const next = skip + found.length < total ? { nextCursor: String(skip + found.length) } : {};
    return { items: found.map((row) => this.shown(row)), total, ...next };
  }

  async one(tx: Tx, id: number): Promise<Call> {
    const [row] = await tx.query<[CallRecord]>(`SELECT ${COLUMNS} FROM ${TABLES} WHERE e.id = $1`, [id]);
    return this.shown(row);
  }

  private shown(row: CallRecord): Call {
    const at = (instant: Date): string => instantText(instant, this.config.TIME_ZONE);
    const site = this.directory.get(row.siteId);
    const service = this.services.get(row.serviceId);
    const opened = (column: string, sealed: Buffer | null): string | null =>
      sealed && row.rowKey && this.cipher.open(`contact.${column}`, row.rowKey, sealed);
    const { doneAt, doneBy, outcome } = row;
    return {
      id: this.ids.opaque('call', row.id),
      reason: row.reason,
      about: row.about,
      createdAt: at(row.createdAt),
      site: { id: site.slug, name: site.name },
      reference: formatReference(row.reference),
      status: row.status,
      start: at(row.startsAt),
      service: { id: service.slug, name: service.name },
      firstName: row.firstName,
      lastName: row.lastName,
      dateOfBirth: row.dateOfBirth,
      mobile: opened('mobile', row.mobile),
      landline: opened('landline', row.landline),
      email: opened('email', row.email),
      language: row.language ?? 'en',
      help: row.help,
      tried: row.tried,
      done: doneAt && outcome ? { at: at(doneAt), by: doneBy ?? '', outcome } : null,
    };
  }
}

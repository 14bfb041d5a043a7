import { Inject, Injectable } from '@nestjs/common';
import type { Call, listCalls, ResponseOf } from '@fairslot/contract';
import { formatReference, instantText } from '@fairslot/domain';
import { CONFIG, type Config } from '../../platform/config/config';
import { INVITED_CONTACT, type InvitedContactRow, WITH_LIST_CONTACT } from '../../people/invited-contact.store';
import { SealPerson } from '../../people/seal-person';
import { Cipher } from '../../platform/crypto/cipher';
import { Database, type Tx } from '../../platform/database/database';
import type { StaffCaller } from '../../platform/http/caller';
import type { Parsed } from '../../platform/http/serve';
import { Ids } from '../../platform/ids/ids';
import { ServiceCatalogue } from '../../services/service-catalogue';
import { SiteDirectory } from '../../sites/site-directory';
import { demandRegion } from '../../staff/staff.policy';
import { sitesAsked } from './messages.policy';

/** With the contact of its invitation, if it has one. */
interface CallRecord extends InvitedContactRow {
  id: number;
  reason: Call['reason'];
  about: Call['about'];
  createdAt: Date;
  siteId: number | null;
  reference: string | null;
  status: Call['status'];
  startsAt: Date | null;
  serviceId: number;
  firstName: string;
  lastName: string;
  dateOfBirth: string;
  bookedKey: string | null;
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
  WHEN e.kind = 'had_elsewhere' THEN b.status = 'booked' AND b.occurrence = e.occurrence AND b.starts_at > app_now()
    AND EXISTS (SELECT 1 FROM dose_question q WHERE q.booking_id = e.booking_id AND q.answer IS NULL)
  WHEN e.kind = 'cancelled_by_site' THEN b.status = 'cancelled' AND b.starts_at > app_now() - interval '1 day' AND NOT EXISTS (SELECT 1 FROM message d
    WHERE d.booking_id = e.booking_id AND d.kind = e.kind AND d.occurrence = e.occurrence AND d.channel <> 'call' AND d.state = 'delivered')
  WHEN e.invitation_id IS NOT NULL THEN i.declined_at IS NULL AND i.expires_at > app_now() AND NOT EXISTS (SELECT 1 FROM booking o
    WHERE o.person_id = i.person_id AND o.service_id = i.service_id AND o.status IN ('booked', 'checked_in', 'completed'))
  ELSE e.created_at > app_now() - interval '14 days' END`;
const LISTS = {
  open: { where: `e.done_at IS NULL AND ${STILL_NEEDED}`, order: 'b.starts_at, e.created_at, e.id' },
  done: { where: `e.done_at > app_now() - interval '7 days'`, order: 'e.done_at DESC, e.id' },
} as const;
const COLUMNS = `e.id, e.reason, e.kind AS about, e.created_at AS "createdAt", e.site_id AS "siteId", b.reference, b.status,
  b.starts_at AS "startsAt", COALESCE(b.service_id, i.service_id) AS "serviceId", p.first_name AS "firstName", p.last_name AS "lastName", p.date_of_birth::text AS "dateOfBirth",
  c.row_key AS "bookedKey", c.mobile_ct AS mobile, c.landline_ct AS landline, c.email_ct AS email, COALESCE(c.language, i.language) AS language,
  COALESCE(b.help, '{}') AS help, ${INVITED_CONTACT},
  COALESCE((SELECT jsonb_agg(jsonb_build_object('channel', m.channel, 'state', m.state, 'error', m.last_error) ORDER BY m.id) FROM message m
    WHERE (m.booking_id = e.booking_id OR m.invitation_id = e.invitation_id) AND m.kind = e.kind AND m.occurrence = e.occurrence AND m.channel <> 'call'), '[]') AS tried,
  e.done_at AS "doneAt", staff_name(e.done_by) AS "doneBy", e.outcome, count(*) OVER ()::integer AS total`;
/** Staff may not read invitations, which name people of every site; who calls for the region reads them outside the staff role. */
const INVITATION = {
  bookings: `LEFT JOIN (SELECT NULL::bigint AS person_id, NULL::integer AS service_id, NULL::text AS language, NULL::uuid AS row_key,
    NULL::bytea AS contact_ct, NULL::timestamptz AS declined_at, NULL::timestamptz AS expires_at) i ON false
    LEFT JOIN (SELECT NULL::uuid AS row_key, NULL::bytea AS contact_ct) l ON false`,
  invitations: `LEFT JOIN invitation i ON i.id = e.invitation_id ${WITH_LIST_CONTACT}`,
} as const;
type Of = keyof typeof INVITATION;
const selectOf = (
  of: Of,
): string => `SELECT ${COLUMNS} FROM call_list_entry e LEFT JOIN booking b ON b.id = e.booking_id ${INVITATION[of]}
  JOIN person p ON p.id = COALESCE(b.person_id, i.person_id) LEFT JOIN contact c ON c.party_id = b.party_id`;

/** Whom somebody has to call, with what it takes to call them. */
@Injectable()
export class CallsQueries {
  constructor(
    private readonly database: Database,
    private readonly directory: SiteDirectory,
    private readonly services: ServiceCatalogue,
    private readonly cipher: Cipher,
    private readonly sealing: SealPerson,
    private readonly ids: Ids,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async list({ query, caller }: Parsed<typeof listCalls, StaffCaller>): Promise<ResponseOf<typeof listCalls>> {
    const { where, order } = LISTS[query.list];
    const skip = Number(query.cursor ?? 0);
    const read = (mine: string, scope: readonly number[]) => (tx: Tx) =>
      tx.query<CallRecord[]>(
        `${selectOf(query.of)} WHERE ${mine} AND ${where} ORDER BY ${order} LIMIT ${PAGE} OFFSET $2`,
        [scope, skip],
      );
    let found: CallRecord[];
    if (query.of === 'invitations') {
      demandRegion(caller, 'calls:act');
      found = await this.database.tx(read('e.site_id IS NULL AND $1::integer[] IS NOT NULL', []));
    } else {
      const scope = sitesAsked(caller, 'calls:act', query.siteId, this.directory);
      found = await this.database.staffTx(scope, read('e.site_id = ANY ($1)', scope));
    }
    const total = found[0]?.total ?? 0;
    const next = skip + found.length < total ? { nextCursor: String(skip + found.length) } : {};
    return { items: found.map((row) => this.shown(row)), total, ...next };
  }

  async one(tx: Tx, id: number, of: Of): Promise<Call> {
    const [row] = await tx.query<[CallRecord]>(`${selectOf(of)} WHERE e.id = $1`, [id]);
    return this.shown(row);
  }

  private shown(row: CallRecord): Call {
    const at = (instant: Date): string => instantText(instant, this.config.TIME_ZONE);
    const site = row.siteId === null ? null : this.directory.get(row.siteId);
    const service = this.services.get(row.serviceId);
    const opened = (column: string, sealed: Buffer | null): string | null =>
      sealed && row.bookedKey && this.cipher.open(`contact.${column}`, row.bookedKey, sealed);
    const { doneAt, doneBy, outcome } = row;
    const invited = this.sealing.openInvited(row);
    return {
      id: this.ids.opaque('call', row.id),
      reason: row.reason,
      about: row.about,
      createdAt: at(row.createdAt),
      site: site && { id: site.slug, name: site.name },
      reference: row.reference && formatReference(row.reference),
      status: row.status,
      start: row.startsAt && at(row.startsAt),
      service: { id: service.slug, name: service.name },
      firstName: row.firstName,
      lastName: row.lastName,
      dateOfBirth: row.dateOfBirth,
      mobile: opened('mobile', row.mobile) ?? invited.mobile ?? null,
      landline: opened('landline', row.landline),
      email: opened('email', row.email) ?? invited.email ?? null,
      language: row.language ?? 'en',
      help: row.help,
      tried: row.tried,
      done: doneAt && outcome ? { at: at(doneAt), by: doneBy ?? '', outcome } : null,
    };
  }
}

import { Inject, Injectable } from '@nestjs/common';
import type { countMessages, listBookingMessages, listMessages, MessageHistory, ResponseOf } from '@fairslot/contract';
import { addDays, localDateOf, smsCost, startOfLocalDay } from '@fairslot/domain';
import { Clock } from '../../platform/clock/clock';
import { CONFIG, type Config } from '../../platform/config/config';
import { Database, type Tx } from '../../platform/database/database';
import { AppError } from '../../platform/http/app-error';
import type { StaffCaller } from '../../platform/http/caller';
import type { Parsed } from '../../platform/http/serve';
import { Ids } from '../../platform/ids/ids';
import { SiteDirectory } from '../../sites/site-directory';
import { scopeFor } from '../../staff/staff.policy';
import { MESSAGE_COLUMNS, type MessageRecord, MessageRows } from './message-rows';
import { openRegion, sitesAsked } from './messages.policy';

type Filter = Parsed<typeof countMessages>['query'];
type Counted = ResponseOf<typeof countMessages>['items'][number];
type Replies = ResponseOf<typeof listBookingMessages>['replies'];

interface History extends MessageRecord {
  plannedAt: Date;
  attempts: {
    startedAt: string;
    endedAt: string | null;
    outcome: MessageHistory['attempts'][number]['outcome'];
    error: string | null;
  }[];
  receipts: { at: string; status: string; error: string | null }[];
}

const PAGE = 50;
const WHERE = `($1::integer[] IS NULL OR m.site_id = ANY ($1)) AND m.send_after >= $2 AND m.send_after < $3
  AND ($4::text IS NULL OR m.kind = $4) AND ($5::text IS NULL OR m.channel = $5) AND ($6::text IS NULL OR m.state = $6)`;
const LIST = `SELECT ${MESSAGE_COLUMNS} FROM message m LEFT JOIN booking b ON b.id = m.booking_id
  WHERE ${WHERE} AND ($7::bigint IS NULL OR (m.send_after, m.id) < ((SELECT send_after FROM message WHERE id = $7), $7))
  ORDER BY m.send_after DESC, m.id DESC LIMIT ${PAGE + 1}`;
const COUNTS = `SELECT m.kind, m.channel, m.state, count(*)::integer AS count, COALESCE(sum(m.parts) FILTER (WHERE m.sent_at IS NOT NULL), 0)::integer AS parts
  FROM message m WHERE ${WHERE} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`;
const OF_BOOKING = `SELECT ${MESSAGE_COLUMNS}, m.created_at AS "plannedAt",
    COALESCE((SELECT jsonb_agg(jsonb_build_object('startedAt', a.started_at, 'endedAt', a.ended_at, 'outcome', a.outcome, 'error', a.error) ORDER BY a.number)
      FROM message_attempt a WHERE a.message_id = m.id), '[]') AS attempts,
    COALESCE((SELECT jsonb_agg(jsonb_build_object('at', r.at, 'status', r.status, 'error', r.error) ORDER BY r.at)
      FROM message_receipt r WHERE r.message_id = m.id), '[]') AS receipts
  FROM booking b JOIN message m ON m.booking_id = b.id WHERE b.reference = $1 AND b.site_id = ANY ($2) ORDER BY m.created_at, m.send_after, m.id`;
const REPLIES = `SELECT i.at, i.action FROM inbound_message i JOIN booking b ON b.id = i.booking_id WHERE b.reference = $1 AND b.site_id = ANY ($2) ORDER BY i.at`;

/** The message ledger as staff read it: no row says to whom. */
@Injectable()
export class LedgerQueries {
  constructor(
    private readonly database: Database,
    private readonly directory: SiteDirectory,
    private readonly rows: MessageRows,
    private readonly ids: Ids,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  ofBooking({
    params,
    caller,
  }: Parsed<typeof listBookingMessages, StaffCaller>): Promise<ResponseOf<typeof listBookingMessages>> {
    const scope = scopeFor(caller, 'messages:read');
    return this.database.staffTx(scope, async (tx) => {
      const known = await tx.query<object[]>('SELECT 1 FROM booking WHERE reference = $1 AND site_id = ANY ($2)', [
        params.reference,
        scope,
      ]);
      if (known.length === 0) throw new AppError('not_found');
      const items = await tx.query<History[]>(OF_BOOKING, [params.reference, scope]);
      const replies = await tx.query<{ at: Date; action: Replies[number]['action'] }[]>(REPLIES, [
        params.reference,
        scope,
      ]);
      return {
        items: items.map((row) => this.history(row)),
        replies: replies.map(({ at, action }) => ({ at: this.rows.at(at), action })),
      };
    });
  }

  async list({ query, caller }: Parsed<typeof listMessages, StaffCaller>): Promise<ResponseOf<typeof listMessages>> {
    const after = query.cursor === undefined ? null : this.ids.plain('message', query.cursor);
    if (query.cursor !== undefined && after === null)
      throw new AppError('invalid', { errors: [{ path: 'cursor', code: 'cursor_unknown' }] });
    const found = await this.inScope(caller, query, (tx, values) =>
      tx.query<MessageRecord[]>(LIST, [...values, after]),
    );
    const items = found.slice(0, PAGE).map(this.rows.shown);
    const last = items.at(-1);
    return { items, ...(found.length > PAGE && last ? { nextCursor: last.id } : {}) };
  }

  async counts({
    query,
    caller,
  }: Parsed<typeof countMessages, StaffCaller>): Promise<ResponseOf<typeof countMessages>> {
    const items = await this.inScope(caller, query, (tx, values) => tx.query<Counted[]>(COUNTS, values));
    const parts = items.reduce((sum, row) => sum + row.parts, 0);
    return {
      items,
      total: items.reduce((sum, { count }) => sum + count, 0),
      parts,
      cost: smsCost(parts, this.config.SMS_PART_PRICE),
    };
  }

  private inScope<T>(caller: StaffCaller, query: Filter, read: (tx: Tx, values: unknown[]) => Promise<T>): Promise<T> {
    const { siteId, kind = null, channel = null, state = null } = query;
    const sites = sitesAsked(caller, 'messages:read', siteId, this.directory);
    const [from, to] = this.span(query);
    return this.database.staffTx(sites, async (tx) => {
      await openRegion(tx, caller, 'messages:read', siteId);
      // Who sees what is the database's to say; a site that was asked for narrows it down.
      return read(tx, [siteId === undefined ? null : sites, from, to, kind, channel, state]);
    });
  }

  private span({ from, to }: Filter): [Date, Date] {
    const zone = this.config.TIME_ZONE;
    const today = localDateOf(this.clock.now(), zone);
    const first = from === undefined ? startOfLocalDay(today, zone) : new Date(from);
    return [first, to === undefined ? startOfLocalDay(addDays(localDateOf(first, zone), 1), zone) : new Date(to)];
  }

  private history({ plannedAt, attempts, receipts, ...row }: History): MessageHistory {
    const at = (text: string): string => this.rows.at(new Date(text));
    return {
      ...this.rows.shown(row),
      plannedAt: this.rows.at(plannedAt),
      attempts: attempts.map((a) => ({ ...a, startedAt: at(a.startedAt), endedAt: a.endedAt && at(a.endedAt) })),
      receipts: receipts.map((receipt) => ({ ...receipt, at: at(receipt.at) })),
    };
  }
}

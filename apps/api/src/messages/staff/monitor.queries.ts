import { Inject, Injectable } from '@nestjs/common';
import type { ResponseOf, watchMessages, watchQueue } from '@fairslot/contract';
import { Clock } from '../../platform/clock/clock';
import { CONFIG, type Config } from '../../platform/config/config';
import { Database, type Tx } from '../../platform/database/database';
import type { StaffCaller } from '../../platform/http/caller';
import { Jobs } from '../../platform/jobs/jobs';
import { demandRegion, scopeFor } from '../../staff/staff.policy';
import { MessageRows } from './message-rows';
import { openRegion } from './messages.policy';

type Monitor = ResponseOf<typeof watchMessages>;

const DUE = `SELECT m.channel, count(*)::integer AS count, min(m.send_after) AS "oldestDueAt" FROM message m
  WHERE m.state = 'pending' AND m.send_after <= app_now() AND m.not_after > app_now() GROUP BY 1 ORDER BY 1`;
const SENT = `SELECT g.minute, count(m.id)::integer AS count
  FROM generate_series(date_trunc('minute', app_now()) - interval '14 minutes', date_trunc('minute', app_now()), interval '1 minute') AS g (minute)
  LEFT JOIN message m ON m.channel <> 'call' AND m.sent_at >= g.minute AND m.sent_at < g.minute + interval '1 minute' GROUP BY 1 ORDER BY 1`;
const FAILURES = `SELECT m.channel, a.outcome, a.error AS reason, count(*)::integer AS count
  FROM message_attempt a JOIN message m ON m.id = a.message_id
  WHERE a.outcome <> 'accepted' AND a.ended_at > app_now() - interval '1 hour' GROUP BY 1, 2, 3 ORDER BY 4 DESC LIMIT 50`;
const PROVIDERS = `SELECT DISTINCT ON (channel) channel, circuit FROM message_provider WHERE at > app_now() - interval '5 minutes'
  ORDER BY channel, array_position(ARRAY['open', 'probing', 'half', 'closed'], circuit)`;
const SUMS = `SELECT (SELECT count(*)::integer FROM message WHERE state = 'unknown') AS "outcomeUnknown",
  (SELECT count(DISTINCT a.message_id)::integer FROM message_attempt a JOIN message m ON m.id = a.message_id
    WHERE a.outcome = 'unknown' AND a.ended_at > app_now() - interval '1 day' AND m.attempt > a.number) AS "sentAgain",
  (SELECT count(*)::integer FROM call_list_entry WHERE done_at IS NULL) AS "callsOpen",
  (SELECT count(*)::integer FROM kill_switch WHERE ended_at IS NULL) AS "stopsInForce"`;

/** How sending does at this moment, at the caller's sites. */
@Injectable()
export class MonitorQueries {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly rows: MessageRows,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async now(caller: StaffCaller): Promise<Monitor> {
    const queueDepth = await this.jobs.waiting();
    const read = await this.database.staffTx(scopeFor(caller, 'messages:read'), async (tx) => {
      await openRegion(tx, caller, 'messages:read');
      return this.read(tx);
    });
    return { at: this.rows.at(this.clock.now()), queueDepth, ...read };
  }

  /** The queue carries the work of every site. */
  async queue(caller: StaffCaller): Promise<ResponseOf<typeof watchQueue>> {
    demandRegion(caller, 'region:manage');
    const now = await this.jobs.figures();
    return {
      at: this.rows.at(this.clock.now()),
      on: this.config.QUEUE_URL ? 'redis' : 'postgresql',
      now,
    };
  }

  private async read(tx: Tx): Promise<Omit<Monitor, 'at' | 'queueDepth'>> {
    const due = await tx.query<(Omit<Monitor['due'][number], 'oldestDueAt'> & { oldestDueAt: Date })[]>(DUE);
    const sent = await tx.query<{ minute: Date; count: number }[]>(SENT);
    const failures = await tx.query<Monitor['failures']>(FAILURES);
    const providers = await tx.query<Monitor['providers']>(PROVIDERS);
    const [sums] = await tx.query<[Pick<Monitor, 'outcomeUnknown' | 'sentAgain' | 'callsOpen' | 'stopsInForce'>]>(SUMS);
    return {
      due: due.map((row) => ({ ...row, oldestDueAt: this.rows.at(row.oldestDueAt) })),
      sentPerMinute: sent.map(({ minute, count }) => ({ minute: this.rows.at(minute), count })),
      failures,
      providers,
      ...sums,
    };
  }
}

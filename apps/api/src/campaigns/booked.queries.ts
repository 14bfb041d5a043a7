import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import { Database } from '../platform/database/database';
import { LIVE_BOOKING } from './campaigns.store';
import { AFTER_DAYS } from './season.queries';

type Counts = ReadonlyMap<number, number>;

// The same people as in the progress of each, found from the bookings: for all campaigns at once that is less than to ask of each invitation.
const BOOKED = `
  WITH live AS (
    SELECT b.person_id, b.person_key, b.service_id, b.starts_at, q.person_id IS NOT NULL AS is_listed
    FROM booking b LEFT JOIN person_profile q ON q.person_id = b.person_id WHERE ${LIVE_BOOKING} AND b.service_id IN (SELECT service_id FROM campaign)
  ), known AS (
    SELECT person_id, service_id, starts_at, true AS by_person FROM live WHERE is_listed
    UNION ALL
    SELECT p.person_id, l.service_id, l.starts_at, false FROM live l
      JOIN (SELECT person_id, unnest(ARRAY[person_key, name_key]) AS key FROM person_profile) p ON p.key = l.person_key WHERE NOT l.is_listed
  )
  SELECT i.audience_id AS "audienceId", count(DISTINCT i.id)::integer AS people
  FROM known k JOIN invitation i USING (person_id, service_id) JOIN campaign c USING (audience_id)
  WHERE k.starts_at >= CASE WHEN k.by_person THEN i.created_at ELSE c.starts_on::timestamp AT TIME ZONE $1 END
    AND k.starts_at < (c.ends_on + ${AFTER_DAYS + 1})::timestamp AT TIME ZONE $1 GROUP BY 1`;
const TIMEOUT_MS = 30_000;
/** What takes longer than this is kept for so many times as long: lists that are open all day take a small part of PostgreSQL. */
const QUICK_MS = 500;
const KEPT_TIMES = 30;

/** How many people of each campaign have booked since they were invited, with their link or without. */
@Injectable()
export class BookedQueries {
  private counting: Promise<Counts> | undefined;
  private kept: { counts: Counts; until: number } | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** By audience; those of whom nobody has booked are missing. */
  async byAudience(): Promise<Counts> {
    if (this.kept && this.clock.ticks() < this.kept.until) return this.kept.counts;
    this.counting ??= this.count().finally(() => (this.counting = undefined));
    return this.counting;
  }

  private async count(): Promise<Counts> {
    const from = this.clock.ticks();
    const rows = await this.database.tx(async (tx) => {
      await tx.query(`SET LOCAL statement_timeout = ${TIMEOUT_MS}`);
      return tx.query<{ audienceId: number; people: number }[]>(BOOKED, [this.config.TIME_ZONE]);
    });
    const counts = new Map(rows.map(({ audienceId, people }) => [audienceId, people]));
    const took = this.clock.ticks() - from;
    this.kept = took < QUICK_MS ? undefined : { counts, until: from + took * KEPT_TIMES };
    return counts;
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { flagBits, localDateOf, type MessageChannel } from '@fairslot/domain';
import { ageBand } from '../cohorts/age-band';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import { Database } from '../platform/database/database';
import { type CampaignRow, hadElsewhereSince, reachedSince } from './campaigns.store';
import { SeasonQueries } from './season.queries';

export const GROUPS = [
  'channel',
  'place',
  'deprivation',
  'age',
  'sex',
  'ethnicity',
  'language',
  'learningDisability',
] as const;
export type Group = (typeof GROUPS)[number];
export const MEASURES = ['invited', 'booked', 'had', 'declined'] as const;

export interface GroupRow extends Record<(typeof MEASURES)[number] | 'delivered' | 'opened' | 'came', number> {
  what: Group | 'all';
  key: string | null;
}

export const DELIVERY = ['waiting', 'sent', 'delivered', 'failed', 'notNeeded'] as const;
export interface ChannelRow extends Record<(typeof DELIVERY)[number], number> {
  channel: MessageChannel;
  /** Messages that left, and the parts of texts among them. */
  left: number;
  parts: number;
}

export interface CountedProgress {
  groups: GroupRow[];
  declined: { reason: string; place: string; people: number }[];
  delivery: ChannelRow[];
  failures: { reason: string; messages: number }[];
  waves: { number: number; at: Date; people: number }[];
  toCall: number;
  /** People whose text no rule understood. */
  replied: number;
  budget: number | null;
}

/** Whoever takes an e-mail or prints a letter says nothing after that: what they took is as good as delivered. */
const DELIVERED = `(m.state = 'delivered' OR m.state = 'accepted' AND m.channel <> 'sms')`;
const reached = (what: 'booked' | 'came' | 'had'): string =>
  reachedSince(what, 'p', { service: '$3', from: '$4', until: '$5' });
/** $1 audience, $2 today, $3 service, $4 and $5 from when and until when an appointment counts. */
const PROGRESS = `
  WITH one AS (
    SELECT (SELECT m.channel FROM message m WHERE m.invitation_id = i.id AND m.kind = 'invitation' ORDER BY m.id DESC LIMIT 1) AS channel,
      pl.name AS place, p.deprivation_fifth::text AS deprivation, p.sex::text AS sex, p.ethnicity::text AS ethnicity, p.language,
      ${ageBand('$2::date')} AS age, CASE WHEN p.flags & ${flagBits(['learning_disability'])} = 0 THEN 'no' ELSE 'yes' END AS "learningDisability",
      EXISTS (SELECT 1 FROM message m WHERE m.invitation_id = i.id AND ${DELIVERED}) AS delivered,
      i.opened_at IS NOT NULL AS opened, ${reached('booked')} AS booked, ${reached('came')} AS came, (${reached('had')} OR ${hadElsewhereSince({ from: '$4', until: '$5' })}) AS had, i.declined_at IS NOT NULL AS declined
    FROM invitation i JOIN person_profile p ON p.person_id = i.person_id JOIN place pl ON pl.id = p.place_id WHERE i.audience_id = $1
  )
  SELECT CASE ${GROUPS.map((group) => `WHEN GROUPING("${group}") = 0 THEN '${group}'`).join(' ')} ELSE 'all' END AS what,
    COALESCE(${GROUPS.map((group) => `CASE WHEN GROUPING("${group}") = 0 THEN "${group}" END`).join(', ')}) AS key,
    count(*)::integer AS invited, count(*) FILTER (WHERE delivered)::integer AS delivered, count(*) FILTER (WHERE opened)::integer AS opened,
    count(*) FILTER (WHERE booked)::integer AS booked, count(*) FILTER (WHERE came)::integer AS came, count(*) FILTER (WHERE had)::integer AS had, count(*) FILTER (WHERE declined)::integer AS declined
  FROM one GROUP BY GROUPING SETS ((), ${GROUPS.map((group) => `("${group}")`).join(', ')})`;
const DECLINED = `SELECT i.decline_reason AS reason, pl.name AS place, count(*)::integer AS people
  FROM invitation i JOIN person_profile p ON p.person_id = i.person_id JOIN place pl ON pl.id = p.place_id
  WHERE i.audience_id = $1 AND i.declined_at IS NOT NULL GROUP BY 1, 2 ORDER BY 2, 1`;
const FAILED = `('undelivered', 'failed', 'gave_up', 'suppressed', 'expired')`;
const SENT = `FROM invitation i JOIN message m ON m.invitation_id = i.id WHERE i.audience_id = $1`;
const MESSAGES = `SELECT m.channel, (count(*) FILTER (WHERE m.state IN ('pending', 'sending')))::integer AS waiting,
    (count(*) FILTER (WHERE m.state IN ('accepted', 'unknown', 'no_receipt') AND NOT ${DELIVERED}))::integer AS sent,
    (count(*) FILTER (WHERE ${DELIVERED}))::integer AS delivered, (count(*) FILTER (WHERE m.state IN ${FAILED}))::integer AS failed,
    (count(*) FILTER (WHERE m.state = 'superseded'))::integer AS "notNeeded",
    (count(*) FILTER (WHERE m.sent_at IS NOT NULL))::integer AS "left", COALESCE(sum(m.parts) FILTER (WHERE m.sent_at IS NOT NULL), 0)::integer AS parts
  ${SENT} GROUP BY 1`;
const FAILURES = `SELECT COALESCE(m.last_error, m.state) AS reason, count(*)::integer AS messages ${SENT} AND m.state IN ${FAILED} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 20`;
const REPLIED = `SELECT count(DISTINCT i.person_id)::integer AS people FROM invitation i JOIN person_contact c ON c.person_id = i.person_id
    JOIN inbound_message n ON n.from_bi = c.mobile_bi AND n.action = 'none' AND n.at >= i.created_at WHERE i.audience_id = $1`;
const BUDGET = `SELECT budget::float8 AS budget FROM campaign WHERE id = $1`;
const TIMEOUT_MS = 30_000;

/** How far a campaign has come, in figures that nobody is hidden from yet. */
@Injectable()
export class ProgressQueries {
  constructor(
    private readonly database: Database,
    private readonly seasons: SeasonQueries,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  of(campaign: CampaignRow): Promise<CountedProgress> {
    const { audienceId, id, serviceId } = campaign;
    const today = localDateOf(this.clock.now(), this.config.TIME_ZONE);
    const season = this.seasons.season(campaign);
    return this.database.tx(async (tx) => {
      await tx.query(`SET LOCAL statement_timeout = ${TIMEOUT_MS}`);
      const [{ people: toCall }] = await tx.query<[{ people: number }]>(
        `SELECT count(*)::integer AS people FROM call_list_entry e JOIN invitation i ON i.id = e.invitation_id WHERE i.audience_id = $1 AND e.done_at IS NULL`,
        [audienceId],
      );
      return {
        groups: await tx.query<GroupRow[]>(PROGRESS, [audienceId, today, serviceId, ...season]),
        declined: await tx.query<CountedProgress['declined']>(DECLINED, [audienceId]),
        delivery: await tx.query<ChannelRow[]>(MESSAGES, [audienceId]),
        failures: await tx.query<CountedProgress['failures']>(FAILURES, [audienceId]),
        waves: await tx.query<CountedProgress['waves']>(
          'SELECT number, released_at AS at, people FROM wave WHERE campaign_id = $1 ORDER BY number DESC LIMIT 200',
          [id],
        ),
        toCall,
        replied: (await tx.query<[{ people: number }]>(REPLIED, [audienceId]))[0].people,
        budget: (await tx.query<[{ budget: number | null }]>(BUDGET, [id]))[0].budget,
      };
    });
  }
}

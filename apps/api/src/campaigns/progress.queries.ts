import { Inject, Injectable } from '@nestjs/common';
import type { CampaignProgress } from '@fairslot/contract';
import { instantText, localDateOf } from '@fairslot/domain';
import { ageBand } from '../cohorts/age-band';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import { Database } from '../platform/database/database';
import { BOOKED_SINCE, type CampaignRow, HAD_ELSEWHERE } from './campaigns.store';

const GROUPS = ['channel', 'place', 'deprivation', 'age', 'sex', 'ethnicity', 'language'] as const;
type Group = (typeof GROUPS)[number];

interface Row {
  what: Group | 'all';
  key: string | null;
  invited: number;
  delivered: number;
  opened: number;
  booked: number;
  had: number;
  declined: number;
}

/** Fewer people than this are not told to those who may not see people. */
const FEWEST = 5;

const HAD = `EXISTS (SELECT 1 FROM booking b WHERE b.person_id = i.person_id AND b.service_id = i.service_id AND b.status = 'completed' AND b.outcome = 'given')`;
/** Whoever takes an e-mail or prints a letter says nothing after that: what they took is as good as delivered. */
const DELIVERED = `(m.state = 'delivered' OR m.state = 'accepted' AND m.channel <> 'sms')`;
const PROGRESS = `
  WITH one AS (
    SELECT (SELECT m.channel FROM message m WHERE m.invitation_id = i.id AND m.kind = 'invitation' ORDER BY m.id DESC LIMIT 1) AS channel,
      pl.name AS place, p.deprivation_fifth::text AS deprivation, p.sex::text AS sex, p.ethnicity::text AS ethnicity, p.language,
      ${ageBand('$2::date')} AS age,
      EXISTS (SELECT 1 FROM message m WHERE m.invitation_id = i.id AND ${DELIVERED}) AS delivered,
      i.opened_at IS NOT NULL AS opened, ${BOOKED_SINCE} AS booked, (${HAD} OR ${HAD_ELSEWHERE}) AS had, i.declined_at IS NOT NULL AS declined
    FROM invitation i JOIN person_profile p ON p.person_id = i.person_id JOIN place pl ON pl.id = p.place_id WHERE i.audience_id = $1
  )
  SELECT CASE ${GROUPS.map((group) => `WHEN GROUPING(${group}) = 0 THEN '${group}'`).join(' ')} ELSE 'all' END AS what,
    COALESCE(${GROUPS.map((group) => `CASE WHEN GROUPING(${group}) = 0 THEN ${group} END`).join(', ')}) AS key,
    count(*)::integer AS invited, count(*) FILTER (WHERE delivered)::integer AS delivered, count(*) FILTER (WHERE opened)::integer AS opened,
    count(*) FILTER (WHERE booked)::integer AS booked, count(*) FILTER (WHERE had)::integer AS had, count(*) FILTER (WHERE declined)::integer AS declined
  FROM one GROUP BY GROUPING SETS ((), ${GROUPS.map((group) => `(${group})`).join(', ')})`;

/** How far a campaign has come. */
@Injectable()
export class ProgressQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async of(campaign: CampaignRow, left: number, maySeePeople: boolean): Promise<CampaignProgress> {
    const { audienceId, id } = campaign;
    const { rows, declined, waves, toCall } = await this.database.tx(async (tx) => {
      await tx.query('SET LOCAL statement_timeout = 30000');
      return {
        rows: await tx.query<Row[]>(PROGRESS, [audienceId, localDateOf(this.clock.now(), this.config.TIME_ZONE)]),
        declined: await tx.query<{ reason: string; people: number }[]>(
          `SELECT decline_reason AS reason, count(*)::integer AS people FROM invitation WHERE audience_id = $1 AND declined_at IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1`,
          [audienceId],
        ),
        waves: await tx.query<{ number: number; at: Date; people: number }[]>(
          'SELECT number, released_at AS at, people FROM wave WHERE campaign_id = $1 ORDER BY number DESC LIMIT 200',
          [id],
        ),
        toCall: await tx.query<[{ people: number }]>(
          `SELECT count(*)::integer AS people FROM call_list_entry e JOIN invitation i ON i.id = e.invitation_id WHERE i.audience_id = $1 AND e.done_at IS NULL`,
          [audienceId],
        ),
      };
    });
    const all = rows.find(({ what }) => what === 'all');
    const told = (people: number): number | null => (maySeePeople || people === 0 || people >= FEWEST ? people : null);
    const by = (group: Group) =>
      rows
        .filter(({ what }) => what === group)
        .map((row) => ({
          key: row.key ?? 'unknown',
          name: row.key ?? 'Not known',
          invited: told(row.invited),
          booked: told(row.booked),
          had: told(row.had),
          declined: told(row.declined),
        }))
        .sort((a, b) => a.name.localeCompare(b.name));
    return {
      invited: all?.invited ?? 0,
      delivered: all?.delivered ?? 0,
      opened: all?.opened ?? 0,
      booked: all?.booked ?? 0,
      had: all?.had ?? 0,
      declined,
      toCall: toCall[0].people,
      left,
      waves: waves.map(({ at, ...wave }) => ({ ...wave, at: instantText(at, this.config.TIME_ZONE) })),
      by: Object.fromEntries(GROUPS.map((group) => [group, by(group)])) as CampaignProgress['by'],
    };
  }
}

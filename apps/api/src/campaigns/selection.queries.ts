import { Inject, Injectable } from '@nestjs/common';
import { exclusions, localDateOf, type Exclusion, type Invitee, type MessageChannel } from '@fairslot/domain';
import { CohortSql, hadElsewhere, ofPerson, Values } from '../cohorts/cohort-sql.queries';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import { Database } from '../platform/database/database';
import type { ScopedPlace } from '../sites/place-scope.queries';
import type { CampaignRow } from './campaigns.store';
import { FirstOnes } from './first-ones';

export interface Selected {
  excluded: Exclusion | null;
  way: MessageChannel;
  placeId: number;
  outcode: string | null;
  people: number;
}

/** Nobody hears of the same service from two campaigns within so many days. */
const ELSEWHERE_DAYS = 14;
/** Longer than a booking may take, because millions of people are looked through. */
const TIMEOUT_MS = 60_000;
/** Row numbers of people that are looked at in one statement: a fraction of a second. */
const PART = 200_000;

type Candidate = Invitee & { way: MessageChannel; order: string };

const STOPPED = (channel: 'sms' | 'email', index: string): string =>
  `p.person_id IN (SELECT c.person_id FROM person_contact c JOIN opt_out o ON o.channel = '${channel}' AND o.recipient_bi = c.${index})`;
const BY_TEXT = `(p.has_mobile AND NOT ${STOPPED('sms', 'mobile_bi')})`;
const BY_EMAIL = `(p.has_email AND NOT ${STOPPED('email', 'email_bi')})`;

const since = (service: string): string =>
  `(SELECT COALESCE(opens_on, '-infinity') FROM service WHERE id = ${service})`;

/** Whom a campaign would invite now, whom not, and why; everybody whom the cohort selects counts once. */
@Injectable()
export class SelectionQueries {
  constructor(
    private readonly database: Database,
    private readonly sql: CohortSql,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** How many, by reason, way, Place and outcode. */
  count(campaign: CampaignRow, places: readonly ScopedPlace[]): Promise<Selected[]> {
    const values = new Values();
    return this.read<Selected>(
      `SELECT excluded, way, place_id AS "placeId", outcode, count(*)::integer AS people
       FROM (${this.selection(campaign, places, values)}) AS s GROUP BY excluded, way, place_id, outcode`,
      values,
    );
  }

  /** The next people to invite, in the order of the campaign; at most so many. Read a part of the people at a time. */
  async next(
    campaign: CampaignRow,
    places: readonly ScopedPlace[],
    most: number,
  ): Promise<(Invitee & { way: MessageChannel })[]> {
    const first = new FirstOnes<Candidate>(most, ({ order }) => order);
    const [{ last }] = await this.read<{ last: number }, [{ last: number }]>(
      'SELECT COALESCE(max(person_id), 0) AS last FROM person_profile',
      new Values(),
    );
    for (let from = 0; from <= last; from += PART) first.add(await this.part(campaign, places, { from, most }));
    return first.list();
  }

  private part(
    campaign: CampaignRow,
    places: readonly ScopedPlace[],
    { from, most }: { from: number; most: number },
  ): Promise<Candidate[]> {
    const values = new Values();
    const byNeed = campaign.mode === 'need' ? 'COALESCE(deprivation_fifth, 9)' : '0';
    const ids = `p.person_id >= ${values.at(from, 'bigint')} AND p.person_id < ${values.at(from + PART, 'bigint')}`;
    // A text that stands in the order of the campaign.
    return this.read<Candidate>(
      `SELECT * FROM (
         SELECT person_id AS "personId", COALESCE(outcode, '') AS "areaId", way, ${byNeed} || to_char(date_of_birth, 'YYYYMMDD') || to_char(person_id, 'FM0000000000000') AS "order"
         FROM (${this.selection(campaign, places, values)} AND ${ids}) AS s WHERE excluded IS NULL
       ) AS c ORDER BY "order" COLLATE "C" LIMIT ${values.at(most, 'integer')}`,
      values,
    );
  }

  private selection(campaign: CampaignRow, places: readonly ScopedPlace[], values: Values): string {
    const today = localDateOf(this.clock.now(), this.config.TIME_ZONE);
    const own = places.filter(({ id }) => campaign.placeIds.includes(id));
    const conditions = this.sql.conditions(campaign.rules, places, today, values);
    const holding = (quiet: boolean): string =>
      conditions
        .filter(({ part }) => (part === 'doNotContact') === quiet)
        .map(({ holds }) => holds)
        .join(' AND ') || 'true';
    const service = values.at(campaign.serviceId, 'integer');
    const audience = values.at(campaign.audienceId, 'integer');
    const reasons: Record<Exclusion, string> = {
      deceased: 'p.deceased_on IS NOT NULL',
      do_not_contact: `NOT (${holding(true)})`,
      // A service that comes again every season is had when it was had in this one.
      had: `(${ofPerson(
        `b.service_id = ${service} AND b.status = 'completed' AND b.outcome = 'given' AND b.starts_at >= ${since(service)}`,
      )} OR ${hadElsewhere(`d.service_id = ${service} AND d.given_on >= ${since(service)}`)})`,
      booked: ofPerson(
        `b.service_id = ${service} AND b.status IN ('booked', 'checked_in') AND b.starts_at > (SELECT app_now())`,
      ),
      invited_before: `p.person_id IN (SELECT i.person_id FROM invitation i WHERE i.audience_id = ${audience})`,
      invited_elsewhere: `p.person_id IN (SELECT i.person_id FROM invitation i WHERE i.service_id = ${service} AND i.audience_id <> ${audience}
        AND i.created_at > (SELECT app_now()) - interval '${ELSEWHERE_DAYS} days')`,
      // Whoever said STOP to every way we have is not called instead.
      opted_out: `(p.has_mobile OR p.has_email) AND NOT ${BY_TEXT} AND NOT ${BY_EMAIL} AND NOT p.has_address`,
    };
    return `SELECT p.person_id, p.place_id, p.outcode, p.deprivation_fifth, p.date_of_birth,
        CASE ${exclusions.map((reason) => `WHEN ${reasons[reason]} THEN '${reason}'`).join(' ')} END AS excluded,
        CASE WHEN ${BY_TEXT} THEN 'sms' WHEN ${BY_EMAIL} THEN 'email' WHEN p.has_address THEN 'letter' ELSE 'call' END AS way
      FROM person_profile p WHERE p.place_id = ANY (${values.at(
        own.map(({ id }) => id),
        'smallint[]',
      )}) AND p.superseded_by IS NULL AND ${holding(false)}`;
  }

  private read<R, Rows = R[]>(text: string, values: Values): Promise<Rows> {
    return this.database.tx(async (tx) => {
      await tx.query(`SET LOCAL statement_timeout = ${TIMEOUT_MS}`);
      // Compiling such a statement takes longer than it saves.
      await tx.query('SET LOCAL jit = off');
      return tx.query<Rows>(text, values.list);
    });
  }
}

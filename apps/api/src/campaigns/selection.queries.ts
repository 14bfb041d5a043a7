import { Inject, Injectable } from '@nestjs/common';
import { exclusions, localDateOf, type Exclusion, type Invitee, type MessageChannel } from '@fairslot/domain';
import {
  CohortSql,
  type Found,
  hadElsewhere,
  LAST_PAGE,
  ofPerson,
  saidStop,
  Values,
  wasInvited,
} from '../cohorts/cohort-sql.queries';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import { Database } from '../platform/database/database';
import type { ScopedPlace } from '../sites/place-scope.queries';
import { BatchSize } from './batch-size';
import type { RunningCampaign } from './campaigns.store';
import { FirstOnes } from './first-ones';

export interface Selected {
  excluded: Exclusion | null;
  way: MessageChannel;
  placeId: number;
  outcode: string | null;
  people: number;
}

type Settling = Exclude<Exclusion, 'opted_out'>;
const settling = exclusions.filter((reason): reason is Settling => reason !== 'opted_out');
/** Nobody hears of the same service from two campaigns within so many days. */
const ELSEWHERE_DAYS = 14;
/** Longer than a booking may take, because millions of people are looked through. */
const TIMEOUT_MS = 60_000;
/** What the counting of everybody may keep in memory, so that sets of hundreds of thousands are still looked up. */
const COUNTING_MEMORY = '256MB';
/** How long one look at a part of the people is to take, and how many pages of the table it spans. */
const READING = { wantedMs: 60, fewest: 30, first: 150, most: 6000 };
/** So many people say where in the order the next ones end, with so many more in case they mislead. */
const SAMPLE = 3000;
const MORE = 1.2;
const AND_MORE = 40;

/** Somebody to invite. */
export type Candidate = Invitee & { way: MessageChannel; language: string };
type Ordered = Candidate & { order: string };
/** A place in the order of a campaign: all who are as needy and as old, or more, come before. */
interface Bound {
  need: number;
  born: string;
}

/** How somebody is reached first, and whether what they said leaves nothing: whoever said STOP to every way we have is not called instead. */
const ways = (stoppedTexts: string, stoppedEmail: string): { way: string; optedOut: string } => {
  const [byText, byEmail] = [`(p.has_mobile AND NOT ${stoppedTexts})`, `(p.has_email AND NOT ${stoppedEmail})`];
  return {
    way: `CASE WHEN ${byText} THEN 'sms' WHEN ${byEmail} THEN 'email' WHEN p.has_address THEN 'letter' ELSE 'call' END`,
    optedOut: `(p.has_mobile OR p.has_email) AND NOT ${byText} AND NOT ${byEmail} AND NOT p.has_address`,
  };
};

const since = (service: string): string =>
  `(SELECT COALESCE(opens_on, '-infinity') FROM service WHERE id = ${service})`;

/** What comes before age in the order of a campaign. */
const needOf = ({ mode }: RunningCampaign): string =>
  mode === 'need' ? 'COALESCE(p.deprivation_fifth, 9)::integer' : '0';

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
  count(campaign: RunningCampaign, places: readonly ScopedPlace[]): Promise<Selected[]> {
    const values = new Values();
    return this.read<Selected>(
      `SELECT excluded, way, place_id AS "placeId", outcode, count(*)::integer AS people
       FROM (${this.selection(campaign, places, values)}) AS s GROUP BY excluded, way, place_id, outcode`,
      values,
    );
  }

  /** People by Place whom any of these campaigns would invite, or whom `others` names by person_id and place_id; each counts once. */
  together(
    campaigns: readonly RunningCampaign[],
    places: readonly ScopedPlace[],
    others: (values: Values) => string,
  ): Promise<{ placeId: number; people: number }[]> {
    const values = new Values();
    const parts = campaigns.map(
      (one) => `SELECT person_id, place_id FROM (${this.selection(one, places, values)}) AS s WHERE excluded IS NULL`,
    );
    return this.read(
      `SELECT place_id::integer AS "placeId", count(*)::integer AS people FROM (${[others(values), ...parts].join(' UNION ')}) AS one GROUP BY 1`,
      values,
    );
  }

  /** The next people to invite, in the order of the campaign; at most so many. Read a part of the people at a time. */
  async next(campaign: RunningCampaign, places: readonly ScopedPlace[], most: number): Promise<Candidate[]> {
    const [{ people, pages }] = await this.read<unknown, [{ people: number; pages: number }]>(
      `SELECT COALESCE(max(person_id), 0) AS people, (SELECT pg_relation_size('person_profile') / current_setting('block_size')::bigint)::integer AS pages
       FROM person_profile`,
      new Values(),
    );
    const first = new FirstOnes<Ordered>(most, ({ order }) => order);
    const bound = await this.bound(campaign, places, most, people);
    const reached = await this.readUpTo(bound, { campaign, places, most, pages, first });
    // Guessed too low: those beyond.
    if (bound && reached < most) await this.readUpTo(null, { campaign, places, most, pages, first, beyond: bound });
    // Whose row was written anew meanwhile may have been met twice.
    return [...new Map(first.list().map((one) => [one.personId, one])).values()];
  }

  /** Where in the order so many people will have come, by a sample, so that those far behind need no look; null where all are wanted. */
  private async bound(
    campaign: RunningCampaign,
    places: readonly ScopedPlace[],
    most: number,
    people: number,
  ): Promise<Bound | null> {
    const values = new Values();
    const percent = Math.min(100, (SAMPLE / Math.max(1, people)) * 100);
    const wanted = Math.ceil((most * MORE * percent) / 100) + AND_MORE;
    const [bound] = await this.read<Bound>(
      `SELECT need, date_of_birth AS born FROM (${this.candidates(campaign, places, values, '', percent)}) AS s
       ORDER BY need, date_of_birth OFFSET ${values.at(wanted, 'integer')} LIMIT 1`,
      values,
    );
    return bound ?? null;
  }

  /** Answers how many there were, of whom the first are kept. */
  private async readUpTo(
    bound: Bound | null,
    {
      campaign,
      places,
      most,
      pages,
      first,
      beyond,
    }: {
      campaign: RunningCampaign;
      places: readonly ScopedPlace[];
      most: number;
      pages: number;
      first: FirstOnes<Ordered>;
      beyond?: Bound;
    },
  ): Promise<number> {
    const size = new BatchSize(READING);
    let found = 0;
    for (let from = 0; from === 0 || from < pages;) {
      const to = from + size.people;
      const values = new Values();
      const hasNeed = campaign.mode === 'need';
      const upTo = ({ need, born }: Bound, compared: '<=' | '>'): string =>
        hasNeed
          ? `(${needOf(campaign)}, p.date_of_birth) ${compared} (${values.at(need, 'integer')}, ${values.at(born, 'date')})`
          : `p.date_of_birth ${compared} ${values.at(born, 'date')}`;
      // By pages, because nearly all who are met are passed over. Whose row is written meanwhile into a page that was read is met at the next look.
      const page = (at: number): string => values.at(`(${at},0)`, 'tid');
      const within = [
        ...(bound ? [upTo(bound, '<=')] : []),
        ...(beyond ? [upTo(beyond, '>')] : []),
        `p.ctid >= ${page(from)} AND p.ctid < ${page(to < pages ? to : LAST_PAGE)}`,
      ]
        .map((condition) => ` AND ${condition}`)
        .join('');
      const part = await size.timed(to - from, () =>
        this.read<Ordered>(
          `SELECT person_id AS "personId", sex, COALESCE(outcode, '') AS "areaId", language, way, need::text || date_of_birth::text AS "order"
           FROM (${this.candidates(campaign, places, values, within)}) AS s ORDER BY need, date_of_birth, person_id LIMIT ${values.at(most, 'integer')}`,
          values,
        ),
      );
      // Within a day of birth by row number, as they come.
      first.add(part);
      found += part.length;
      from = to;
    }
    return found;
  }

  /** Everybody whom the cohort selects, and why not. */
  private selection(campaign: RunningCampaign, places: readonly ScopedPlace[], values: Values): string {
    const { from, settled } = this.cohort(campaign, places, values, 'as a set');
    const { way, optedOut } = ways(saidStop('sms'), saidStop('email'));
    return `SELECT p.person_id, p.place_id, p.outcode, ${way} AS way, COALESCE(${settled}, CASE WHEN ${optedOut} THEN 'opted_out' END) AS excluded ${from}`;
  }

  /** Those whom nothing excludes, of a part of the people. */
  private candidates(
    campaign: RunningCampaign,
    places: readonly ScopedPlace[],
    values: Values,
    within: string,
    percent?: number,
  ): string {
    const { from, settled } = this.cohort(campaign, places, values, 'one by one', percent);
    const { way, optedOut } = ways('stop.sms IS TRUE', 'stop.email IS TRUE');
    return `SELECT p.*, ${way} AS way FROM (
        SELECT p.person_id, p.outcode, p.date_of_birth, p.language, p.sex, p.has_mobile, p.has_email, p.has_address, ${needOf(campaign)} AS need
        ${from}${within} AND ${settled} IS NULL OFFSET 0) AS p LEFT JOIN LATERAL (
        SELECT EXISTS (SELECT FROM opt_out o WHERE o.channel = 'sms' AND o.recipient_bi = c.mobile_bi) AS sms,
          EXISTS (SELECT FROM opt_out o WHERE o.channel = 'email' AND o.recipient_bi = c.email_bi) AS email
        FROM person_contact c WHERE c.person_id = p.person_id OFFSET 0) AS stop ON true WHERE NOT (${optedOut})`;
  }

  /** People p whom the cohort selects, and the first reason that settles that one is not invited, but for what they said to messages. */
  private cohort(
    campaign: RunningCampaign,
    places: readonly ScopedPlace[],
    values: Values,
    found: Found,
    percent?: number,
  ): { from: string; settled: string } {
    const today = localDateOf(this.clock.now(), this.config.TIME_ZONE);
    const own = places.filter(({ id }) => campaign.placeIds.includes(id));
    const conditions = this.sql.conditions(campaign.rules, places, today, values, found);
    const holding = (quiet: boolean): string =>
      conditions
        .filter(({ part }) => (part === 'doNotContact') === quiet)
        .map(({ holds }) => holds)
        .join(' AND ') || 'true';
    const service = values.at(campaign.serviceId, 'integer');
    const audience = values.at(campaign.audienceId, 'integer');
    const isSet = found === 'as a set';
    const had = `b.service_id = ${service} AND b.status = 'completed' AND b.outcome = 'given' AND b.starts_at >= ${since(service)}`;
    const booked = `b.service_id = ${service} AND b.status IN ('booked', 'checked_in') AND b.starts_at > (SELECT app_now())`;
    const dose = `d.service_id = ${service} AND d.given_on >= ${since(service)}`;
    const before = `i.audience_id = ${audience}`;
    const elsewhere = `i.service_id = ${service} AND i.audience_id <> ${audience} AND i.created_at > (SELECT app_now()) - interval '${ELSEWHERE_DAYS} days'`;
    const reasons: Record<Settling, string> = {
      deceased: 'p.deceased_on IS NOT NULL',
      do_not_contact: `NOT (${holding(true)})`,
      // A service that comes again every season is had when it was had in this one.
      had: isSet ? `(${ofPerson(had)} OR ${hadElsewhere(dose)})` : hadElsewhere(dose, found),
      // Looked up one by one, bookings are asked once for both reasons, and invitations too.
      booked: isSet
        ? ofPerson(booked)
        : ofPerson(`b.status IN ('booked', 'checked_in', 'completed') AND (${had} OR ${booked})`, found),
      invited_before: isSet ? wasInvited(before) : wasInvited(`(${before} OR ${elsewhere})`, found),
      invited_elsewhere: isSet ? wasInvited(elsewhere) : 'false',
    };
    // What came of it matters there, and only whether any holds here: most are found invited at later looks.
    const order = isSet ? settling : [...new Set<Settling>(['invited_before', ...settling])];
    const sampled = percent === undefined ? '' : ` TABLESAMPLE SYSTEM (${values.at(percent, 'real')})`;
    const settled = order.map((reason) => `WHEN ${reasons[reason]} THEN '${reason}'`).join(' ');
    const placeIds = values.at(
      own.map(({ id }) => id),
      'smallint[]',
    );
    return {
      from: `FROM person_profile p${sampled} WHERE p.place_id = ANY (${placeIds}) AND p.superseded_by IS NULL AND ${holding(false)}`,
      settled: `(CASE ${settled} END)`,
    };
  }

  private read<R, Rows = R[]>(text: string, values: Values): Promise<Rows> {
    return this.database.tx(async (tx) => {
      await tx.query(`SET LOCAL statement_timeout = ${TIMEOUT_MS}`);
      await tx.query(`SET LOCAL work_mem = '${COUNTING_MEMORY}'`);
      return tx.query<Rows>(text, values.list);
    });
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { exclusions, localDateOf, type Exclusion, type Invitee, type MessageChannel } from '@fairslot/domain';
import { CohortSql, hadElsewhere, ofPerson, Values } from '../cohorts/cohort-sql.queries';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import { Database } from '../platform/database/database';
import type { ScopedPlace } from '../sites/place-scope.queries';
import type { CampaignRow } from './campaigns.store';

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

  /** The next people to invite, in the order of the campaign; at most so many. */
  next(
    campaign: CampaignRow,
    places: readonly ScopedPlace[],
    most: number,
  ): Promise<(Invitee & { way: MessageChannel })[]> {
    const values = new Values();
    const order = campaign.mode === 'need' ? 'deprivation_fifth NULLS LAST, date_of_birth' : 'date_of_birth';
    return this.read(
      `SELECT person_id AS "personId", COALESCE(outcode, '') AS "areaId", way FROM (${this.selection(campaign, places, values)}) AS s
       WHERE excluded IS NULL ORDER BY ${order}, person_id LIMIT ${values.at(most, 'integer')}`,
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

  private read<R>(text: string, values: Values): Promise<R[]> {
    return this.database.tx(async (tx) => {
      await tx.query(`SET LOCAL statement_timeout = ${TIMEOUT_MS}`);
      return tx.query<R[]>(text, values.list);
    });
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { addDays, daysBetween, type LocalDate, localDateOf, startOfLocalDay } from '@fairslot/domain';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import { Database } from '../platform/database/database';
import { type CampaignRow, firstBooked } from './campaigns.store';

/** Who was invited may still come so many days after the last day; whoever comes later comes for another season. */
export const AFTER_DAYS = 90;
const WEEK = 7;
const MOST_WEEKS = 53;
/** A season before began about a year earlier, give or take four months. */
const YEAR = 365;
const GIVE_OR_TAKE = 120;

/** $1 audience, $2 service, $3 and $4 the season as instants, $5 first day, $6 time zone. */
const WEEKS = {
  name: 'campaigns.weeks',
  text: `WITH booked AS (${firstBooked('$1', { service: '$2', from: '$3', until: '$4' })}), events AS (
      SELECT i.created_at AS at, 1 AS invited, 0 AS booked FROM invitation i JOIN person_profile p ON p.person_id = i.person_id WHERE i.audience_id = $1
      UNION ALL SELECT k.at, 0, 1 FROM booked k JOIN invitation i ON i.id = k.id JOIN person_profile p ON p.person_id = i.person_id)
    SELECT GREATEST(((at AT TIME ZONE $6)::date - $5::date) / ${WEEK}, 0) AS week, sum(invited)::integer AS invited, sum(booked)::integer AS booked
    FROM events GROUP BY 1`,
};
/** $1 service, $2 itself, $3 its first day, $4 Places of the caller, $5 its own Places: one for the same Places comes first. */
const BEFORE = {
  name: 'campaigns.before',
  text: `SELECT c.id, c.name, c.starts_on AS "startsOn" FROM campaign c
    WHERE c.service_id = $1 AND c.id <> $2 AND abs($3::date - ${YEAR} - c.starts_on) <= ${GIVE_OR_TAKE} AND c.place_ids <@ $4
      AND EXISTS (SELECT 1 FROM invitation i WHERE i.audience_id = c.audience_id)
    ORDER BY c.place_ids @> $5 AND c.place_ids <@ $5 DESC, abs($3::date - ${YEAR} - c.starts_on), c.id DESC LIMIT 1`,
};

export interface Week {
  from: LocalDate;
  /** By its end, since the first day. */
  invited: number;
  booked: number;
}

/** A campaign week by week, and the one of the season before to compare it with. */
@Injectable()
export class SeasonQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** From when and until when an appointment counts for a campaign. */
  season({ startsOn, endsOn }: CampaignRow): [from: Date, until: Date] {
    const zone = this.config.TIME_ZONE;
    return [startOfLocalDay(startsOn, zone), startOfLocalDay(addDays(endsOn, AFTER_DAYS + 1), zone)];
  }

  /** Every week from the first day until today, or until nobody is expected any more; none before the first day. */
  async weeks(campaign: CampaignRow): Promise<Week[]> {
    const { audienceId, serviceId, startsOn, endsOn } = campaign;
    const zone = this.config.TIME_ZONE;
    const rows = await this.database.once<{ week: number; invited: number; booked: number }>(WEEKS, [
      audienceId,
      serviceId,
      ...this.season(campaign),
      startsOn,
      zone,
    ]);
    const today = localDateOf(this.clock.now(), zone);
    const last = today < addDays(endsOn, AFTER_DAYS) ? today : addDays(endsOn, AFTER_DAYS);
    const weeks = Math.min(Math.floor(daysBetween(startsOn, last) / WEEK) + 1, MOST_WEEKS);
    const sum = { invited: 0, booked: 0 };
    return Array.from({ length: Math.max(weeks, 0) }, (_, week) => {
      const isLast = week === weeks - 1;
      for (const row of rows.filter((one) => (isLast ? one.week >= week : one.week === week))) {
        sum.invited += row.invited;
        sum.booked += row.booked;
      }
      return { from: addDays(startsOn, week * WEEK), ...sum };
    });
  }

  /** Null where no campaign of the service that the caller may see began about a year before. */
  async before(
    { serviceId, id, startsOn, placeIds }: CampaignRow,
    ownPlaceIds: readonly number[],
  ): Promise<{ id: number; name: string; startsOn: LocalDate } | null> {
    const [row] = await this.database.once<{ id: number; name: string; startsOn: LocalDate }>(BEFORE, [
      serviceId,
      id,
      startsOn,
      ownPlaceIds,
      placeIds,
    ]);
    return row ?? null;
  }
}

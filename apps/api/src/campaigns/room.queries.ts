import { Inject, Injectable } from '@nestjs/common';
import type { Area, Simulation } from '@fairslot/domain';
import { CONFIG, type Config } from '../platform/config/config';
import { Database } from '../platform/database/database';
import { notPausedAt } from '../services/service-pauses';
import { SiteDirectory } from '../sites/site-directory';
import { HAD_ELSEWHERE, notBookedSince, type RunningCampaign } from './campaigns.store';

/** Free times count that lie within so many days. */
export const AHEAD_DAYS = 14;
/** Whoever has not come after so many days is not expected any more. */
const EXPECTED_DAYS = 21;
const METRES = 1000;

const IS_FOR_WOMEN = `COALESCE('women_only' = ANY (s.options), false)`;
const FREE_SLOTS = `sum(GREATEST(s.capacity - s.reserved - s.taken, 0))::integer AS free`;
const MAY_BE_TAKEN = `s.starts_at > app_now() AND s.status = 'open'
      AND s.service_ids @> ARRAY[$1::integer] AND (s.audience_ids IS NULL OR $2 = ANY (s.audience_ids))`;
const FREE = {
  name: 'campaigns.free',
  text: `SELECT s.site_id AS "siteId", ${IS_FOR_WOMEN} AS "forWomen", ${FREE_SLOTS} FROM slot s
    WHERE ${MAY_BE_TAKEN} AND s.starts_at < app_now() + interval '${AHEAD_DAYS} days'
      AND ${notPausedAt('s', '$1')} GROUP BY 1, 2`,
};
// A pause is one of whole days: asked of each day, and not of its hundreds of slots.
const FREE_BY_DAY = {
  name: 'campaigns.free_by_day',
  text: `SELECT s.site_id AS "siteId", ${IS_FOR_WOMEN} AS "forWomen", (s.starts_at AT TIME ZONE $3)::date::text AS date, ${FREE_SLOTS} FROM slot s
    WHERE ${MAY_BE_TAKEN} AND s.starts_at < $4 GROUP BY 1, 2, 3 HAVING NOT is_service_paused(s.site_id, $1, min(s.starts_at))`,
};
// Of every campaign for the service, because all of them send people to the same places.
const WAITING = {
  name: 'campaigns.waiting',
  text: `SELECT COALESCE(p.outcode, '') AS "areaId", count(*)::integer AS people, (count(*) FILTER (WHERE p.sex = 'f'))::integer AS women FROM campaign c JOIN invitation i ON i.audience_id = c.audience_id
      JOIN person_profile p ON p.person_id = i.person_id
    WHERE c.service_id = $1 AND i.service_id = $1 AND i.wave_id IS NOT NULL AND i.declined_at IS NULL AND i.created_at > app_now() - interval '${EXPECTED_DAYS} days'
      AND ${notBookedSince('p')} AND NOT ${HAD_ELSEWHERE} GROUP BY 1`,
};

const WAITING_BY_PLACE = {
  name: 'campaigns.waiting_by_place',
  text: `SELECT p.place_id::integer AS "placeId", p.outcode, count(*)::integer AS people FROM invitation i JOIN person_profile p ON p.person_id = i.person_id
    WHERE i.audience_id = $1 AND i.wave_id IS NOT NULL AND i.declined_at IS NULL AND i.created_at > app_now() - interval '${EXPECTED_DAYS} days'
      AND ${notBookedSince('p')} AND NOT ${HAD_ELSEWHERE} GROUP BY 1, 2`,
};

/** People whom running campaigns of a service have invited and who have neither booked nor declined, and their Place; once for each campaign. */
export const invitedStillToBook = (service: string): string =>
  `SELECT p.person_id, p.place_id FROM campaign c JOIN invitation i ON i.audience_id = c.audience_id JOIN person_profile p ON p.person_id = i.person_id
    WHERE c.service_id = ${service} AND i.service_id = ${service} AND c.state = 'running' AND i.declined_at IS NULL AND p.deceased_on IS NULL
      AND ${notBookedSince('p')} AND NOT ${HAD_ELSEWHERE}`;

type FreeOnDay = Simulation['free'][number];

/** The room there is for people to be invited, and who is expected to fill it already. */
@Injectable()
export class RoomQueries {
  constructor(
    private readonly database: Database,
    private readonly directory: SiteDirectory,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Free times at each site that anybody may take, and beside them those at clinics for women only. */
  async free({
    serviceId,
    audienceId,
  }: RunningCampaign): Promise<{ free: Map<number, number>; forWomen: Map<number, number> }> {
    type Row = { siteId: number; forWomen: boolean; free: number };
    const rows = await this.database.once<Row>(FREE, [serviceId, audienceId]);
    const of = (isForWomen: boolean) =>
      new Map(rows.flatMap(({ siteId, forWomen, free }) => (forWomen === isForWomen ? [[siteId, free]] : [])));
    return { free: of(false), forWomen: of(true) };
  }

  /** Free times at each site and local date before an instant. */
  freeByDay({ serviceId, audienceId }: RunningCampaign, before: Date): Promise<FreeOnDay[]> {
    return this.database.once<FreeOnDay & Record<string, unknown>>(FREE_BY_DAY, [
      serviceId,
      audienceId,
      this.config.TIME_ZONE,
      before,
    ]);
  }

  /** People of each area who were invited and may still come, and of them who is known to be a woman. */
  async waiting({
    serviceId,
  }: RunningCampaign): Promise<{ waiting: Map<string, number>; waitingWomen: Map<string, number> }> {
    type Row = { areaId: string; people: number; women: number };
    const rows = await this.database.once<Row>(WAITING, [serviceId]);
    return {
      waiting: new Map(rows.map(({ areaId, people }) => [areaId, people])),
      waitingWomen: new Map(rows.map(({ areaId, women }) => [areaId, women])),
    };
  }

  /** People of this campaign who were invited and may still come, by home. */
  waitingByPlace({
    audienceId,
  }: RunningCampaign): Promise<{ placeId: number; outcode: string | null; people: number }[]> {
    return this.database.once<{ placeId: number; outcode: string | null; people: number }>(WAITING_BY_PLACE, [
      audienceId,
    ]);
  }

  /** Sites within reach of each outcode, nearest first. */
  areas({ withinKm }: RunningCampaign): Map<string, Area> {
    return new Map(
      this.directory.allOutcodes().map((outcode) => [
        outcode.outcode,
        {
          id: outcode.outcode,
          siteIds: this.directory
            .within(outcode, withinKm * METRES)
            .sort((a, b) => a.distance - b.distance || a.site.id - b.site.id)
            .map(({ site }) => site.id),
        },
      ]),
    );
  }
}

import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import { Outcode } from './place.entity';
import type { SiteClosure, SiteLocation } from './site-location';
import { Site } from './site.entity';

// The text of every row, condensed: cheaper to ask than to read hundreds of sites anew every few seconds.
const VERSION = {
  name: 'sites.version',
  text: `SELECT concat_ws('/',
    (SELECT md5(string_agg(md5(site::text), '' ORDER BY id)) FROM site),
    (SELECT md5(string_agg(md5(place::text), '' ORDER BY id)) FROM place),
    (SELECT md5(string_agg(md5(outcode::text), '' ORDER BY outcode.outcode)) FROM outcode),
    (SELECT md5(string_agg(md5(site_location::text), '' ORDER BY site_id, date)) FROM site_location WHERE date >= app_now()::date - 1),
    (SELECT md5(string_agg(md5(closure::text), '' ORDER BY id)) FROM closure WHERE ended_at IS NULL AND until_date >= app_now()::date - 1),
    (SELECT md5(string_agg(concat_ws('/', site_id, hash, alt), '' ORDER BY id)) FROM site_photo)
  ) AS version`,
};
const LOCATIONS = {
  name: 'sites.locations',
  text: `SELECT site_id AS "siteId", date, name, address, postcode, latitude, longitude, directions FROM site_location
    WHERE date >= app_now()::date - 1`,
};
const CLOSURES = {
  name: 'sites.closures',
  text: `SELECT site_id AS "siteId", from_date AS "fromDate", until_date AS "untilDate", to_char(starts, 'HH24:MI') AS starts,
    to_char(ends, 'HH24:MI') AS ends, service_ids AS "serviceIds" FROM closure WHERE ended_at IS NULL AND until_date >= app_now()::date - 1`,
};

@Injectable()
export class SitesStore {
  constructor(private readonly database: Database) {}

  /** Changes whenever sites, their pictures, outcodes or locations do. */
  async version(): Promise<string> {
    const [row] = await this.database.once<{ version: string }>(VERSION, []);
    return (row as { version: string }).version;
  }

  sites(): Promise<Site[]> {
    return this.database.repository(Site).find({ relations: { place: true }, order: { id: 'ASC' } });
  }

  outcodes(): Promise<Outcode[]> {
    return this.database.repository(Outcode).find();
  }

  /** Where mobile units stand from yesterday on. */
  locations(): Promise<SiteLocation[]> {
    return this.database.once<SiteLocation & Record<string, unknown>>(LOCATIONS, []);
  }

  /** From yesterday on. */
  closures(): Promise<SiteClosure[]> {
    return this.database.once<SiteClosure & Record<string, unknown>>(CLOSURES, []);
  }
}

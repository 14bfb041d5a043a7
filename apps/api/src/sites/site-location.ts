import type { LocalDate, LocalTime } from '@fairslot/domain';

/** Local dates, both included, and between which local times; all day where there are none. */
export interface SiteClosure {
  siteId: number;
  fromDate: LocalDate;
  untilDate: LocalDate;
  starts: LocalTime | null;
  ends: LocalTime | null;
  /** Null: closed for every service. */
  serviceIds: number[] | null;
}

/** Where a mobile unit stands on one date. */
export interface SiteLocation {
  siteId: number;
  date: LocalDate;
  name: string;
  address: string;
  postcode: string;
  latitude: number;
  longitude: number;
  directions: string;
}

import type { LocalDate } from '@fairslot/domain';

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

import { Injectable } from '@nestjs/common';
import type { AboutSite, PublicSite } from '@fairslot/contract';
import { type HoursOnDate, type LocalDate, type Point, SITE_FACILITIES, type SiteFacilities } from '@fairslot/domain';
import { NearbySites, type NearbySite } from './nearby-sites';
import { Outcode } from './place.entity';
import type { SiteClosure, SiteLocation } from './site-location';
import { type SitePhoto, SitePhotosStore } from './site-photos.store';
import { Site } from './site.entity';
import { SitesStore } from './sites.store';

/** Sites, outcodes and where mobile units stand, in memory: what every search reads. Read anew every few seconds, where it changed. */
@Injectable()
export class SiteDirectory {
  private version = '';
  private byId = new Map<number, Site>();
  private bySlug = new Map<string, Site>();
  private outcodes = new Map<string, Outcode>();
  private locations = new Map<number, Map<LocalDate, SiteLocation>>();
  private closures: SiteClosure[] = [];
  private photos = new Map<number, SitePhoto[]>();
  private fixed = new NearbySites([]);
  private moving: Site[] = [];

  constructor(
    private readonly store: SitesStore,
    private readonly pictures: SitePhotosStore,
  ) {}

  async load(): Promise<void> {
    const version = await this.store.version();
    if (version === this.version) return;
    const [sites, outcodes, locations, closures, photos] = await Promise.all([
      this.store.sites(),
      this.store.outcodes(),
      this.store.locations(),
      this.store.closures(),
      this.pictures.all(),
    ]);
    this.byId = new Map(sites.map((site) => [site.id, site]));
    this.bySlug = new Map(sites.map((site) => [site.slug, site]));
    this.outcodes = new Map(outcodes.map((outcode) => [outcode.outcode, outcode]));
    this.locations = bySiteAndDate(locations);
    this.closures = closures;
    this.photos = bySite(photos);
    const isMobile = ({ id }: Site): boolean => this.locations.has(id);
    this.fixed = new NearbySites(this.open().filter((site) => !isMobile(site)));
    this.moving = this.open().filter(isMobile);
    this.version = version;
  }

  get(id: number): Site {
    const site = this.byId.get(id);
    if (!site) throw new Error(`Site ${id} is not in memory`);
    return site;
  }

  /** Undefined for one that is not in memory yet. */
  slugOf(id: number): string | undefined {
    return this.byId.get(id)?.slug;
  }

  find(slug: string): Site | undefined {
    return this.bySlug.get(slug);
  }

  open(): Site[] {
    return [...this.byId.values()].filter((site) => site.status === 'open');
  }

  /** Open sites that stay where they are, at most so many metres away; in no order. */
  within(point: Point, metres: number): NearbySite[] {
    return this.fixed.within(point, metres);
  }

  /** Open sites that stand elsewhere on some dates. */
  mobile(): readonly Site[] {
    return this.moving;
  }

  /** Where a mobile unit stands on a date; undefined where it is at its own address. */
  locationOn(siteId: number, date: LocalDate): SiteLocation | undefined {
    return this.locations.get(siteId)?.get(date);
  }

  /** Pictures of the way in, the oldest first. */
  photosOf(siteId: number): readonly SitePhoto[] {
    return this.photos.get(siteId) ?? [];
  }

  /** Is the site closed for any of these hours: for everything, or also for this service? */
  isClosedIn(siteId: number, { date, from, until }: HoursOnDate, serviceId?: number): boolean {
    return this.closures.some(
      (one) =>
        one.siteId === siteId &&
        (one.serviceIds === null || (serviceId !== undefined && one.serviceIds.includes(serviceId))) &&
        one.fromDate <= date &&
        date <= one.untilDate &&
        (one.starts === null || one.ends === null || (one.starts < until && from < one.ends)),
    );
  }

  outcode(outcode: string): Outcode | undefined {
    return this.outcodes.get(outcode);
  }

  allOutcodes(): Outcode[] {
    return [...this.outcodes.values()];
  }
}

/** What a resident sees of a site; of a mobile unit, where it stands on a date. */
export function publicSite(site: Site, location?: SiteLocation): PublicSite {
  const { address, postcode, latitude, longitude, directions } = location ?? site;
  return {
    id: site.slug,
    name: site.name,
    kind: site.kind,
    address,
    postcode,
    place: site.place.name,
    latitude,
    longitude,
    directions,
    languages: site.languages,
    ...(location
      ? { ...NO_WAY, facilities: { ...facilitiesOf(site), ...NO_PARKING } }
      : {
          facilities: facilitiesOf(site),
          what3words: site.what3words,
          buses: site.buses,
          station: site.station,
          travel: site.travel,
        }),
    ...(location ? { standsAt: location.name } : {}),
  };
}

/** Where a mobile unit stands elsewhere, nobody has said how to get there, or where to park. */
const NO_WAY = { what3words: '', buses: [], station: null, travel: [] };
const NO_PARKING = { parking: false, parkingCost: null, blueBadgeBays: false };

function facilitiesOf({ facilities }: Site): SiteFacilities {
  const has = Object.fromEntries(SITE_FACILITIES.map((name) => [name, facilities[name] === true]));
  return { ...(has as Omit<SiteFacilities, 'parkingCost'>), parkingCost: facilities.parkingCost ?? null };
}

/** What residents are told of a site besides. */
export const aboutSite = (site: Site, photos: readonly SitePhoto[]): AboutSite => ({
  ...publicSite(site),
  hours: site.hours,
  walkIn: { hours: site.walkInHours, services: site.walkInServices },
  photos: photos.map(({ hash, alt, width, height }) => ({ id: hash, alt, width, height })),
});

/** The same of a mobile unit on a date: hours and pictures of its own address are not those of where it stands. */
export const aboutSiteAt = (site: Site, location: SiteLocation): AboutSite => ({
  ...publicSite(site, location),
  hours: [],
  walkIn: { hours: [], services: [] },
  photos: [],
});

function bySite(photos: readonly SitePhoto[]): Map<number, SitePhoto[]> {
  const known = new Map<number, SitePhoto[]>();
  for (const photo of photos) known.set(photo.siteId, [...(known.get(photo.siteId) ?? []), photo]);
  return known;
}

function bySiteAndDate(locations: readonly SiteLocation[]): Map<number, Map<LocalDate, SiteLocation>> {
  const bySite = new Map<number, Map<LocalDate, SiteLocation>>();
  for (const location of locations) {
    const byDate = bySite.get(location.siteId) ?? new Map<LocalDate, SiteLocation>();
    bySite.set(location.siteId, byDate.set(location.date, location));
  }
  return bySite;
}

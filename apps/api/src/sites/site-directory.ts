import { Injectable } from '@nestjs/common';
import type { PublicSite } from '@fairslot/contract';
import { Outcode } from './place.entity';
import { Site } from './site.entity';
import { SitesStore } from './sites.store';

/** Sites and outcodes in memory: a few hundred rows that every search reads. Read anew every few seconds. */
@Injectable()
export class SiteDirectory {
  private byId = new Map<number, Site>();
  private bySlug = new Map<string, Site>();
  private outcodes = new Map<string, Outcode>();

  constructor(private readonly store: SitesStore) {}

  async load(): Promise<void> {
    const [sites, outcodes] = await Promise.all([this.store.sites(), this.store.outcodes()]);
    this.byId = new Map(sites.map((site) => [site.id, site]));
    this.bySlug = new Map(sites.map((site) => [site.slug, site]));
    this.outcodes = new Map(outcodes.map((outcode) => [outcode.outcode, outcode]));
  }

  get(id: number): Site {
    const site = this.byId.get(id);
    if (!site) throw new Error(`Site ${id} is not in memory`);
    return site;
  }

  find(slug: string): Site | undefined {
    return this.bySlug.get(slug);
  }

  open(): Site[] {
    return [...this.byId.values()].filter((site) => site.status === 'open');
  }

  outcode(outcode: string): Outcode | undefined {
    return this.outcodes.get(outcode);
  }

  allOutcodes(): Outcode[] {
    return [...this.outcodes.values()];
  }
}

/** What a resident sees of a site. */
export function publicSite(site: Site): PublicSite {
  const can = (name: string): boolean => site.facilities[name] === true;
  return {
    id: site.slug,
    name: site.name,
    kind: site.kind,
    address: site.address,
    postcode: site.postcode,
    place: site.place.name,
    latitude: site.latitude,
    longitude: site.longitude,
    directions: site.directions,
    facilities: {
      stepFree: can('stepFree'),
      parking: can('parking'),
      hearingLoop: can('hearingLoop'),
      quietRoom: can('quietRoom'),
      accessibleToilet: can('accessibleToilet'),
    },
  };
}

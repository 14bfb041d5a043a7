import { Inject, Injectable } from '@nestjs/common';
import type { listTimes, PublicSite, QueryOf, ResponseOf, searchAvailability } from '@fairslot/contract';
import {
  clinicOptionsOf,
  distanceMetres,
  instantText,
  type LocalDate,
  offersNeed,
  optionsForNeeds,
  wishedTimes,
} from '@fairslot/domain';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import { AppError, type FieldFault } from '../platform/http/app-error';
import { Ids } from '../platform/ids/ids';
import { ServiceCatalogue } from '../services/service-catalogue';
import type { ServiceRow } from '../services/service.entity';
import { Locate, type LocatedPlace } from '../sites/locate';
import type { SiteLocation } from '../sites/site-location';
import type { Site } from '../sites/site.entity';
import { publicSite, SiteDirectory } from '../sites/site-directory';
import { type Asked, preferredIn } from './asked';
import { type BoardTime, FreeTimes, summarise, type Summary } from './free-times';
import { SlotBoard } from './slot-board';
import type { PartyTime } from './starts';
import type { Wish } from './wish';

type Query = QueryOf<typeof searchAvailability>;
type PartyQuery = Pick<
  QueryOf<typeof listTimes>,
  'service' | 'also' | 'attendees' | 'together' | 'help' | 'access' | 'without'
>;
type Answer = ResponseOf<typeof searchAvailability>;
type Row = Answer['items'][number];

/** A site that has free times, before it is known whether it is on the page. */
interface Found {
  site: Site;
  distance: number;
  first: PartyTime;
  needsMet: number;
  /** Where a mobile unit stands at its first time. */
  location: SiteLocation | undefined;
  /** Of a site that was read whole: one of few, or a mobile unit, whose distance depends on its days. */
  summary: Summary | undefined;
}

const DEFAULT_DAYS = 14;
const MOST_DAYS = 84;
const PAGE = 50;
const FEW = 500;
const MORE_TIME = 'moreTime';
const NO_NEEDS: readonly string[] = [];
/** Written instants that are kept: those of twelve weeks, every five minutes. */
const MOST_TEXTS = 25_000;

/** Sites with free times near a point, from memory. */
@Injectable()
export class SearchAvailability {
  private readonly texts = new Map<number, string>();
  private readonly shownSites = new WeakMap<Site, PublicSite>();
  private readonly openOn = new WeakMap<ServiceRow, { day: number; isOpen: boolean }>();

  constructor(
    private readonly times: FreeTimes,
    private readonly board: SlotBoard,
    private readonly directory: SiteDirectory,
    private readonly services: ServiceCatalogue,
    private readonly locate: Locate,
    private readonly clock: Clock,
    private readonly ids: Ids,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  run(query: Query): Answer {
    const wish = this.wishOf(query);
    const near = this.nearOf(query);
    const { from, to } = this.datesOf(query);
    const asked = this.times.ask(wish, from, to);
    const needs = needsOf(query).filter((need) => need !== MORE_TIME);
    const all = this.mayBeBooked(wish)
      ? [...this.fixedSites(near, query.radius, asked, needs), ...this.mobileSites(near, query.radius, asked, needs)]
      : [];
    const { found, ...hidden } = this.narrow(all, asked, query);
    const preferred = ({ first }: Found): number => preferredIn(first, asked.prefers);
    const met = (one: Found): number => one.needsMet + preferred(one);
    found.sort((a, b) => met(b) - met(a) || preferred(b) - preferred(a) || inOrder(query.sort, a, b));
    const at = Number(query.cursor ?? 0);
    const more = found.length > at + PAGE ? { nextCursor: String(at + PAGE) } : {};
    const items = found.slice(at, at + PAGE).map((one) => this.row(one, asked));
    return { items, total: found.length, near, from, to, ...freeOf(found), ...hidden, ...more };
  }

  /** Only times that suit, where there is a wish for some; what it leaves out is counted. */
  private narrow(
    all: Found[],
    asked: Asked,
    query: Query,
  ): { found: Found[]; hidden?: { free: number; sites: number } } {
    const fits = wishedTimes(query, this.config.TIME_ZONE);
    if (!fits) return { found: all };
    const mobile = new Set(this.directory.mobile());
    const hidden = { free: 0, sites: 0 };
    const found = all.flatMap((one): Found[] => {
      // A mobile unit has days on which it stands elsewhere.
      const days = mobile.has(one.site) ? one.summary?.days.map(({ date }) => date) : undefined;
      const times = this.times.all(one.site.id, asked).filter(({ date }) => days?.includes(date) ?? true);
      const summary = summarise(times.filter(fits), asked);
      hidden.free += times.reduce((sum, { free }) => sum + free, 0) - summary.free;
      const [first] = summary.times;
      if (first) return [{ ...one, first, summary }];
      hidden.sites += 1;
      return [];
    });
    return { found, hidden };
  }

  /** Free times at one site between two local dates, both included. */
  timesAt(site: Site, wish: Wish, from: LocalDate, to: LocalDate): BoardTime[] {
    return this.mayBeBooked(wish) ? this.times.all(site.id, this.times.ask(wish, from, to)) : [];
  }

  /** The same as a resident sees them. */
  shownTimesAt(site: Site, wish: Wish, from: LocalDate, to: LocalDate): Row['nextTimes'] {
    return this.timesAt(site, wish, from, to).map((time) => {
      const stand = this.directory.locationOn(site.id, time.date);
      const standsAt = stand && [stand.name, stand.address, stand.postcode].join(', ');
      return { ...this.shownTime(time), ...(standsAt && { standsAt }) };
    });
  }

  /** The soonest of them. */
  firstAt(site: Site, wish: Wish, from: LocalDate, to: LocalDate): BoardTime | null {
    return this.mayBeBooked(wish) ? this.times.first(site.id, this.times.ask(wish, from, to)) : null;
  }

  /** What the people of a query look for. A pass that opens nothing shows what everybody sees. */
  wishOf(query: PartyQuery): Wish {
    const { service, also, attendees = '', together = 'parallel', access, without = '' } = query;
    const path = service ? 'service' : 'attendees';
    const services = service
      ? this.servicesOf(service, also)
      : attendees.split(',').map((slug) => this.serviceOf(slug, path));
    const audienceId = access === undefined ? null : this.ids.plain('audience', access);
    const needs = needsOf(query);
    return {
      services,
      together,
      moreTime: needs.includes(MORE_TIME),
      audienceId,
      prefers: optionsForNeeds(needs),
      without: clinicOptionsOf(without.split(',')),
    };
  }

  /** Of one person: a service, or two in one visit. */
  private servicesOf(slug: string, also: string | undefined): ServiceRow[] {
    const service = this.serviceOf(slug, 'service');
    if (also === undefined) return [service];
    const both = this.services.inOneVisit(service, this.serviceOf(also, 'also'));
    if (!both) throw invalid('also', 'services_apart');
    return both;
  }

  serviceOf(slug: string, path: string): ServiceRow {
    const found = this.services.find(slug.trim());
    if (!found) throw invalid(path, 'unknown_service');
    return found;
  }

  /** From today when left out, and never a range longer than twelve weeks. */
  datesOf(query: { from?: string | undefined; to?: string | undefined }): { from: LocalDate; to: LocalDate } {
    const { days } = this.board;
    const today = days.dateOf(days.dayOf(this.clock.now().getTime()));
    const from = query.from && query.from > today ? query.from : today;
    const to = query.to ?? days.dateOf(days.numberOf(from) + DEFAULT_DAYS - 1);
    if (to < today) throw invalid('to', 'date_in_past');
    if (to < from) throw invalid('to', 'range_order');
    if (days.numberOf(to) - days.numberOf(from) >= MOST_DAYS) throw invalid('to', 'range_long');
    return { from, to };
  }

  shownTime = ({ startsAt, minutes, free, others, options }: PartyTime): Row['nextTimes'][number] => ({
    start: this.textOf(startsAt),
    lengthMinutes: minutes,
    free,
    ...(others && { starts: [startsAt, ...others].map((instant) => this.textOf(instant)) }),
    ...(options && { options: [...options] }),
  });

  private nearOf({ near, latitude, longitude }: Query): LocatedPlace {
    if (latitude !== undefined && longitude !== undefined)
      return { label: near ?? '', latitude, longitude, approximate: false };
    if (near === undefined) throw invalid('near', 'where_missing');
    const [place] = this.locate.run(near);
    if (!place) throw invalid('near', 'where_unknown');
    return place;
  }

  private fixedSites(near: LocatedPlace, kilometres: number, asked: Asked, needs: readonly string[]): Found[] {
    const nearby = this.directory.within(near, kilometres * 1000);
    const found: Found[] = [];
    for (const { site, distance } of nearby) {
      // Summaries are kept, so that of a few hundred sites nearly all are known; of more, only the first time is looked up. What is
      // preferred may be any of them.
      const isRead = nearby.length <= FEW || asked.prefers.length > 0;
      const summary = isRead ? this.times.summary(site.id, asked) : undefined;
      const first = summary ? summary.times[0] : this.times.first(site.id, asked);
      if (first) found.push({ site, location: undefined, distance, first, needsMet: needsMet(site, needs), summary });
    }
    return found;
  }

  /** Mobile units on the dates on which they stand within the radius; the nearest of those with free times counts. */
  private mobileSites(near: LocatedPlace, kilometres: number, asked: Asked, needs: readonly string[]): Found[] {
    return this.directory.mobile().flatMap((site): Found[] => {
      const distanceOn = (date: LocalDate): number =>
        distanceMetres(near, this.directory.locationOn(site.id, date) ?? site);
      const isWithin = (date: LocalDate): boolean => distanceOn(date) <= kilometres * 1000;
      const summary = this.times.summaryOf(site.id, asked, isWithin);
      const [first] = summary.times;
      if (!first) return [];
      const distance = Math.min(...summary.days.map(({ date }) => distanceOn(date)));
      const location = this.directory.locationOn(site.id, first.date);
      return [{ site, location, distance, first, needsMet: needsMet(site, needs), summary }];
    });
  }

  private row({ site, location, distance, summary: known }: Found, asked: Asked): Row {
    const summary = known ?? this.times.summary(site.id, asked);
    summary.shown ??= summary.times.map(this.shownTime);
    const { days, free, shown: nextTimes } = summary;
    const shown = location ? publicSite(site, location) : this.shown(site);
    return { site: shown, distanceMetres: Math.round(distance), nextTimes, days, free };
  }

  private shown(site: Site): PublicSite {
    let shown = this.shownSites.get(site);
    if (!shown) this.shownSites.set(site, (shown = publicSite(site)));
    return shown;
  }

  private mayBeBooked({ services }: Wish): boolean {
    return services.every((service) => this.isOpen(service));
  }

  /** A season opens and closes by the day; to ask for it in every search would cost more than the search. */
  private isOpen(service: ServiceRow): boolean {
    const day = this.board.days.dayOf(this.clock.now().getTime());
    let known = this.openOn.get(service);
    if (known?.day !== day) this.openOn.set(service, (known = { day, isOpen: this.services.isOpen(service) }));
    return known.isOpen;
  }

  /** Working out a local offset takes longer than the rest of a search. */
  private textOf(instant: number): string {
    let text = this.texts.get(instant);
    if (text === undefined) {
      if (this.texts.size >= MOST_TEXTS) this.texts.clear();
      text = instantText(new Date(instant), this.config.TIME_ZONE);
      this.texts.set(instant, text);
    }
    return text;
  }
}

/** At all of the sites, where each is known. */
function freeOf(found: readonly Found[]): { free?: number } {
  let free = 0;
  for (const { summary } of found) {
    if (!summary) return {};
    free += summary.free;
  }
  return { free };
}

function invalid(path: string, code: FieldFault['code']): AppError {
  return new AppError('invalid', { errors: [{ path, code }] });
}

function needsOf({ help = '' }: { help?: string | undefined }): readonly string[] {
  return help === '' ? NO_NEEDS : help.split(',').map((need) => need.trim());
}

/** Needs rank sites, they never hide one. */
function needsMet(site: Site, needs: readonly string[]): number {
  return needs.filter((need) => offersNeed(site, need)).length;
}

function inOrder(sort: Query['sort'], a: Found, b: Found): number {
  const soonest = a.first.startsAt - b.first.startsAt;
  const nearest = Math.round(a.distance) - Math.round(b.distance);
  const either = sort === 'nearest' ? nearest || soonest : soonest || nearest;
  return either || a.site.id - b.site.id;
}

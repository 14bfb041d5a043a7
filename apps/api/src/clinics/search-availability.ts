import { Inject, Injectable } from '@nestjs/common';
import type { QueryOf, ResponseOf, searchAvailability } from '@fairslot/contract';
import {
  addDays,
  daysBetween,
  distanceMetres,
  instantText,
  localDateOf,
  startOfLocalDay,
  type LocalDate,
} from '@fairslot/domain';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import { AppError } from '../platform/http/app-error';
import { ServiceCatalogue } from '../services/service-catalogue';
import type { ServiceRow } from '../services/service.entity';
import { Locate, type LocatedPlace } from '../sites/locate';
import type { Site } from '../sites/site.entity';
import { publicSite, SiteDirectory } from '../sites/site-directory';
import { SlotBoard, type BoardTime } from './slot-board';

type Query = QueryOf<typeof searchAvailability>;
type Answer = ResponseOf<typeof searchAvailability>;
type Row = Answer['items'][number];

const DEFAULT_DAYS = 14;
const MOST_DAYS = 84;
const PAGE = 50;
const NEXT_TIMES = 3;

/** Sites with free times near a point, from memory. */
@Injectable()
export class SearchAvailability {
  constructor(
    private readonly board: SlotBoard,
    private readonly directory: SiteDirectory,
    private readonly services: ServiceCatalogue,
    private readonly locate: Locate,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  run(query: Query): Answer {
    const service = this.serviceOf(query);
    const near = this.nearOf(query);
    const { from, to } = this.datesOf(query);
    const found = this.directory
      .open()
      .map((site) => ({ site, distance: distanceMetres(near, site) }))
      .filter(({ distance }) => distance <= query.radius * 1000)
      .map(({ site, distance }) => this.row(site, service, distance, from, to))
      .filter((row) => row.free > 0);
    const needs = (query.help ?? '').split(',').filter(Boolean);
    found.sort((a, b) => metNeeds(b, needs) - metNeeds(a, needs) || inOrder(query.sort, a, b));
    const at = Math.max(0, Number(query.cursor ?? 0) || 0);
    const more = found.length > at + PAGE ? { nextCursor: String(at + PAGE) } : {};
    return { items: found.slice(at, at + PAGE), total: found.length, near, from, to, ...more };
  }

  /** Free times at one site between two local dates, both included. */
  timesAt(site: Site, service: ServiceRow, from: LocalDate, to: LocalDate): BoardTime[] {
    if (!this.services.isOpen(service)) return [];
    const zone = this.config.TIME_ZONE;
    const first = Math.max(startOfLocalDay(from, zone).getTime(), this.clock.now().getTime());
    return this.board.times(site.id, service.id, first, startOfLocalDay(addDays(to, 1), zone).getTime());
  }

  serviceOf({ service, attendees }: { service?: string | undefined; attendees?: string | undefined }): ServiceRow {
    const found = this.services.find(service ?? attendees ?? '');
    if (!found)
      throw new AppError('invalid', { errors: [{ path: service ? 'service' : 'attendees', code: 'unknown_service' }] });
    return found;
  }

  /** From today when left out, and never a range longer than twelve weeks. */
  datesOf(query: { from?: string | undefined; to?: string | undefined }): { from: LocalDate; to: LocalDate } {
    const today = localDateOf(this.clock.now(), this.config.TIME_ZONE);
    const from = query.from && query.from > today ? query.from : today;
    const to = query.to ?? addDays(from, DEFAULT_DAYS - 1);
    if (to < today) throw new AppError('invalid', { errors: [{ path: 'to', code: 'date_in_past' }] });
    if (to < from) throw new AppError('invalid', { errors: [{ path: 'to', code: 'range_order' }] });
    if (daysBetween(from, to) >= MOST_DAYS)
      throw new AppError('invalid', { errors: [{ path: 'to', code: 'range_long' }] });
    return { from, to };
  }

  shownTime = ({ startsAt, minutes, free }: BoardTime): Row['nextTimes'][number] => ({
    start: instantText(new Date(startsAt), this.config.TIME_ZONE),
    lengthMinutes: minutes,
    free,
  });

  private nearOf({ near, latitude, longitude }: Query): LocatedPlace {
    if (latitude !== undefined && longitude !== undefined)
      return { label: near ?? '', latitude, longitude, approximate: false };
    if (near === undefined) throw new AppError('invalid', { errors: [{ path: 'near', code: 'where_missing' }] });
    const [place] = this.locate.run(near);
    if (!place) throw new AppError('invalid', { errors: [{ path: 'near', code: 'where_unknown' }] });
    return place;
  }

  private row(site: Site, service: ServiceRow, distance: number, from: LocalDate, to: LocalDate): Row {
    const times = this.timesAt(site, service, from, to);
    const days: Row['days'] = [];
    let free = 0;
    for (const time of times) {
      free += time.free;
      const day = days.at(-1);
      if (day?.date === time.date) day.free += time.free;
      else days.push({ date: time.date, free: time.free });
    }
    const nextTimes = times.slice(0, NEXT_TIMES).map(this.shownTime);
    return { site: publicSite(site), distanceMetres: Math.round(distance), nextTimes, days, free };
  }
}

function inOrder(sort: Query['sort'], a: Row, b: Row): number {
  const soonest = Date.parse(a.nextTimes[0]?.start ?? '') - Date.parse(b.nextTimes[0]?.start ?? '');
  const nearest = a.distanceMetres - b.distanceMetres;
  return sort === 'nearest' ? nearest || soonest : soonest || nearest;
}

/** Needs rank places, they never hide one. */
function metNeeds({ site }: Row, needs: readonly string[]): number {
  return needs.filter((need) => (site.facilities as Record<string, boolean>)[need]).length;
}

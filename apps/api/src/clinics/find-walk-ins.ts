import { Inject, Injectable } from '@nestjs/common';
import type { listWalkIns, QueryOf, ResponseOf } from '@fairslot/contract';
import {
  addDays,
  distanceMetres,
  instantText,
  instantsOf,
  localDateOf,
  localTimeOf,
  nextHours,
  startOfLocalDay,
  type HoursOnDate,
} from '@fairslot/domain';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import { AppError } from '../platform/http/app-error';
import { ServiceCatalogue } from '../services/service-catalogue';
import { isPausedOn, ServicePauses } from '../services/service-pauses';
import type { ServiceRow } from '../services/service.entity';
import { publicSite, SiteDirectory } from '../sites/site-directory';
import type { Site } from '../sites/site.entity';

type Query = QueryOf<typeof listWalkIns>;
type WalkIn = ResponseOf<typeof listWalkIns>['items'][number];

const DAYS_AHEAD = 7;

/** Where people may come without a booking, from memory. */
@Injectable()
export class FindWalkIns {
  constructor(
    private readonly directory: SiteDirectory,
    private readonly services: ServiceCatalogue,
    private readonly pauses: ServicePauses,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  run(query: Query): ResponseOf<typeof listWalkIns> {
    const { service: slug } = query;
    if (slug !== undefined && !this.services.find(slug))
      throw new AppError('invalid', { errors: [{ path: 'service', code: 'unknown_service' }] });
    const items = this.directory
      .open()
      .flatMap((site) => this.at(site, query))
      .sort((a, b) => (a.from === b.from ? a.distanceMetres - b.distanceMetres : a.from < b.from ? -1 : 1));
    return { items };
  }

  private at(site: Site, query: Query): WalkIn[] {
    const services = this.servicesAt(site, query.service);
    if (services.length === 0) return [];
    const { TIME_ZONE: zone } = this.config;
    const now = this.clock.now();
    const isClosed = (on: HoursOnDate): boolean => this.directory.isClosedIn(site.id, on);
    const hours = nextHours(site.walkInHours, localDateOf(now, zone), localTimeOf(now, zone), DAYS_AHEAD, isClosed);
    if (!hours) return [];
    const isGiven = ({ id }: ServiceRow): boolean =>
      !isPausedOn(this.pauses.of([id]), site.id, hours.date) && !this.directory.isClosedIn(site.id, hours, id);
    const given = services.filter(isGiven);
    if (given.length === 0) return [];
    // A mobile unit may stand elsewhere on that day.
    const location = this.directory.locationOn(site.id, hours.date);
    const distance = distanceMetres(query, location ?? site);
    if (distance > query.radius * 1000) return [];
    const instant = (time: string): string | undefined => {
      // Midnight at the end of a day is the beginning of the next.
      const [first] =
        time === '24:00' ? [startOfLocalDay(addDays(hours.date, 1), zone)] : instantsOf(hours.date, time, zone);
      return first && instantText(first, zone);
    };
    const [from, until] = [instant(hours.from), instant(hours.until)];
    // In the hour that the clocks skip nobody can come.
    if (!from || !until) return [];
    return [
      {
        site: publicSite(site, location),
        distanceMetres: Math.round(distance),
        services: given.map(({ slug: id, name }) => ({ id, name })),
        date: hours.date,
        from,
        until,
      },
    ];
  }

  private servicesAt({ walkInServices }: Site, wanted: string | undefined): ServiceRow[] {
    return walkInServices
      .filter((slug) => wanted === undefined || slug === wanted)
      .flatMap((slug) => this.services.find(slug) ?? [])
      .filter((service) => this.services.isOpen(service));
  }
}

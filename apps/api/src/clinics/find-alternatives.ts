import { Inject, Injectable } from '@nestjs/common';
import type { TimeAlternative } from '@fairslot/contract';
import { addDays, distanceMetres, instantText, localDateOf } from '@fairslot/domain';
import { CONFIG, type Config } from '../platform/config/config';
import type { ServiceRow } from '../services/service.entity';
import { Clock } from '../platform/clock/clock';
import type { Site } from '../sites/site.entity';
import { SiteDirectory } from '../sites/site-directory';
import { FollowSlots } from './follow-slots';
import { SearchAvailability } from './search-availability';
import type { BoardTime } from './slot-board';

const SAME_PLACE = 3;
const NEARBY = 3;
const NEARBY_METRES = 8047;
const WITHIN_DAYS = 14;

/** What to offer when a time has just gone: the nearest times at the place, and the soonest at places within five miles. */
@Injectable()
export class FindAlternatives {
  constructor(
    private readonly search: SearchAvailability,
    private readonly slots: FollowSlots,
    private readonly directory: SiteDirectory,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async run(site: Site, service: ServiceRow, wanted: Date): Promise<TimeAlternative[]> {
    const known = this.find(site, service, wanted);
    if (known.length > 0) return known;
    // Nothing at all is rare: perhaps the clinic opened in this very moment, so look once more before saying so.
    await this.slots.poll();
    return this.find(site, service, wanted);
  }

  private find(site: Site, service: ServiceRow, wanted: Date): TimeAlternative[] {
    const today = localDateOf(this.clock.now(), this.config.TIME_ZONE);
    const wantedDate = localDateOf(wanted, this.config.TIME_ZONE);
    const from = wantedDate > addDays(today, 7) ? addDays(wantedDate, -7) : today;
    const to = addDays(from, WITHIN_DAYS);
    const apart = (time: BoardTime): number => Math.abs(time.startsAt - wanted.getTime());
    const here = this.search
      .timesAt(site, service, from, to)
      .filter((time) => time.startsAt !== wanted.getTime())
      .sort((a, b) => apart(a) - apart(b))
      .slice(0, SAME_PLACE)
      .sort((a, b) => a.startsAt - b.startsAt);
    const nearby = this.directory
      .open()
      .map((other) => ({ other, distance: distanceMetres(site, other) }))
      .filter(({ other, distance }) => other.id !== site.id && distance <= NEARBY_METRES)
      .flatMap(({ other, distance }) => {
        const [first] = this.search.timesAt(other, service, today, addDays(today, WITHIN_DAYS));
        return first ? [this.shown(other, first, distance)] : [];
      })
      .sort((a, b) => Date.parse(a.start) - Date.parse(b.start))
      .slice(0, NEARBY);
    return [...here.map((time) => this.shown(site, time, 0)), ...nearby];
  }

  private shown(site: Site, time: BoardTime, distance: number): TimeAlternative {
    return {
      siteId: site.slug,
      siteName: site.name,
      start: instantText(new Date(time.startsAt), this.config.TIME_ZONE),
      lengthMinutes: time.minutes,
      free: time.free,
      distanceMetres: Math.round(distance),
    };
  }
}

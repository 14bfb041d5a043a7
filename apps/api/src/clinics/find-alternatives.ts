import { Inject, Injectable } from '@nestjs/common';
import type { TimeAlternative } from '@fairslot/contract';
import { addDays, distanceMetres, instantText, localDateOf } from '@fairslot/domain';
import { CONFIG, type Config } from '../platform/config/config';
import { Clock } from '../platform/clock/clock';
import type { Site } from '../sites/site.entity';
import { SiteDirectory } from '../sites/site-directory';
import { FollowSlots } from './follow-slots';
import type { BoardTime } from './free-times';
import { SearchAvailability } from './search-availability';
import type { Wish } from './wish';

const SAME_PLACE = 3;
const NEARBY = 3;
const NEARBY_METRES = 8047;
const WITHIN_DAYS = 14;

/** What to offer when a time has just gone: the nearest times at the site, and the soonest at sites within five miles. */
@Injectable()
export class FindAlternatives {
  constructor(
    private readonly search: SearchAvailability,
    private readonly slots: FollowSlots,
    private readonly directory: SiteDirectory,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async run(site: Site, wish: Wish, wanted: Date): Promise<TimeAlternative[]> {
    const known = this.find(site, wish, wanted);
    if (known.length > 0) return known;
    // Nothing at all is rare: perhaps the clinic opened in this very moment, so look once more before saying so.
    await this.slots.poll();
    return this.find(site, wish, wanted);
  }

  private find(site: Site, wish: Wish, wanted: Date): TimeAlternative[] {
    const today = localDateOf(this.clock.now(), this.config.TIME_ZONE);
    const wantedDate = localDateOf(wanted, this.config.TIME_ZONE);
    const from = wantedDate > addDays(today, 7) ? addDays(wantedDate, -7) : today;
    const apart = (time: BoardTime): number => Math.abs(time.startsAt - wanted.getTime());
    const here = this.search
      .timesAt(site, wish, from, addDays(from, WITHIN_DAYS))
      .filter((time) => time.startsAt !== wanted.getTime())
      .sort((a, b) => apart(a) - apart(b))
      .slice(0, SAME_PLACE)
      .sort((a, b) => a.startsAt - b.startsAt);
    const nearby = this.othersNear(site)
      .flatMap((other) => {
        const first = this.search.firstAt(other, wish, today, addDays(today, WITHIN_DAYS));
        return first ? [{ other, first, distance: this.apart(site, other, first) }] : [];
      })
      .filter(({ distance }) => distance <= NEARBY_METRES)
      .sort((a, b) => a.first.startsAt - b.first.startsAt || a.distance - b.distance)
      .slice(0, NEARBY);
    return [
      ...here.map((time) => this.shown(site, time, 0)),
      ...nearby.map(({ other, first, distance }) => this.shown(other, first, distance)),
    ];
  }

  private othersNear(site: Site): Site[] {
    const fixed = this.directory.within(site, NEARBY_METRES).map((near) => near.site);
    return [...fixed, ...this.directory.mobile()].filter(({ id }) => id !== site.id);
  }

  /** A mobile unit is as far away as the place where it stands that day. */
  private apart(site: Site, other: Site, { date }: BoardTime): number {
    return distanceMetres(site, this.directory.locationOn(other.id, date) ?? other);
  }

  private shown(site: Site, time: BoardTime, distance: number): TimeAlternative {
    return {
      siteId: site.slug,
      siteName: site.name,
      start: instantText(new Date(time.startsAt), this.config.TIME_ZONE),
      lengthMinutes: time.minutes,
      free: time.free,
      ...(time.options && { options: [...time.options] }),
      distanceMetres: Math.round(distance),
    };
  }
}

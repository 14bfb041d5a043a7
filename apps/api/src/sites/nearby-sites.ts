import { distanceMetres, type Point } from '@fairslot/domain';
import type { Site } from './site.entity';

export interface NearbySite {
  site: Site;
  /** Metres. */
  distance: number;
}

/** A degree of latitude is never shorter than this, and a margin for rounding. */
const METRES_PER_DEGREE = 111_190;

/** Sites sorted by latitude, so that a search measures the distance of those in its band only. */
export class NearbySites {
  private readonly sites: Site[];
  private readonly latitudes: Float64Array;
  private readonly longitudes: Float64Array;

  constructor(sites: readonly Site[]) {
    this.sites = [...sites].sort((a, b) => a.latitude - b.latitude || a.id - b.id);
    this.latitudes = Float64Array.from(this.sites, ({ latitude }) => latitude);
    this.longitudes = Float64Array.from(this.sites, ({ longitude }) => longitude);
  }

  /** Sites at most so many metres away, the edge included; in no order. */
  within(point: Point, metres: number): NearbySite[] {
    const degrees = metres / METRES_PER_DEGREE;
    const width = degreesAround(point.latitude, degrees);
    const found: NearbySite[] = [];
    for (let n = this.firstFrom(point.latitude - degrees); n < this.sites.length; n += 1) {
      if ((this.latitudes[n] as number) > point.latitude + degrees) break;
      const apart = Math.abs((this.longitudes[n] as number) - point.longitude);
      if (Math.min(apart, 360 - apart) > width) continue;
      const site = this.sites[n] as Site;
      const distance = distanceMetres(point, site);
      if (distance <= metres) found.push({ site, distance });
    }
    return found;
  }

  private firstFrom(latitude: number): number {
    let low = 0;
    let high = this.latitudes.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.latitudes[middle] as number) < latitude) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** How many degrees of longitude a circle of so many degrees of latitude may reach to either side; all of them near a pole. */
function degreesAround(latitude: number, degrees: number): number {
  const farthest = Math.abs(latitude) + degrees;
  return farthest >= 89 ? 180 : degrees / Math.cos((farthest * Math.PI) / 180);
}

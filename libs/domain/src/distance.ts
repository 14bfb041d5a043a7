export interface Point {
  /** Degrees north, −90 to 90 (WGS 84). */
  latitude: number;
  /** Degrees east, −180 to 180 (WGS 84). */
  longitude: number;
}

/** Mean radius of the Earth in metres. Source: IUGG. */
const EARTH = 6_371_008.8;
export const KILOMETRES_PER_MILE = 1.609344;
const METRES_PER_MILE = KILOMETRES_PER_MILE * 1000;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Metres between two points as the crow flies (haversine; within 0.6 % of the ellipsoid). */
export const distanceMetres = (a: Point, b: Point): number => {
  const half =
    Math.sin(radians(b.latitude - a.latitude) / 2) ** 2 +
    Math.cos(radians(a.latitude)) *
      Math.cos(radians(b.latitude)) *
      Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(half)));
};

/** Metres → statute miles, not rounded. */
export const milesFromMetres = (metres: number): number => metres / METRES_PER_MILE;

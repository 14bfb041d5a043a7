import * as fc from 'fast-check';
import { distanceMetres } from '@fairslot/domain';
import { NearbySites } from './nearby-sites';
import type { Site } from './site.entity';

const point = fc.record({
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
});
const site = ({ latitude, longitude }: { latitude: number; longitude: number }, id: number): Site =>
  ({ id, latitude, longitude }) as Site;
const shift = fc.double({ min: -1, max: 1, noNaN: true });

test('finds the sites that measuring every one would, also at the poles and where longitudes begin again', () => {
  const around = fc.tuple(point, fc.array(fc.tuple(shift, shift), { maxLength: 20 })).map(([middle, shifts]) => ({
    middle,
    points: shifts.map(([north, east]) => ({
      latitude: Math.max(-90, Math.min(90, middle.latitude + north)),
      longitude: ((((middle.longitude + east + 180) % 360) + 360) % 360) - 180,
    })),
  }));
  fc.assert(
    fc.property(around, fc.integer({ min: 1000, max: 100_000 }), ({ middle, points }, metres) => {
      const sites = points.map(site);
      const found = new NearbySites(sites).within(middle, metres).map((near) => near.site.id);
      const right = sites.filter((one) => distanceMetres(middle, one) <= metres).map(({ id }) => id);
      expect(new Set(found)).toEqual(new Set(right));
    }),
    { numRuns: 1000 },
  );
});

test('a site exactly at the edge is within', () => {
  const here = { latitude: 53.4, longitude: -2.9 };
  const there = site({ latitude: 53.5, longitude: -2.7 }, 1);
  const edge = distanceMetres(here, there);
  expect(new NearbySites([there]).within(here, edge)).toEqual([{ site: there, distance: edge }]);
  expect(new NearbySites([there]).within(here, edge - 0.001)).toEqual([]);
});

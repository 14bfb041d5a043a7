import fc from 'fast-check';
import { distanceMetres, milesFromMetres } from './distance';

const point = fc.record({
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
});

test('Liverpool Lime Street to Manchester Piccadilly is about 50 km', () => {
  const metres = distanceMetres({ latitude: 53.4075, longitude: -2.9775 }, { latitude: 53.4774, longitude: -2.2309 });
  expect(Math.round(metres / 1000)).toBe(50);
  expect(milesFromMetres(1609.344)).toBe(1);
});

test('a degree of latitude is 111.2 km, the far side of the Earth half its girth', () => {
  expect(Math.round(distanceMetres({ latitude: 0, longitude: 0 }, { latitude: 1, longitude: 0 }))).toBe(111_195);
  expect(Math.round(distanceMetres({ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 180 }) / 1000)).toBe(
    20_015,
  );
});

test('a distance is the same both ways, never negative, nothing to oneself, and not fooled by the date line', () => {
  fc.assert(
    fc.property(point, point, (a, b) => {
      const there = distanceMetres(a, b);
      expect(Math.abs(there - distanceMetres(b, a))).toBeLessThan(0.01);
      expect(there >= 0 && there <= 20_015_200).toBe(true);
      expect(distanceMetres(a, a)).toBe(0);
    }),
  );
  expect(distanceMetres({ latitude: 0, longitude: 179.999 }, { latitude: 0, longitude: -179.999 })).toBeLessThan(250);
});

import * as fc from 'fast-check';
import { throttle, type Area } from './throttle';

const area = (id: string, ...siteIds: number[]): [string, Area] => [id, { id, siteIds }];
const people = (areaId: string, ...ids: number[]) => ids.map((personId) => ({ personId, areaId }));

const terms = { expected: 0.5, most: 1000, waiting: new Map<string, number>() };

test('as many are invited as are expected to fill the free times within reach, in order', () => {
  const world = { ...terms, free: new Map([[1, 2]]), areas: new Map([area('L1', 1)]) };
  expect(throttle(people('L1', 9, 8, 7, 6, 5), world)).toEqual({ invited: [9, 8, 7, 6], short: ['L1'] });
});

test('those invited before who may still come are reckoned with', () => {
  const world = { ...terms, free: new Map([[1, 2]]), areas: new Map([area('L1', 1)]), waiting: new Map([['L1', 3]]) };
  expect(throttle(people('L1', 1, 2, 3), world)).toEqual({ invited: [1], short: ['L1'] });
});

test('an area that is short does not keep the next one waiting', () => {
  const world = { ...terms, free: new Map([[2, 1]]), areas: new Map([area('L1', 1), area('L2', 2)]) };
  expect(throttle([...people('L1', 1), ...people('L2', 2)], world)).toEqual({ invited: [2], short: ['L1'] });
});

test('an area whose distances nobody knows gets no invitation', () => {
  const world = { ...terms, free: new Map([[1, 9]]), areas: new Map([area('L1', 1)]) };
  expect(throttle(people('', 1), world)).toEqual({ invited: [], short: [''] });
});

describe('clinics for women only', () => {
  const world = {
    ...terms,
    expected: 1,
    free: new Map([[1, 1]]),
    forWomen: new Map([[1, 2]]),
    areas: new Map([area('L1', 1)]),
  };
  const of = (...sexes: ('f' | 'm' | null)[]) => sexes.map((sex, personId) => ({ personId, areaId: 'L1', sex }));

  test('are room for who is known to be a woman, and for nobody else', () => {
    expect(throttle(of('m', 'm', null, 'f', 'f', 'f'), world)).toEqual({ invited: [0, 3, 4], short: ['L1'] });
    expect(throttle(of('f', 'f', 'm', 'm'), world).invited).toEqual([0, 1, 2]);
  });

  test('are spoken for by women who were invited before', () => {
    const before = { ...world, waiting: new Map([['L1', 2]]), waitingWomen: new Map([['L1', 2]]) };
    expect(throttle(of('f', 'f', 'm'), before).invited).toEqual([0]);
    expect(throttle(of('m', 'f'), { ...before, waitingWomen: new Map() }).invited).toEqual([1]);
  });
});

test('two areas that share a site never speak for a time twice; no expected booking is without a free time; and no more than the most leave', () => {
  const site = fc.integer({ min: 1, max: 4 });
  const world = fc.record({
    free: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 4, maxLength: 4 }),
    reach: fc.array(fc.uniqueArray(site, { maxLength: 3 }), { minLength: 3, maxLength: 3 }),
    order: fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 40 }),
    waiting: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 3, maxLength: 3 }),
    // Eighths and quarters add up exactly.
    expected: fc.constantFrom(0.125, 0.25, 0.5, 1),
    most: fc.integer({ min: 0, max: 30 }),
  });
  fc.assert(
    fc.property(world, ({ free, reach, order, waiting, expected, most }) => {
      const { invited } = throttle(
        order.map((n, personId) => ({ personId, areaId: `A${n}` })),
        {
          free: new Map(free.map((number, n) => [n + 1, number])),
          areas: new Map(reach.map((siteIds, n) => area(`A${n}`, ...siteIds))),
          waiting: new Map(waiting.map((number, n) => [`A${n}`, number])),
          expected,
          most,
        },
      );
      expect(invited.length).toBeLessThanOrEqual(most);
      // Of any group of areas, what is expected fits into the sites that any of them reaches (Hall's condition).
      for (let group = 1; group < 8; group += 1) {
        const members = [0, 1, 2].filter((n) => group & (1 << n));
        const sites = new Set(members.flatMap((n) => reach[n] as number[]));
        const room = [...sites].reduce((sum, id) => sum + (free[id - 1] as number), 0);
        const asked = invited.filter((personId) => members.includes(order[personId] as number)).length * expected;
        expect(asked).toBeLessThanOrEqual(room);
      }
    }),
  );
});

import { distanceMetres, type Area } from '@fairslot/domain';
import { residents } from '../population/residents';
import outcodes from '../seed/data/outcodes.json';
import sites from '../seed/data/sites.json';

/** Whom a campaign would invite, oldest first, as the program orders them, and the sites within reach of where they live. */
export interface ReplayWorld {
  people: { personId: number; areaId: string }[];
  areas: Map<string, Area>;
  siteIds: number[];
}

const FROM_AGE = 65;
const METRES = 1000;

export function aWorldOf(size: number, seed: number, withinKm: number): ReplayWorld {
  const old = [...residents({ size, seed, on: '2026-10-01' })].filter(
    ({ age, deceasedOn }) => age >= FROM_AGE && !deceasedOn,
  );
  old.sort((a, b) => (a.dateOfBirth < b.dateOfBirth ? -1 : 1));
  const areas = outcodes.items.map((outcode): [string, Area] => {
    const near = sites.items
      .map((site, id) => ({ id, metres: distanceMetres(outcode, site) }))
      .filter(({ metres }) => metres <= withinKm * METRES)
      .sort((a, b) => a.metres - b.metres || a.id - b.id);
    return [outcode.outcode, { id: outcode.outcode, siteIds: near.map(({ id }) => id) }];
  });
  return {
    people: old.map(({ outcode }, personId) => ({ personId, areaId: outcode })),
    areas: new Map(areas),
    siteIds: sites.items.map((_, id) => id),
  };
}

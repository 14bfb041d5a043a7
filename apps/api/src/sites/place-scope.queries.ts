import { Injectable } from '@nestjs/common';
import type { Permission } from '@fairslot/contract';
import type { StaffCaller } from '../platform/http/caller';
import { Database } from '../platform/database/database';

export interface ScopedPlace {
  id: number;
  slug: string;
  name: string;
}

const PLACES = {
  name: 'sites.places_in_scope',
  text: `SELECT p.id::integer AS id, p.slug, p.name FROM place p
    WHERE $2 OR (EXISTS (SELECT 1 FROM site s WHERE s.place_id = p.id)
      AND NOT EXISTS (SELECT 1 FROM site s WHERE s.place_id = p.id AND s.id <> ALL ($1)))
    ORDER BY p.name`,
};

/** People live in Places: a caller sees those of a Place where the permission reaches every site of it. */
@Injectable()
export class PlaceScope {
  constructor(private readonly database: Database) {}

  /** Every Place, for work that nobody asked for in person. */
  all(): Promise<ScopedPlace[]> {
    return this.database.once<ScopedPlace & Record<string, unknown>>(PLACES, [[], true]);
  }

  /** Places, by name. */
  of(caller: StaffCaller, permission: Permission): Promise<ScopedPlace[]> {
    return this.database.once<ScopedPlace & Record<string, unknown>>(PLACES, [
      caller.sites.get(permission) ?? [],
      caller.region.has(permission),
    ]);
  }
}

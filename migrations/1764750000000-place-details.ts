import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people ask of a place before they set out: when it is open, how to get there, and when nobody needs a booking. */
export class PlaceDetails1764750000000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
ALTER TABLE site
  -- [{day: 1 (Monday) to 7, from: 'HH:mm', until: 'HH:mm'}]
  ADD hours jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(hours) = 'array'),
  -- A line for each bus, train or car park.
  ADD travel text[] NOT NULL DEFAULT '{}' CHECK (cardinality(travel) <= 6),
  -- The same shape as hours: when people may come without a booking, and for which services (slugs).
  ADD walk_in_hours jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(walk_in_hours) = 'array'),
  ADD walk_in_services text[] NOT NULL DEFAULT '{}';
GRANT UPDATE (hours, travel, walk_in_hours, walk_in_services) ON site TO fairslot_staff;
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
REVOKE UPDATE (hours, travel, walk_in_hours, walk_in_services) ON site FROM fairslot_staff;
ALTER TABLE site DROP walk_in_services, DROP walk_in_hours, DROP travel, DROP hours;
`);
  }
}

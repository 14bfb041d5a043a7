import type { MigrationInterface, QueryRunner } from 'typeorm';
import { changeFunction } from './change-function';

/** Whether somebody calls for a Place; nobody calls for one without a site but whoever calls for the region. */
const placeInScope = (siteless: 'nobody' | 'region'): string => {
  const all =
    siteless === 'region' ? 'NOT EXISTS (SELECT 1 FROM site o WHERE o.place_id = p_place)' : 'p_place IS NULL';
  return `
CREATE OR REPLACE FUNCTION place_in_scope(p_place smallint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM site s WHERE ${all} OR s.place_id = p_place)
    AND NOT EXISTS (SELECT 1 FROM site s WHERE (${all} OR s.place_id = p_place) AND s.id <> ALL (app_scope()))
$$;`;
};
const RETENTION = 'retention_ids(text, jsonb, integer)';
const CALLED_ONLY = `h.state <> 'new' AND h.changed_at < contacts`;
const ALL = 'h.changed_at < contacts';

/** A wish for a visit at home from a Place without a site is the region's; and none is kept for ever because nobody called about it. */
export class HomeVisitsForAll1765600000001 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(placeInScope('region'));
    await q.query(changeFunction(RETENTION, CALLED_ONLY, ALL));
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(changeFunction(RETENTION, ALL, CALLED_ONLY));
    await q.query(placeInScope('nobody'));
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { changeFunction } from './change-function';

const WALK_IN = 'add_walk_in(integer, text, bytea, jsonb)';
const NEAR = `service_ids @> ARRAY[wanted] AND taken < capacity
      AND starts_at > app_now() - make_interval(mins => minutes) AND starts_at <= app_now() + interval '30 minutes'`;
const FITS = `(COALESCE((p->>'womenOnly')::boolean, false) OR NOT COALESCE('women_only' = ANY (options), false))`;
const WALK_INS: readonly (readonly [from: string, to: string])[] = [
  [NEAR, `${NEAR} AND ${FITS}`],
  ['taken < capacity RETURNING * INTO place', `taken < capacity AND ${FITS} RETURNING * INTO place`],
  [
    `  person_hash := decode(p->>'personKey', 'hex');`,
    `  -- Whether somebody belongs in a clinic for women only is for the desk to say: no record of a walk-in knows their sex.
  IF place.id IS NULL AND p->>'womenOnly' IS NULL AND EXISTS (SELECT 1 FROM slot WHERE site_id = p_site AND status = 'open'
      AND ${NEAR}) THEN RETURN jsonb_build_object('outcome', 'women_only'); END IF;
  person_hash := decode(p->>'personKey', 'hex');`,
  ],
];

const UNDO = 'undo_until(bigint)';
const UNDOS: readonly (readonly [from: string, to: string])[] = [
  [
    'AS until FROM idempotency i',
    `AS until,
        -- What the person was told of the clinic: it may have got more since, and nothing may have gone.
        ARRAY(SELECT jsonb_array_elements_text(COALESCE(i.response->'options', '[]'))) AS told FROM idempotency i`,
  ],
  [
    'AND s.service_ids @> ARRAY[part.service_id]',
    `AND s.service_ids @> ARRAY[part.service_id] AND (s.audience_ids IS NULL OR part.audience_id = ANY (s.audience_ids))
        AND COALESCE(s.options, '{}') @> last.told AND COALESCE('women_only' = ANY (s.options), false) = ('women_only' = ANY (last.told))`,
  ],
];

/**
 * Nobody comes into a clinic for women only by the way: a walk-in is put there where the desk says so, and a visit that a text
 * cancelled goes back into its clinic only where that still is what the person was told, and open to them.
 */
export class WomenOnlyAtTheDesk1766700000031 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    for (const [from, to] of WALK_INS) await q.query(changeFunction(WALK_IN, from, to));
    for (const [from, to] of UNDOS) await q.query(changeFunction(UNDO, from, to));
  }

  async down(q: QueryRunner): Promise<void> {
    for (const [from, to] of [...UNDOS].reverse()) await q.query(changeFunction(UNDO, to, from));
    for (const [from, to] of [...WALK_INS].reverse()) await q.query(changeFunction(WALK_IN, to, from));
  }
}

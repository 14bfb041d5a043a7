import type { MigrationInterface, QueryRunner } from 'typeorm';
import { changeFunction } from './change-function';

const ONCE = `site_id, date, starts, ends, service_ids, COALESCE(audience_ids, '{}')`;
const CHECK = `CHECK (cardinality(options) > 0 AND options <@ ARRAY['quiet', 'women_only', 'longer'])`;

const WALK_IN = 'add_walk_in(integer, text, bytea, jsonb)';
const SOONEST = 'ORDER BY starts_at, cardinality(service_ids), id LOOP';
const PLAIN_FIRST = 'ORDER BY starts_at, options IS NOT NULL, cardinality(service_ids), id LOOP';

const MOVE = 'move_booking(bigint, bigint, bytea, text, bytea, jsonb)';
const CHANGES: readonly (readonly [from: string, to: string])[] = [
  ['is_longer boolean;', 'is_longer boolean; is_shorter boolean;'],
  [
    '  -- Two people, or two in a row, are not one visit of two slots.',
    `  -- One longer appointment does for a visit of two slots.
  is_shorter := (SELECT count(*) FROM booking WHERE party_id = p_party) = 1
    AND EXISTS (SELECT 1 FROM slot WHERE id = held.slot_id AND 'longer' = ANY (options))
    AND EXISTS (SELECT 1 FROM booking WHERE continues = p_booking);
  -- Two people, or two in a row, are not one visit of two slots.`,
  ],
  ['  IF NOT is_longer AND ', '  IF NOT is_longer AND NOT is_shorter AND '],
  [
    '  IF is_longer THEN',
    `  IF is_shorter THEN
    FOR part IN SELECT id FROM booking WHERE continues = p_booking LOOP
      IF (end_booking(part.id, ARRAY['booked'], 'expired', false)).id IS NULL THEN
        RAISE EXCEPTION 'the second slot of visit % could not be ended', p_booking USING ERRCODE = '40001';
      END IF;
      UPDATE booking SET continues = NULL, pinned = false, stranded_at = NULL, stranded_from = NULL WHERE id = part.id;
    END LOOP;
  END IF;
  IF is_longer THEN`,
  ],
];

/** What a clinic is besides its hours and services: a quiet time, for women only, longer appointments. */
export class ClinicOptions1766600000003 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
-- In the order quiet, women_only, longer, so that equal sets are equal; empty where it is none of these.
ALTER TABLE clinic_series ADD options text[] ${CHECK};
ALTER TABLE clinic ADD options text[] ${CHECK};
ALTER TABLE slot ADD options text[] ${CHECK};
DROP INDEX clinic_once;
CREATE UNIQUE INDEX clinic_once ON clinic (${ONCE}, COALESCE(options, '{}')) WHERE status <> 'cancelled';
${changeFunction(WALK_IN, SOONEST, PLAIN_FIRST)}

-- Staff read no lists. Of who is booked at a site of theirs a change of clinics asks this alone: whether a list says that they are male.
CREATE FUNCTION is_known_male(p_person bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT EXISTS (SELECT 1 FROM person_profile p WHERE p.person_id = p_person AND p.sex = 'm'
    AND EXISTS (SELECT 1 FROM booking b WHERE b.person_id = p_person AND b.site_id = ANY (app_scope()))) $$;
REVOKE EXECUTE ON FUNCTION is_known_male FROM PUBLIC;
GRANT EXECUTE ON FUNCTION is_known_male TO fairslot_staff;
`);
    for (const [from, to] of CHANGES) await q.query(changeFunction(MOVE, from, to));
  }

  async down(q: QueryRunner): Promise<void> {
    for (const [from, to] of [...CHANGES].reverse()) await q.query(changeFunction(MOVE, to, from));
    await q.query(`
DROP FUNCTION is_known_male;
${changeFunction(WALK_IN, PLAIN_FIRST, SOONEST)}
DROP INDEX clinic_once;
CREATE UNIQUE INDEX clinic_once ON clinic (${ONCE}) WHERE status <> 'cancelled';
ALTER TABLE slot DROP options;
ALTER TABLE clinic DROP options;
ALTER TABLE clinic_series DROP options;
`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What people tell of themselves so that we see whom we reach. Kept apart: nothing leads from an answer to a person or a
 * booking, and of the day only its week is kept.
 */
export class Equality1764750000001 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
CREATE TABLE equality_answer (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- A Monday.
  week date NOT NULL CHECK (extract(isodow FROM week) = 1),
  service_id integer NOT NULL REFERENCES service,
  place_id smallint NOT NULL REFERENCES place,
  ethnic_group text CHECK (ethnic_group IN ('asian', 'black', 'mixed', 'white', 'other', 'not_said')),
  disability text CHECK (disability IN ('yes', 'no', 'not_said')),
  CHECK (num_nonnulls(ethnic_group, disability) > 0)
);
ALTER TABLE equality_answer ENABLE ROW LEVEL SECURITY;
ALTER TABLE equality_answer FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON equality_answer TO CURRENT_USER USING (true) WITH CHECK (true);
-- Whoever serves the public may add answers, and read none.
CREATE POLICY public_adds ON equality_answer FOR INSERT TO fairslot_public WITH CHECK (true);
GRANT INSERT ON equality_answer TO fairslot_public;

-- For those who look after the region; a group of fewer than five could be recognised.
CREATE FUNCTION equality_counts() RETURNS TABLE (service_id integer, place_id smallint, question text, answer text, people integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT a.service_id, a.place_id, q.question, q.answer, count(*)::integer
  FROM equality_answer a CROSS JOIN LATERAL (VALUES ('ethnic_group', a.ethnic_group), ('disability', a.disability)) AS q (question, answer)
  WHERE q.answer IS NOT NULL
  GROUP BY 1, 2, 3, 4 HAVING count(*) >= 5
$$;
REVOKE EXECUTE ON FUNCTION equality_counts() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION equality_counts() TO fairslot_staff;
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
DROP FUNCTION equality_counts;
DROP TABLE equality_answer;
`);
  }
}

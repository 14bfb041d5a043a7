import type { MigrationInterface, QueryRunner } from 'typeorm';

const FUNCTIONS = ['home_visits_of(bytea[])', 'erase_home_visits(bytea[])'];

/** Puts words into a function, or takes them out of it, whatever else it says. */
const changeFunction = (name: string, from: string, to: string): string => `
DO $do$ DECLARE known text := pg_get_functiondef('${name}'::regprocedure); BEGIN
  IF position($s$${from}$s$ IN known) = 0 THEN RAISE EXCEPTION '${name} does not say what is replaced'; END IF;
  EXECUTE replace(known, $s$${from}$s$, $s$${to}$s$);
END $do$;`;

// A wish that somebody has called about is let go as long after that as a contact after its appointment.
const DUE = `WHEN 'home_visits' THEN RETURN QUERY
    SELECT h.id FROM home_visit h WHERE h.state <> 'new' AND h.changed_at < contacts ORDER BY h.id LIMIT p_most;
  `;
const STEP = `WHEN 'home_visits' THEN
    DELETE FROM home_visit WHERE id = ANY (ids);
  `;
const CHANGES: readonly [name: string, before: string, added: string][] = [
  ['retention_ids(text, jsonb, integer)', `WHEN 'audit' THEN`, DUE],
  ['retention_step(text, jsonb, integer)', `WHEN 'audit' THEN`, STEP],
  ['retention_due(jsonb)', `'audit']`, `'home_visits', `],
];

/** Who cannot leave home and asks to be called about a visit there; and what was done about it. */
export class HomeVisits1765200000001 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
CREATE TABLE home_visit (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  row_key uuid NOT NULL UNIQUE,
  -- Where the person lives; null where nobody can tell: then the region calls.
  place_id smallint REFERENCES place,
  service_id integer NOT NULL REFERENCES service,
  -- Keyed hash of name, date of birth and postcode, to find one person's again.
  person_bi bytea NOT NULL,
  -- Name, date of birth, phone and postcode, encrypted.
  details_ct bytea NOT NULL,
  language text NOT NULL,
  best_time text NOT NULL CHECK (best_time IN ('any', 'morning', 'afternoon', 'evening')),
  state text NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'called', 'arranged', 'closed')),
  version smallint NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL
);
CREATE INDEX home_visit_state ON home_visit (state, created_at);
CREATE INDEX home_visit_person ON home_visit (person_bi);

CREATE TABLE home_visit_step (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  home_visit_id bigint NOT NULL REFERENCES home_visit ON DELETE CASCADE,
  state text NOT NULL CHECK (state IN ('new', 'called', 'arranged', 'closed')),
  reason text CHECK (reason IN ('visited', 'comes_to_site', 'not_wanted', 'not_reached', 'not_offered')),
  note text CHECK (char_length(note) BETWEEN 1 AND 200),
  done_by integer NOT NULL REFERENCES staff_user,
  done_at timestamptz NOT NULL,
  CHECK ((state = 'closed') = (reason IS NOT NULL))
);
CREATE INDEX home_visit_step_of ON home_visit_step (home_visit_id);

-- A Place is somebody's where every site of it is; where nobody knows the Place, where every site of the region is.
CREATE FUNCTION place_in_scope(p_place smallint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM site s WHERE p_place IS NULL OR s.place_id = p_place)
    AND NOT EXISTS (SELECT 1 FROM site s WHERE (p_place IS NULL OR s.place_id = p_place) AND s.id <> ALL (app_scope()))
$$;

-- Residents ask and never read; steps are taken, and one person's rows are reached, by functions alone.
GRANT INSERT ON home_visit TO fairslot_public;
GRANT SELECT ON home_visit, home_visit_step TO fairslot_staff;
ALTER TABLE home_visit ENABLE ROW LEVEL SECURITY;
ALTER TABLE home_visit FORCE ROW LEVEL SECURITY;
ALTER TABLE home_visit_step ENABLE ROW LEVEL SECURITY;
ALTER TABLE home_visit_step FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON home_visit TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY public_asks ON home_visit FOR INSERT TO fairslot_public WITH CHECK (state = 'new');
CREATE POLICY staff_scope ON home_visit FOR SELECT TO fairslot_staff USING (place_in_scope(place_id));
CREATE POLICY owner_all ON home_visit_step TO CURRENT_USER USING (true) WITH CHECK (true);
-- Row security of home_visit applies inside the subquery.
CREATE POLICY staff_scope ON home_visit_step FOR SELECT TO fairslot_staff USING (EXISTS (SELECT 1 FROM home_visit h WHERE h.id = home_visit_id));

-- p: {id, state, reason, note, version, user, requestId}. False where somebody else has changed it since the caller saw it.
CREATE FUNCTION step_home_visit(p jsonb) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE visit home_visit;
BEGIN
  UPDATE home_visit SET state = p->>'state', version = version + 1, changed_at = app_now()
    WHERE id = (p->>'id')::bigint AND version = (p->>'version')::integer AND place_in_scope(place_id) RETURNING * INTO visit;
  IF NOT FOUND THEN RETURN false; END IF;
  INSERT INTO home_visit_step (home_visit_id, state, reason, note, done_by, done_at)
    VALUES (visit.id, visit.state, p->>'reason', NULLIF(p->>'note', ''), (p->>'user')::integer, app_now());
  PERFORM note_audit('staff:' || (p->>'user'), 'home_visit.' || visit.state, NULL, NULL, p->>'requestId',
    jsonb_build_object('homeVisit', visit.id, 'reason', p->>'reason'));
  RETURN true;
END $$;

CREATE FUNCTION home_visits_of(p_people bytea[]) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT COALESCE(jsonb_agg(jsonb_build_object('rowKey', h.row_key, 'details', encode(h.details_ct, 'hex'), 'service', s.name, 'place', p.name,
      'language', h.language, 'bestTime', h.best_time, 'state', h.state, 'askedAt', h.created_at,
      'steps', (SELECT COALESCE(jsonb_agg(jsonb_build_object('state', t.state, 'reason', t.reason, 'note', t.note, 'at', t.done_at) ORDER BY t.id), '[]')
        FROM home_visit_step t WHERE t.home_visit_id = h.id)) ORDER BY h.id), '[]')
  FROM home_visit h JOIN service s ON s.id = h.service_id LEFT JOIN place p ON p.id = h.place_id WHERE h.person_bi = ANY (p_people)
$$;
CREATE FUNCTION erase_home_visits(p_people bytea[]) RETURNS integer LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
  WITH gone AS (DELETE FROM home_visit WHERE person_bi = ANY (p_people) RETURNING 1) SELECT count(*)::integer FROM gone
$$;
`);
    for (const name of FUNCTIONS)
      await q.query(
        `REVOKE EXECUTE ON FUNCTION ${name} FROM PUBLIC; GRANT EXECUTE ON FUNCTION ${name} TO fairslot_public`,
      );
    await q.query(`
REVOKE EXECUTE ON FUNCTION step_home_visit(jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION step_home_visit(jsonb) TO fairslot_staff;`);
    for (const [name, before, added] of CHANGES) await q.query(changeFunction(name, before, added + before));
  }

  async down(q: QueryRunner): Promise<void> {
    for (const [name, before, added] of CHANGES) await q.query(changeFunction(name, added + before, before));
    for (const name of [...FUNCTIONS, 'step_home_visit(jsonb)']) await q.query(`DROP FUNCTION ${name}`);
    await q.query('DROP TABLE home_visit_step, home_visit; DROP FUNCTION place_in_scope(smallint)');
  }
}

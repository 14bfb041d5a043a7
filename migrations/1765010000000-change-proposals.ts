import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Changes of clinics that cancel or tell many people wait for a second person; what could not wait is told to others. */
export class ChangeProposals1765010000000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
CREATE TABLE change_proposal (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  site_id integer NOT NULL REFERENCES site,
  -- What the endpoint of the change would be sent.
  change jsonb NOT NULL,
  figures jsonb NOT NULL,
  reason text NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 200),
  requested_by integer NOT NULL REFERENCES staff_user,
  requested_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL CHECK (expires_at > requested_at),
  decision text CHECK (decision IN ('approved', 'refused', 'withdrawn')),
  decided_by integer REFERENCES staff_user,
  decided_at timestamptz,
  refusal text CHECK (char_length(refusal) BETWEEN 1 AND 200),
  CHECK ((decision IS NULL) = (decided_by IS NULL) AND (decision IS NULL) = (decided_at IS NULL)),
  CHECK (decision IS NULL OR (decision = 'withdrawn') = (decided_by = requested_by)),
  CHECK ((decision IS NOT DISTINCT FROM 'refused') = (refusal IS NOT NULL))
);
CREATE INDEX change_proposal_site ON change_proposal (site_id, requested_at);
GRANT SELECT, INSERT ON change_proposal TO fairslot_staff;
GRANT UPDATE (decision, decided_by, decided_at, refusal) ON change_proposal TO fairslot_staff;

CREATE TABLE staff_alert (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  staff_user_id integer NOT NULL REFERENCES staff_user,
  site_id integer NOT NULL REFERENCES site,
  by_user integer NOT NULL REFERENCES staff_user,
  -- Set where somebody is asked to agree; else something urgent was done without.
  proposal_id integer REFERENCES change_proposal,
  reason text NOT NULL,
  cancelled integer NOT NULL,
  told integer NOT NULL,
  created_at timestamptz NOT NULL,
  seen_at timestamptz,
  sent_at timestamptz,
  tries smallint NOT NULL DEFAULT 0,
  next_try_at timestamptz NOT NULL,
  CHECK (by_user <> staff_user_id)
);
CREATE INDEX staff_alert_unseen ON staff_alert (staff_user_id) WHERE seen_at IS NULL;
CREATE INDEX staff_alert_to_send ON staff_alert (next_try_at) WHERE sent_at IS NULL;
GRANT SELECT, INSERT ON staff_alert TO fairslot_staff;
GRANT UPDATE (seen_at, sent_at, tries, next_try_at) ON staff_alert TO fairslot_staff;
`);
    for (const table of ['change_proposal', 'staff_alert'])
      await q.query(`
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON ${table} TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY staff_scope ON ${table} TO fairslot_staff USING (site_id = ANY (app_scope())) WITH CHECK (site_id = ANY (app_scope()));`);
    await q.query(`
-- E-mails about alerts are sent for every site, by the worker, which has no scope.
CREATE FUNCTION staff_alerts_to_send() RETURNS TABLE (id integer, email text, name text, by_name text, site_name text, is_ask boolean, expires_at timestamptz)
LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
  UPDATE staff_alert a SET tries = a.tries + 1, next_try_at = app_now() + make_interval(mins => least(power(2, a.tries)::integer, 240))
  FROM staff_user u, staff_user b, site s
  WHERE u.id = a.staff_user_id AND u.active AND b.id = a.by_user AND s.id = a.site_id AND a.sent_at IS NULL AND a.tries < 8
    AND a.next_try_at <= app_now() AND a.created_at > app_now() - interval '1 day'
  RETURNING a.id, u.email, u.name, b.name, s.name, a.proposal_id IS NOT NULL, (SELECT p.expires_at FROM change_proposal p WHERE p.id = a.proposal_id)
$$;
CREATE FUNCTION staff_alert_sent(p_id integer) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public AS
$$ UPDATE staff_alert SET sent_at = app_now() WHERE id = p_id $$;
REVOKE EXECUTE ON FUNCTION staff_alerts_to_send, staff_alert_sent FROM PUBLIC;
GRANT EXECUTE ON FUNCTION staff_alerts_to_send, staff_alert_sent TO fairslot_staff;
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP FUNCTION staff_alerts_to_send, staff_alert_sent; DROP TABLE staff_alert, change_proposal');
  }
}

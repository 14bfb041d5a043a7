import type { MigrationInterface, QueryRunner } from 'typeorm';

const functions = ['staff_add_grant', 'staff_ask_grant'];
const before = 'integer, integer, text, text, integer, text';
const after = 'integer, integer, text, text, integer, date, timestamptz, text';

const asleep = (grants: string) => `
CREATE OR REPLACE FUNCTION staff_asleep(p_days integer) RETURNS SETOF integer LANGUAGE sql STABLE AS $$
  WITH account AS (
    SELECT u.id, GREATEST(u.created_at, u.signed_in_at, u.woken_at, i.accepted_at) < app_now() - make_interval(days => p_days) AS is_unused,
      EXISTS (SELECT 1 FROM ${grants} g WHERE g.staff_user_id = u.id AND g.role = 'region_administrator' AND g.scope_kind = 'region') AS is_region
    FROM staff_user u LEFT JOIN staff_invitation i ON i.staff_user_id = u.id WHERE u.active AND u.password_hash IS NOT NULL AND NOT u.demo
  )
  SELECT id FROM account a WHERE a.is_unused
    AND NOT (a.is_region AND NOT EXISTS (SELECT 1 FROM account o WHERE o.is_region AND NOT o.is_unused))
$$;`;

const decide = (dates: string) => `
CREATE OR REPLACE FUNCTION staff_decide_grant(p_actor integer, p_asked integer, p_approved boolean, p_request text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE asked staff_grant_request;
BEGIN
  SELECT * INTO asked FROM staff_grant_request WHERE id = p_asked AND decided_at IS NULL FOR UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  IF p_approved AND (asked.requested_by = p_actor OR asked.staff_user_id = p_actor) THEN
    RAISE EXCEPTION 'a second person decides' USING ERRCODE = 'FS002';
  END IF;
  UPDATE staff_grant_request SET decided_by = p_actor, decided_at = app_now(), approved = p_approved WHERE id = p_asked;
  PERFORM note_audit('staff:' || p_actor, CASE WHEN p_approved THEN 'staff.role_approved' ELSE 'staff.role_refused' END, NULL, NULL, p_request,
    jsonb_build_object('user', asked.staff_user_id, 'role', asked.role, 'scope', asked.scope_kind, 'scopeId', asked.scope_id));
  IF p_approved THEN
    PERFORM staff_add_grant(p_actor, asked.staff_user_id, asked.role, asked.scope_kind, asked.scope_id,${dates} p_request);
  END IF;
  RETURN true;
END $$;`;

const access = (signature: string) =>
  functions
    .map(
      (name) => `
REVOKE EXECUTE ON FUNCTION ${name}(${signature}) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ${name}(${signature}) TO fairslot_staff;`,
    )
    .join('');

/** Roles for somebody who is here for a while: after the last day they give nothing. */
export class RolesThatEnd1766400000003 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
-- The last local day, and the instant at which it is over where the sites are.
ALTER TABLE role_grant ADD until_date date, ADD ends_at timestamptz,
  ADD CONSTRAINT role_grant_end CHECK ((until_date IS NULL) = (ends_at IS NULL));
ALTER TABLE staff_grant_request ADD until_date date, ADD ends_at timestamptz,
  ADD CONSTRAINT staff_grant_request_end CHECK ((until_date IS NULL) = (ends_at IS NULL));

-- What somebody may do is asked of this, never of the table: a role that is over is still shown to who manages it.
CREATE VIEW live_grant AS SELECT id, staff_user_id, role, scope_kind, scope_id FROM role_grant WHERE ends_at IS NULL OR ends_at > app_now();
GRANT SELECT ON live_grant TO fairslot_staff;

DROP FUNCTION staff_add_grant(${before});
DROP FUNCTION staff_ask_grant(${before});

-- false when the grant was there already, with the same last day; with another one it has that from now on.
CREATE FUNCTION staff_add_grant(p_actor integer, p_user integer, p_role text, p_kind text, p_scope integer, p_until date, p_ends timestamptz,
  p_request text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE made integer;
BEGIN
  PERFORM staff_not_self(p_actor, p_user);
  INSERT INTO role_grant AS g (staff_user_id, role, scope_kind, scope_id, until_date, ends_at, created_at)
    VALUES (p_user, p_role, p_kind, p_scope, p_until, p_ends, app_now())
    ON CONFLICT (staff_user_id, role, scope_kind, scope_id) DO UPDATE SET until_date = excluded.until_date, ends_at = excluded.ends_at
      WHERE g.until_date IS DISTINCT FROM excluded.until_date
    RETURNING id INTO made;
  IF made IS NULL THEN RETURN false; END IF;
  PERFORM note_audit('staff:' || p_actor, 'staff.role_given', NULL, NULL, p_request,
    jsonb_strip_nulls(jsonb_build_object('user', p_user, 'role', p_role, 'scope', p_kind, 'scopeId', p_scope, 'until', p_until)));
  RETURN true;
END $$;

CREATE FUNCTION staff_ask_grant(p_actor integer, p_user integer, p_role text, p_kind text, p_scope integer, p_until date, p_ends timestamptz,
  p_request text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE made integer;
BEGIN
  PERFORM staff_not_self(p_actor, p_user);
  SELECT id INTO made FROM staff_grant_request WHERE staff_user_id = p_user AND role = p_role AND scope_kind = p_kind
    AND scope_id IS NOT DISTINCT FROM p_scope AND until_date IS NOT DISTINCT FROM p_until AND decided_at IS NULL;
  IF FOUND THEN RETURN made; END IF;
  INSERT INTO staff_grant_request (staff_user_id, role, scope_kind, scope_id, until_date, ends_at, requested_by, requested_at)
    VALUES (p_user, p_role, p_kind, p_scope, p_until, p_ends, p_actor, app_now()) RETURNING id INTO made;
  PERFORM note_audit('staff:' || p_actor, 'staff.role_requested', NULL, NULL, p_request,
    jsonb_strip_nulls(jsonb_build_object('user', p_user, 'role', p_role, 'scope', p_kind, 'scopeId', p_scope, 'until', p_until)));
  RETURN made;
END $$;
${access(after)}
${decide(' asked.until_date, asked.ends_at,')}
${asleep('live_grant')}
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
${asleep('role_grant')}
${decide('')}
DROP FUNCTION staff_add_grant(${after});
DROP FUNCTION staff_ask_grant(${after});
CREATE FUNCTION staff_add_grant(p_actor integer, p_user integer, p_role text, p_kind text, p_scope integer, p_request text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE made integer;
BEGIN
  PERFORM staff_not_self(p_actor, p_user);
  INSERT INTO role_grant (staff_user_id, role, scope_kind, scope_id, created_at) VALUES (p_user, p_role, p_kind, p_scope, app_now())
    ON CONFLICT DO NOTHING RETURNING id INTO made;
  IF made IS NULL THEN RETURN false; END IF;
  PERFORM note_audit('staff:' || p_actor, 'staff.role_given', NULL, NULL, p_request,
    jsonb_build_object('user', p_user, 'role', p_role, 'scope', p_kind, 'scopeId', p_scope));
  RETURN true;
END $$;
CREATE FUNCTION staff_ask_grant(p_actor integer, p_user integer, p_role text, p_kind text, p_scope integer, p_request text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE made integer;
BEGIN
  PERFORM staff_not_self(p_actor, p_user);
  SELECT id INTO made FROM staff_grant_request WHERE staff_user_id = p_user AND role = p_role AND scope_kind = p_kind
    AND scope_id IS NOT DISTINCT FROM p_scope AND decided_at IS NULL;
  IF FOUND THEN RETURN made; END IF;
  INSERT INTO staff_grant_request (staff_user_id, role, scope_kind, scope_id, requested_by, requested_at)
    VALUES (p_user, p_role, p_kind, p_scope, p_actor, app_now()) RETURNING id INTO made;
  PERFORM note_audit('staff:' || p_actor, 'staff.role_requested', NULL, NULL, p_request,
    jsonb_build_object('user', p_user, 'role', p_role, 'scope', p_kind, 'scopeId', p_scope));
  RETURN made;
END $$;
${access(before)}
DROP VIEW live_grant;
DELETE FROM role_grant WHERE ends_at <= app_now();
ALTER TABLE staff_grant_request DROP until_date, DROP ends_at;
ALTER TABLE role_grant DROP until_date, DROP ends_at;
`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

const FUNCTIONS = [
  'retention_ids(text, jsonb, integer)',
  'retention_due(jsonb)',
  'retention_step(text, jsonb, integer)',
];

/** What is kept how long: counted first, and let go at night once somebody has switched it on. */
export class Retention1765030000001 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
-- One row: whether what is past its time goes at night, who decided it, and the last night it ran.
CREATE TABLE retention (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  is_on boolean NOT NULL DEFAULT false,
  changed_by integer REFERENCES staff_user,
  changed_at timestamptz,
  ran_on date,
  ran_at timestamptz,
  -- What the last night let go, by kind.
  gone jsonb NOT NULL DEFAULT '{}'
);
INSERT INTO retention DEFAULT VALUES;
GRANT SELECT, UPDATE ON retention TO fairslot_public;

-- An audit row may go when it is older than eight years, and never before, whoever asks.
CREATE OR REPLACE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_LEVEL = 'ROW' AND TG_OP = 'DELETE' THEN
    IF OLD.at < app_now() - interval '8 years' THEN RETURN OLD; END IF;
  END IF;
  RAISE EXCEPTION 'the audit is append-only';
END $$;

-- What of a kind is past its time; p: {holdHours, contactDays, recordYears, auditYears}, p_most null for all.
CREATE FUNCTION retention_ids(p_kind text, p jsonb, p_most integer) RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
DECLARE
  holds timestamptz := app_now() - make_interval(hours => (p->>'holdHours')::integer);
  contacts timestamptz := app_now() - make_interval(days => (p->>'contactDays')::integer);
  records timestamptz := app_now() - make_interval(years => (p->>'recordYears')::integer);
  audits timestamptz := app_now() - make_interval(years => GREATEST((p->>'auditYears')::integer, 8));
BEGIN
  CASE p_kind
  -- Parties of nothing but holds that lapsed; nothing else speaks of them.
  WHEN 'holds' THEN RETURN QUERY
    SELECT y.id FROM party y WHERE y.held_since < holds AND EXISTS (SELECT 1 FROM booking b WHERE b.party_id = y.id)
      AND NOT EXISTS (SELECT 1 FROM booking b WHERE b.party_id = y.id AND (b.status <> 'expired' OR b.reference IS NOT NULL OR b.created_at >= holds
        OR EXISTS (SELECT 1 FROM booking o WHERE o.party_id <> y.id AND (o.continues = b.id OR o.dose_after = b.id OR o.restores = b.id))
        OR EXISTS (SELECT 1 FROM message m WHERE m.booking_id = b.id)))
    ORDER BY y.id LIMIT p_most;
  WHEN 'contacts' THEN RETURN QUERY
    SELECT c.party_id FROM contact c WHERE num_nonnulls(c.mobile_ct, c.email_ct, c.landline_ct) > 0
      AND NOT EXISTS (SELECT 1 FROM booking b WHERE b.party_id = c.party_id AND (b.starts_at >= contacts
        OR EXISTS (SELECT 1 FROM message m WHERE m.booking_id = b.id AND m.state IN ('pending', 'sending'))))
    ORDER BY c.party_id LIMIT p_most;
  WHEN 'invitations' THEN RETURN QUERY
    SELECT i.id FROM invitation i WHERE i.contact_ct IS NOT NULL AND i.expires_at < contacts ORDER BY i.id LIMIT p_most;
  WHEN 'messages' THEN RETURN QUERY
    SELECT m.id FROM message m WHERE m.recipient_bi IS NOT NULL AND m.created_at < contacts AND m.state NOT IN ('pending', 'sending', 'unknown')
    ORDER BY m.id LIMIT p_most;
  -- Nobody before their 25th birthday, nor anybody whom a list, an invitation, a dose or an appointment has named since.
  WHEN 'people' THEN RETURN QUERY
    SELECT n.id FROM person n WHERE n.created_at < records AND n.date_of_birth + interval '25 years' <= app_now()
      AND (n.first_name, n.last_name, n.date_of_birth) <> ('Erased', 'Erased', date '1900-01-01')
      AND NOT EXISTS (SELECT 1 FROM booking b WHERE b.person_id = n.id AND (b.starts_at >= records OR b.status = 'held'))
      AND NOT EXISTS (SELECT 1 FROM invitation i WHERE i.person_id = n.id AND GREATEST(i.created_at, i.expires_at) >= records)
      AND NOT EXISTS (SELECT 1 FROM dose_elsewhere d WHERE d.person_id = n.id AND d.given_on >= records::date)
      AND NOT EXISTS (SELECT 1 FROM person_profile f WHERE f.person_id = n.id AND f.changed_at >= records)
      AND NOT EXISTS (SELECT 1 FROM person_profile f WHERE f.superseded_by = n.id)
    ORDER BY n.id LIMIT p_most;
  WHEN 'audit' THEN RETURN QUERY SELECT a.id FROM audit a WHERE a.at < audits ORDER BY a.id LIMIT p_most;
  END CASE;
END $$;

CREATE FUNCTION retention_due(p jsonb) RETURNS TABLE (kind text, due bigint) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT k.kind, (SELECT count(*) FROM retention_ids(k.kind, p, NULL))
  FROM unnest(ARRAY['holds', 'contacts', 'invitations', 'messages', 'people', 'audit']) WITH ORDINALITY AS k (kind, n) ORDER BY k.n
$$;

-- Lets some of a kind go; answers how many.
CREATE FUNCTION retention_step(p_kind text, p jsonb, p_most integer) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE ids bigint[] := ARRAY(SELECT * FROM retention_ids(p_kind, p, p_most));
BEGIN
  CASE p_kind
  WHEN 'holds' THEN
    PERFORM 1 FROM party WHERE id = ANY (ids) ORDER BY id FOR UPDATE;
    DELETE FROM booking WHERE party_id = ANY (ids);
    DELETE FROM contact WHERE party_id = ANY (ids);
    DELETE FROM party WHERE id = ANY (ids);
  WHEN 'contacts' THEN
    UPDATE contact SET mobile_ct = NULL, mobile_bi = NULL, email_ct = NULL, email_bi = NULL, landline_ct = NULL, landline_bi = NULL WHERE party_id = ANY (ids);
    UPDATE booking SET manage_token_hash = NULL, manage_token_version = manage_token_version + 1 WHERE party_id = ANY (ids) AND manage_token_hash IS NOT NULL;
  WHEN 'invitations' THEN
    UPDATE invitation SET contact_ct = NULL, code_bi = NULL WHERE id = ANY (ids);
  WHEN 'messages' THEN
    UPDATE message SET recipient_bi = NULL WHERE id = ANY (ids);
  WHEN 'people' THEN
    -- An appointment of years ago that nobody gave an outcome is over.
    UPDATE booking SET status = 'did_not_attend', version = version + 1 WHERE person_id = ANY (ids) AND status IN ('booked', 'checked_in');
    PERFORM erase_people(ids);
  WHEN 'audit' THEN
    DELETE FROM audit WHERE id = ANY (ids) AND at < app_now() - interval '8 years';
  END CASE;
  RETURN cardinality(ids);
END $$;
`);
    for (const name of FUNCTIONS)
      await q.query(
        `REVOKE EXECUTE ON FUNCTION ${name} FROM PUBLIC; GRANT EXECUTE ON FUNCTION ${name} TO fairslot_public`,
      );
  }

  async down(q: QueryRunner): Promise<void> {
    for (const name of [...FUNCTIONS].reverse()) await q.query(`DROP FUNCTION ${name}`);
    await q.query(`
CREATE OR REPLACE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit is append-only'; END $$;
DROP TABLE retention;
`);
  }
}

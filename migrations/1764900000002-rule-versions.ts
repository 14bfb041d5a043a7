import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every version that the rule of a service ever had: who wrote it and when. A version never changes. */
export class RuleVersions1764900000002 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
CREATE TABLE service_rule_version (
  service_id integer NOT NULL REFERENCES service,
  version integer NOT NULL,
  rule jsonb NOT NULL,
  created_by integer REFERENCES staff_user,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (service_id, version)
);
INSERT INTO service_rule_version (service_id, version, rule, created_at) SELECT id, rule_version, rule, app_now() FROM service;

-- Whatever writes a rule, its version is kept; 'app.staff_user' says who, where somebody did.
CREATE FUNCTION keep_rule_version() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  INSERT INTO service_rule_version (service_id, version, rule, created_by, created_at)
  VALUES (NEW.id, NEW.rule_version, NEW.rule, NULLIF(current_setting('app.staff_user', true), '')::integer, app_now())
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER service_rule_kept AFTER INSERT OR UPDATE OF rule ON service FOR EACH ROW EXECUTE FUNCTION keep_rule_version();
CREATE FUNCTION refuse_rule_version_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a version of a rule never changes'; END $$;
CREATE TRIGGER service_rule_version_fixed BEFORE UPDATE ON service_rule_version FOR EACH ROW EXECUTE FUNCTION refuse_rule_version_change();
GRANT SELECT ON service_rule_version TO fairslot_public, fairslot_staff;
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
DROP TRIGGER service_rule_kept ON service;
DROP TABLE service_rule_version;
DROP FUNCTION keep_rule_version;
DROP FUNCTION refuse_rule_version_change;
`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The tables of the booking core. Who may read and write them is in the next migration but one. */
export class Schema1763900000000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
-- One row only where the clock is shifted (tests and demonstrations); empty in production.
CREATE TABLE app_clock (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  started_from text NOT NULL,
  shift interval NOT NULL
);
CREATE FUNCTION app_now() RETURNS timestamptz LANGUAGE sql STABLE AS
$$ SELECT now() + COALESCE((SELECT shift FROM app_clock), interval '0') $$;

CREATE TABLE place (
  id smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  slug text NOT NULL UNIQUE,
  name text NOT NULL
);
CREATE TABLE outcode (
  outcode text PRIMARY KEY,
  latitude double precision NOT NULL,
  longitude double precision NOT NULL,
  town text NOT NULL,
  place_id smallint REFERENCES place
);
CREATE TABLE organisation (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  ods_code text NOT NULL UNIQUE,
  name text NOT NULL,
  kind text NOT NULL,
  parent_id integer REFERENCES organisation
);
CREATE TABLE site (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9][a-z0-9-]{0,79}$'),
  name text NOT NULL,
  short_name text NOT NULL CHECK (char_length(short_name) <= 22),
  kind text NOT NULL,
  address text NOT NULL,
  postcode text NOT NULL,
  place_id smallint NOT NULL REFERENCES place,
  organisation_id integer NOT NULL REFERENCES organisation,
  latitude double precision NOT NULL CHECK (latitude BETWEEN -90 AND 90),
  longitude double precision NOT NULL CHECK (longitude BETWEEN -180 AND 180),
  directions text NOT NULL DEFAULT '',
  facilities jsonb NOT NULL DEFAULT '{}',
  status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'closed'))
);
CREATE TABLE service (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9][a-z0-9-]{0,79}$'),
  kind text NOT NULL CHECK (kind IN ('vaccine', 'clinic')),
  name text NOT NULL,
  short_name text NOT NULL,
  who_for text NOT NULL,
  preparation text NOT NULL DEFAULT '',
  outcome_word text NOT NULL CHECK (outcome_word IN ('vaccinated', 'seen')),
  minutes smallint NOT NULL CHECK (minutes BETWEEN 1 AND 60),
  opens_on date,
  closes_on date,
  paused boolean NOT NULL DEFAULT false,
  sensitive boolean NOT NULL DEFAULT false,
  draws_stock boolean NOT NULL DEFAULT false,
  questions jsonb NOT NULL DEFAULT '[]',
  doses jsonb NOT NULL DEFAULT '[]',
  rule jsonb NOT NULL,
  rule_version integer NOT NULL DEFAULT 1,
  CHECK (opens_on IS NULL OR closes_on IS NULL OR opens_on <= closes_on)
);

CREATE TABLE clinic_series (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  site_id integer NOT NULL REFERENCES site,
  starts_on date NOT NULL,
  ends_on date NOT NULL,
  weekdays smallint[] NOT NULL CHECK (weekdays <@ ARRAY[1,2,3,4,5,6,7]::smallint[] AND cardinality(weekdays) > 0),
  starts time NOT NULL,
  ends time NOT NULL,
  slot_minutes smallint NOT NULL CHECK (slot_minutes BETWEEN 1 AND 60),
  capacity smallint NOT NULL CHECK (capacity BETWEEN 1 AND 99),
  service_ids integer[] NOT NULL CHECK (cardinality(service_ids) > 0),
  breaks jsonb NOT NULL DEFAULT '[]',
  version integer NOT NULL DEFAULT 1,
  CHECK (starts_on <= ends_on),
  CHECK (starts < ends)
);
CREATE TABLE clinic (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  site_id integer NOT NULL REFERENCES site,
  series_id integer REFERENCES clinic_series,
  date date NOT NULL,
  starts time NOT NULL,
  ends time NOT NULL,
  slot_minutes smallint NOT NULL CHECK (slot_minutes BETWEEN 1 AND 60),
  capacity smallint NOT NULL CHECK (capacity BETWEEN 1 AND 99),
  service_ids integer[] NOT NULL CHECK (cardinality(service_ids) > 0),
  breaks jsonb NOT NULL DEFAULT '[]',
  status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'paused', 'cancelled')),
  version integer NOT NULL DEFAULT 1,
  CHECK (starts < ends)
);
CREATE UNIQUE INDEX clinic_once ON clinic (site_id, date, starts, ends, service_ids) WHERE status <> 'cancelled';
CREATE INDEX clinic_series_dates ON clinic (series_id, date) WHERE series_id IS NOT NULL;

-- The row every claim fights for. No index may mention taken or capacity: it would end HOT updates.
CREATE TABLE slot (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  clinic_id integer NOT NULL REFERENCES clinic,
  site_id integer NOT NULL REFERENCES site,
  starts_at timestamptz NOT NULL,
  minutes smallint NOT NULL CHECK (minutes BETWEEN 1 AND 60),
  service_ids integer[] NOT NULL CHECK (cardinality(service_ids) > 0),
  capacity smallint NOT NULL CHECK (capacity BETWEEN 0 AND 99),
  reserved smallint NOT NULL DEFAULT 0 CHECK (reserved >= 0),
  taken smallint NOT NULL DEFAULT 0,
  status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'paused', 'closed')),
  CONSTRAINT slot_never_oversold CHECK (taken BETWEEN 0 AND capacity),
  UNIQUE (clinic_id, starts_at)
) WITH (fillfactor = 80);
CREATE INDEX slot_site_start ON slot (site_id, starts_at);

CREATE TABLE slot_event (
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  slot_id integer NOT NULL,
  at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX slot_event_xid ON slot_event (xid);

CREATE TABLE journey (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id_hash bytea NOT NULL UNIQUE,
  row_key uuid NOT NULL,
  draft_ct bytea NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX journey_expiry ON journey (expires_at);

CREATE TABLE person (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  row_key uuid NOT NULL UNIQUE,
  first_name text NOT NULL CHECK (char_length(first_name) BETWEEN 1 AND 100),
  last_name text NOT NULL CHECK (char_length(last_name) BETWEEN 1 AND 100),
  date_of_birth date NOT NULL,
  nhs_number_ct bytea,
  nhs_number_bi bytea,
  postcode_ct bytea,
  person_key bytea NOT NULL,
  created_at timestamptz NOT NULL,
  CHECK ((nhs_number_ct IS NULL) = (nhs_number_bi IS NULL))
);
CREATE INDEX person_nhs_number ON person (nhs_number_bi) WHERE nhs_number_bi IS NOT NULL;
CREATE INDEX person_last_name ON person (lower(last_name) text_pattern_ops);
CREATE INDEX person_first_name ON person (lower(first_name) text_pattern_ops);

CREATE TABLE party (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  seed uuid NOT NULL,
  token_hash bytea NOT NULL UNIQUE,
  held_since timestamptz NOT NULL
);
CREATE TABLE contact (
  party_id bigint PRIMARY KEY REFERENCES party,
  row_key uuid NOT NULL,
  mobile_ct bytea,
  mobile_bi bytea,
  email_ct bytea,
  email_bi bytea,
  landline_ct bytea,
  landline_bi bytea,
  language text NOT NULL,
  CHECK ((mobile_ct IS NULL) = (mobile_bi IS NULL)),
  CHECK ((email_ct IS NULL) = (email_bi IS NULL)),
  CHECK ((landline_ct IS NULL) = (landline_bi IS NULL))
);
CREATE INDEX contact_mobile ON contact (mobile_bi) WHERE mobile_bi IS NOT NULL;

-- A hold is a booking still held. slot_id is the clinic that serves it now; without one it is stranded or a walk-in.
CREATE TABLE booking (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  reference text UNIQUE,
  party_id bigint NOT NULL REFERENCES party,
  position smallint NOT NULL CHECK (position BETWEEN 1 AND 6),
  slot_id integer REFERENCES slot,
  continues bigint REFERENCES booking,
  pinned boolean NOT NULL DEFAULT false,
  site_id integer NOT NULL REFERENCES site,
  starts_at timestamptz NOT NULL,
  minutes smallint NOT NULL CHECK (minutes BETWEEN 1 AND 60),
  service_id integer NOT NULL REFERENCES service,
  dose smallint NOT NULL DEFAULT 1 CHECK (dose BETWEEN 1 AND 9),
  journey_id bigint REFERENCES journey ON DELETE SET NULL,
  person_id bigint REFERENCES person,
  person_key bytea,
  proved boolean NOT NULL DEFAULT false,
  possible_duplicate boolean NOT NULL DEFAULT false,
  status text NOT NULL CHECK (status IN ('held', 'booked', 'checked_in', 'completed', 'cancelled', 'did_not_attend', 'expired')),
  outcome text CHECK (outcome IN ('given', 'not_given')),
  cancel_reason text,
  hold_expires_at timestamptz,
  rule_version integer NOT NULL,
  answers jsonb NOT NULL DEFAULT '{}',
  help text[] NOT NULL DEFAULT '{}',
  source text NOT NULL CHECK (source IN ('online', 'invitation', 'phone', 'walk_in')),
  manage_token_hash bytea UNIQUE,
  manage_token_version smallint NOT NULL DEFAULT 1,
  occurrence smallint NOT NULL DEFAULT 1,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  booked_at timestamptz,
  UNIQUE (party_id, position),
  CHECK (status <> 'held' OR hold_expires_at IS NOT NULL),
  CHECK (status IN ('held', 'expired') OR (reference IS NOT NULL AND person_id IS NOT NULL AND person_key IS NOT NULL)),
  CHECK ((outcome IS NOT NULL) = (status = 'completed'))
) WITH (fillfactor = 85);
CREATE INDEX booking_slot ON booking (slot_id) WHERE slot_id IS NOT NULL;
CREATE INDEX booking_site_start ON booking (site_id, starts_at);
CREATE INDEX booking_hold_expiry ON booking (hold_expires_at) WHERE status = 'held';
CREATE INDEX booking_journey ON booking (journey_id) WHERE journey_id IS NOT NULL;
CREATE INDEX booking_person ON booking (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX booking_person_key ON booking (person_key, service_id) WHERE person_key IS NOT NULL AND status IN ('booked', 'checked_in');
CREATE UNIQUE INDEX booking_one_hold_per_journey ON booking (journey_id, position) WHERE status = 'held' AND journey_id IS NOT NULL;
CREATE UNIQUE INDEX booking_one_live_per_person ON booking (person_id, service_id, dose)
  WHERE proved AND status IN ('held', 'booked', 'checked_in');

CREATE TABLE message (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  booking_id bigint NOT NULL REFERENCES booking,
  site_id integer NOT NULL REFERENCES site,
  kind text NOT NULL CHECK (kind IN ('booked', 'moved', 'cancelled_by_resident')),
  channel text NOT NULL CHECK (channel IN ('sms', 'email')),
  occurrence smallint NOT NULL,
  template_version smallint NOT NULL DEFAULT 1,
  send_after timestamptz NOT NULL,
  not_after timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'pending' CHECK (state IN
    ('pending', 'sending', 'accepted', 'delivered', 'undelivered', 'failed', 'unknown', 'gave_up', 'superseded', 'suppressed', 'expired')),
  attempt smallint NOT NULL DEFAULT 0,
  lease_until timestamptz,
  fence integer NOT NULL DEFAULT 0,
  queued_until timestamptz,
  provider_id text,
  last_error text,
  created_at timestamptz NOT NULL,
  UNIQUE (booking_id, kind, channel, occurrence),
  CHECK (send_after <= not_after),
  CHECK (state <> 'sending' OR lease_until IS NOT NULL)
) WITH (fillfactor = 80);
CREATE INDEX message_due ON message (send_after, id) WHERE state = 'pending';
CREATE INDEX message_leases ON message (lease_until) WHERE state = 'sending';
CREATE TABLE message_attempt (
  message_id bigint NOT NULL REFERENCES message,
  number smallint NOT NULL,
  started_at timestamptz NOT NULL,
  ended_at timestamptz,
  outcome text CHECK (outcome IN ('accepted', 'rejected', 'not_sent', 'unknown')),
  error text,
  PRIMARY KEY (message_id, number)
);

CREATE TABLE idempotency (
  scope text NOT NULL,
  key text NOT NULL CHECK (char_length(key) BETWEEN 1 AND 255),
  request_hash bytea NOT NULL,
  status smallint NOT NULL,
  response jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (scope, key)
);
CREATE INDEX idempotency_age ON idempotency (created_at);

-- Wrong look-ups and sign-ins, counted by the keyed hash of what was presented.
CREATE TABLE attempt (
  kind text NOT NULL CHECK (kind IN ('manage', 'sign_in')),
  value_hash bytea NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX attempt_value ON attempt (kind, value_hash, at);

CREATE TABLE manage_session (
  token_hash bytea PRIMARY KEY,
  booking_id bigint NOT NULL REFERENCES booking,
  created_at timestamptz NOT NULL,
  last_used_at timestamptz NOT NULL
);
CREATE INDEX manage_session_age ON manage_session (created_at);

CREATE TABLE staff_user (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  email text NOT NULL,
  name text NOT NULL,
  password_hash text NOT NULL,
  active boolean NOT NULL DEFAULT true,
  demo boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX staff_user_email ON staff_user (lower(email));
CREATE TABLE role_grant (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  staff_user_id integer NOT NULL REFERENCES staff_user,
  role text NOT NULL CHECK (role IN ('viewer', 'front_desk', 'clinic_lead', 'site_administrator', 'region_administrator')),
  scope_kind text NOT NULL CHECK (scope_kind IN ('region', 'place', 'organisation', 'site')),
  scope_id integer,
  created_at timestamptz NOT NULL,
  CHECK ((scope_kind = 'region') = (scope_id IS NULL)),
  UNIQUE NULLS NOT DISTINCT (staff_user_id, role, scope_kind, scope_id)
);
CREATE TABLE staff_session (
  token_hash bytea PRIMARY KEY,
  staff_user_id integer NOT NULL REFERENCES staff_user,
  created_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL
);
CREATE INDEX staff_session_user ON staff_session (staff_user_id);

CREATE TABLE audit (
  id bigint GENERATED ALWAYS AS IDENTITY,
  at timestamptz NOT NULL,
  actor text NOT NULL,
  action text NOT NULL,
  site_id integer,
  booking_id bigint,
  request_id text,
  details jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE TABLE audit_default PARTITION OF audit DEFAULT;
CREATE INDEX audit_booking ON audit (booking_id);
CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit is append-only'; END $$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER audit_never_truncated BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
-- Partitions inherit row triggers but not this one: each new partition needs its own.
CREATE TRIGGER audit_never_truncated BEFORE TRUNCATE ON audit_default FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
DROP TABLE audit, staff_session, role_grant, staff_user, manage_session, attempt, idempotency, message_attempt, message,
  booking, contact, party, person, journey, slot_event, slot, clinic, clinic_series, service, site, organisation, outcode, place CASCADE;
DROP FUNCTION audit_is_append_only();
DROP FUNCTION app_now();
DROP TABLE app_clock;
`);
  }
}

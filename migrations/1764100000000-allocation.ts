import type { MigrationInterface, QueryRunner } from 'typeorm';

const siteTables = ['closure', 'site_location'];

/** What allocation, clinic changes, parties and paired doses need of the schema. */
export class Allocation1764100000000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
-- Who a clinic may be open to instead of everybody: those a campaign invited, or a named group, found by its code.
CREATE TABLE audience (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('campaign', 'group')),
  name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 120),
  code_hash bytea UNIQUE,
  created_at timestamptz NOT NULL,
  CHECK (code_hash IS NULL OR kind = 'group')
);
-- One for each person and campaign, for ever. With the date of birth it proves who books.
CREATE TABLE invitation (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  audience_id integer NOT NULL REFERENCES audience,
  person_id bigint NOT NULL REFERENCES person,
  token_hash bytea NOT NULL UNIQUE,
  token_version smallint NOT NULL DEFAULT 1,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  UNIQUE (audience_id, person_id)
);
CREATE INDEX invitation_person ON invitation (person_id);

-- Two services in one visit: one appointment of a combined service, or a place for each.
CREATE TABLE service_pair (
  first_id integer NOT NULL REFERENCES service,
  second_id integer NOT NULL REFERENCES service,
  combined_id integer REFERENCES service,
  PRIMARY KEY (first_id, second_id),
  CHECK (first_id < second_id)
);

-- Where a mobile unit stands on a date.
CREATE TABLE site_location (
  site_id integer NOT NULL REFERENCES site,
  date date NOT NULL,
  name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 120),
  address text NOT NULL,
  postcode text NOT NULL,
  latitude double precision NOT NULL CHECK (latitude BETWEEN -90 AND 90),
  longitude double precision NOT NULL CHECK (longitude BETWEEN -180 AND 180),
  directions text NOT NULL DEFAULT '',
  PRIMARY KEY (site_id, date)
);

-- Local dates, both included, and where given only between these local times. Wins over every clinic.
CREATE TABLE closure (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  site_id integer NOT NULL REFERENCES site,
  from_date date NOT NULL,
  until_date date NOT NULL,
  starts time,
  ends time,
  reason text NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 200),
  created_at timestamptz NOT NULL,
  ended_at timestamptz,
  CHECK (until_date - from_date BETWEEN 0 AND 89),
  CHECK ((starts IS NULL) = (ends IS NULL)),
  CHECK (starts < ends)
);
CREATE INDEX closure_site ON closure (site_id, until_date) WHERE ended_at IS NULL;

-- A cap on the people of a day and a share kept back from the public become columns of the slots when a clinic is saved.
-- The share goes on sale held_back_days before the date, at held_back_time local; never where that is empty.
ALTER TABLE clinic_series
  ADD status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'cancelled')),
  ADD daily_cap smallint CHECK (daily_cap >= 1),
  ADD held_back_percent smallint NOT NULL DEFAULT 0 CHECK (held_back_percent BETWEEN 0 AND 100),
  ADD held_back_days smallint CHECK (held_back_days BETWEEN 0 AND 90),
  ADD held_back_time time,
  ADD audience_ids integer[] CHECK (cardinality(audience_ids) > 0),
  ADD created_at timestamptz NOT NULL DEFAULT now(),
  ADD CONSTRAINT clinic_series_release CHECK ((held_back_days IS NULL) = (held_back_time IS NULL));
ALTER TABLE clinic
  ADD daily_cap smallint CHECK (daily_cap >= 1),
  ADD held_back_percent smallint NOT NULL DEFAULT 0 CHECK (held_back_percent BETWEEN 0 AND 100),
  ADD held_back_days smallint CHECK (held_back_days BETWEEN 0 AND 90),
  ADD held_back_time time,
  ADD audience_ids integer[] CHECK (cardinality(audience_ids) > 0),
  -- Fields that this date has of its own: an edit of the series leaves them alone.
  ADD own_changes text[] NOT NULL DEFAULT '{}',
  ADD CONSTRAINT clinic_release CHECK ((held_back_days IS NULL) = (held_back_time IS NULL));
DROP INDEX clinic_once;
CREATE UNIQUE INDEX clinic_once ON clinic (site_id, date, starts, ends, service_ids, COALESCE(audience_ids, '{}')) WHERE status <> 'cancelled';
CREATE UNIQUE INDEX clinic_series_date ON clinic (series_id, date) WHERE series_id IS NOT NULL;
DROP INDEX clinic_series_dates;

ALTER TABLE slot
  ADD audience_ids integer[] CHECK (cardinality(audience_ids) > 0),
  ADD reserve_until timestamptz,
  DROP CONSTRAINT slot_status_check,
  -- frozen: its counter and its bookings disagree; nothing is sold until somebody has looked.
  ADD CONSTRAINT slot_status_check CHECK (status IN ('open', 'paused', 'closed', 'frozen')),
  -- A clinic that changes the length of its appointments keeps the old slots, closed, for those booked in them.
  DROP CONSTRAINT slot_clinic_id_starts_at_key,
  ADD CONSTRAINT slot_once UNIQUE (clinic_id, starts_at, minutes);
CREATE INDEX slot_reserve_until ON slot (reserve_until) WHERE reserve_until IS NOT NULL;

ALTER TABLE party
  ADD invitation_id bigint REFERENCES invitation,
  -- Keyed hash of the network that holds; empty once booked, replaced by its own journey, or where an invitation vouches.
  ADD network_hash bytea;
CREATE INDEX party_network ON party (network_hash, held_since) WHERE network_hash IS NOT NULL;

ALTER TABLE booking
  -- Which of the party's people it is for; position counts all rows of the party.
  ADD attendee smallint NOT NULL DEFAULT 1 CHECK (attendee BETWEEN 1 AND 6),
  ADD audience_id integer REFERENCES audience,
  -- A hold that keeps a cancelled booking's place for the person who may want it back.
  ADD restores bigint REFERENCES booking,
  -- The booking of the dose before, where they were made together.
  ADD dose_after bigint REFERENCES booking,
  ADD stranded_at timestamptz,
  -- The slot it lost: a pinned booking goes back to no other.
  ADD stranded_from integer REFERENCES slot,
  DROP CONSTRAINT booking_position_check,
  ADD CONSTRAINT booking_position_check CHECK (position BETWEEN 1 AND 24),
  DROP CONSTRAINT booking_check1,
  ADD CONSTRAINT booking_has_person CHECK (status IN ('held', 'expired') OR (person_id IS NOT NULL AND person_key IS NOT NULL
    AND (reference IS NOT NULL OR continues IS NOT NULL)));
DROP INDEX booking_one_live_per_person;
CREATE UNIQUE INDEX booking_one_live_per_person ON booking (person_id, service_id, dose)
  WHERE proved AND continues IS NULL AND status IN ('held', 'booked', 'checked_in');
CREATE INDEX booking_stranded ON booking (site_id, starts_at)
  WHERE slot_id IS NULL AND status IN ('booked', 'checked_in') AND source <> 'walk_in';
CREATE INDEX booking_continues ON booking (continues) WHERE continues IS NOT NULL;
CREATE INDEX booking_restores ON booking (restores) WHERE restores IS NOT NULL;
CREATE INDEX booking_dose_after ON booking (dose_after) WHERE dose_after IS NOT NULL;
CREATE INDEX contact_email ON contact (email_bi) WHERE email_bi IS NOT NULL;

ALTER TABLE message
  DROP CONSTRAINT message_kind_check,
  ADD CONSTRAINT message_kind_check CHECK (kind IN ('booked', 'moved', 'cancelled_by_resident', 'cancelled_by_site', 'possible_duplicate'));
ALTER TABLE attempt
  DROP CONSTRAINT attempt_kind_check,
  ADD CONSTRAINT attempt_kind_check CHECK (kind IN ('manage', 'sign_in', 'invitation'));

GRANT SELECT ON audience, invitation, service_pair, site_location, closure TO fairslot_public;
GRANT SELECT, INSERT, UPDATE, DELETE ON site_location TO fairslot_staff;
GRANT SELECT, INSERT, UPDATE ON closure TO fairslot_staff;
GRANT SELECT, INSERT ON audience TO fairslot_staff;
`);
    for (const table of siteTables) {
      await q.query(`
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON ${table} TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY public_all ON ${table} TO fairslot_public USING (true) WITH CHECK (true);
CREATE POLICY staff_scope ON ${table} TO fairslot_staff USING (site_id = ANY (app_scope())) WITH CHECK (site_id = ANY (app_scope()));`);
    }
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
DROP INDEX contact_email, booking_dose_after, booking_restores, booking_continues, booking_stranded, booking_one_live_per_person;
ALTER TABLE attempt
  DROP CONSTRAINT attempt_kind_check,
  ADD CONSTRAINT attempt_kind_check CHECK (kind IN ('manage', 'sign_in'));
ALTER TABLE message
  DROP CONSTRAINT message_kind_check,
  ADD CONSTRAINT message_kind_check CHECK (kind IN ('booked', 'moved', 'cancelled_by_resident'));
ALTER TABLE booking
  DROP CONSTRAINT booking_has_person,
  ADD CONSTRAINT booking_check1 CHECK (status IN ('held', 'expired') OR (reference IS NOT NULL AND person_id IS NOT NULL AND person_key IS NOT NULL)),
  DROP CONSTRAINT booking_position_check,
  ADD CONSTRAINT booking_position_check CHECK (position BETWEEN 1 AND 6),
  DROP stranded_from, DROP stranded_at, DROP dose_after, DROP restores, DROP audience_id, DROP attendee;
CREATE UNIQUE INDEX booking_one_live_per_person ON booking (person_id, service_id, dose)
  WHERE proved AND status IN ('held', 'booked', 'checked_in');
DROP INDEX party_network;
ALTER TABLE party DROP network_hash, DROP invitation_id;
DROP INDEX slot_reserve_until;
ALTER TABLE slot
  DROP CONSTRAINT slot_once,
  ADD CONSTRAINT slot_clinic_id_starts_at_key UNIQUE (clinic_id, starts_at),
  DROP CONSTRAINT slot_status_check,
  ADD CONSTRAINT slot_status_check CHECK (status IN ('open', 'paused', 'closed')),
  DROP reserve_until, DROP audience_ids;
DROP INDEX clinic_series_date, clinic_once;
CREATE INDEX clinic_series_dates ON clinic (series_id, date) WHERE series_id IS NOT NULL;
CREATE UNIQUE INDEX clinic_once ON clinic (site_id, date, starts, ends, service_ids) WHERE status <> 'cancelled';
ALTER TABLE clinic DROP own_changes, DROP audience_ids, DROP held_back_time, DROP held_back_days, DROP held_back_percent, DROP daily_cap;
ALTER TABLE clinic_series DROP created_at, DROP audience_ids, DROP held_back_time, DROP held_back_days, DROP held_back_percent, DROP daily_cap, DROP status;
DROP TABLE closure, site_location, service_pair, invitation, audience;
`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whom a site could not see at their time: where they were, and what became of them, so that it can be said and taken back. */
export class DisplacedBookings1764900000000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
CREATE TABLE displaced_booking (
  booking_id bigint NOT NULL REFERENCES booking,
  -- Of the booking, as it is afterwards.
  occurrence smallint NOT NULL,
  closure_id integer REFERENCES closure,
  outcome text NOT NULL CHECK (outcome IN ('moved', 'cancelled')),
  -- Where it was.
  site_id integer NOT NULL REFERENCES site,
  slot_id integer NOT NULL,
  starts_at timestamptz NOT NULL,
  minutes smallint NOT NULL CHECK (minutes BETWEEN 1 AND 60),
  -- Where it went.
  to_site_id integer REFERENCES site,
  created_at timestamptz NOT NULL,
  taken_back_at timestamptz,
  PRIMARY KEY (booking_id, occurrence),
  CHECK ((outcome = 'moved') = (to_site_id IS NOT NULL))
);
CREATE INDEX displaced_booking_closure ON displaced_booking (closure_id) WHERE closure_id IS NOT NULL;
GRANT SELECT ON displaced_booking TO fairslot_public;
GRANT SELECT, INSERT, UPDATE ON displaced_booking TO fairslot_staff;
ALTER TABLE displaced_booking ENABLE ROW LEVEL SECURITY;
ALTER TABLE displaced_booking FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON displaced_booking TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY public_all ON displaced_booking TO fairslot_public USING (true) WITH CHECK (true);
CREATE POLICY staff_scope ON displaced_booking TO fairslot_staff USING (site_id = ANY (app_scope())) WITH CHECK (site_id = ANY (app_scope()));
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE displaced_booking');
  }
}

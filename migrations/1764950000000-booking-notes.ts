import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What staff write down about a booking for each other: plain, short, with who and when; never changed. */
export class BookingNotes1764950000000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
CREATE TABLE booking_note (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  booking_id bigint NOT NULL REFERENCES booking,
  site_id integer NOT NULL REFERENCES site,
  text text NOT NULL CHECK (char_length(text) BETWEEN 1 AND 300),
  written_by integer NOT NULL REFERENCES staff_user,
  created_at timestamptz NOT NULL
);
CREATE INDEX booking_note_booking ON booking_note (booking_id);
GRANT SELECT, INSERT ON booking_note TO fairslot_staff;
ALTER TABLE booking_note ENABLE ROW LEVEL SECURITY;
ALTER TABLE booking_note FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON booking_note TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY staff_scope ON booking_note TO fairslot_staff USING (site_id = ANY (app_scope())) WITH CHECK (site_id = ANY (app_scope()));
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE booking_note');
  }
}

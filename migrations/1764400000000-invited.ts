import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an invitation is for, how its code and contact are found, and the answer "no, thank you". */
export class Invited1764400000000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
ALTER TABLE invitation
  -- What it invites to; empty where the person chooses.
  ADD service_id integer REFERENCES service,
  -- Keyed hash of the code that a letter prints, for people who cannot follow a link.
  ADD code_bi bytea UNIQUE,
  -- The address that it was sent to, encrypted with this key: {mobile, email}.
  ADD row_key uuid UNIQUE,
  ADD contact_ct bytea,
  ADD language text NOT NULL DEFAULT 'en' CHECK (language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$'),
  ADD declined_at timestamptz,
  ADD decline_reason text CHECK (decline_reason IN ('had_it', 'not_now', 'do_not_want', 'my_language')),
  ADD CONSTRAINT invitation_declined_with_reason CHECK ((declined_at IS NULL) = (decline_reason IS NULL)),
  ADD CONSTRAINT invitation_contact_has_key CHECK (contact_ct IS NULL OR row_key IS NOT NULL);
GRANT UPDATE (declined_at, decline_reason) ON invitation TO fairslot_public;
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
REVOKE UPDATE (declined_at, decline_reason) ON invitation FROM fairslot_public;
ALTER TABLE invitation
  DROP CONSTRAINT invitation_contact_has_key,
  DROP CONSTRAINT invitation_declined_with_reason,
  DROP decline_reason, DROP declined_at, DROP language, DROP contact_ct, DROP row_key, DROP code_bi, DROP service_id;
`);
  }
}

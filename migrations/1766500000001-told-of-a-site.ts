import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What residents are told of a site besides: buses by stop, the nearest station, what staff speak, and pictures of the way in. */
export class ToldOfASite1766500000001 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
ALTER TABLE site
  -- Three words with dots between them; empty where nobody said.
  ADD what3words text NOT NULL DEFAULT '' CHECK (char_length(what3words) <= 100),
  -- [{route, stop}]
  ADD buses jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(buses) = 'array' AND jsonb_array_length(buses) <= 6),
  -- {name, minutes}: minutes on foot.
  ADD station jsonb CHECK (jsonb_typeof(station) = 'object'),
  -- ISO 639 codes.
  ADD languages text[] NOT NULL DEFAULT '{}' CHECK (cardinality(languages) <= 20);
GRANT UPDATE (what3words, buses, station, languages) ON site TO fairslot_staff;

CREATE TABLE site_photo (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  site_id integer NOT NULL REFERENCES site,
  -- Of the bytes: whoever has an address has the picture, and may keep it for ever.
  hash text NOT NULL CHECK (hash ~ '^[0-9a-f]{32}$'),
  type text NOT NULL CHECK (type IN ('image/jpeg', 'image/png', 'image/webp')),
  width smallint NOT NULL CHECK (width > 0),
  height smallint NOT NULL CHECK (height > 0),
  -- What it shows, in words.
  alt text NOT NULL CHECK (char_length(alt) BETWEEN 1 AND 200),
  bytes bytea NOT NULL CHECK (octet_length(bytes) BETWEEN 1 AND 300000),
  created_at timestamptz NOT NULL,
  UNIQUE (site_id, hash)
);
CREATE INDEX site_photo_hash ON site_photo (hash);
-- Bytes of a picture do not get smaller; trying costs time at each write.
ALTER TABLE site_photo ALTER bytes SET STORAGE EXTERNAL;
GRANT SELECT ON site_photo TO fairslot_public;
GRANT SELECT, INSERT, DELETE ON site_photo TO fairslot_staff;
ALTER TABLE site_photo ENABLE ROW LEVEL SECURITY;
ALTER TABLE site_photo FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON site_photo TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY public_reads ON site_photo FOR SELECT TO fairslot_public USING (true);
CREATE POLICY staff_scope ON site_photo TO fairslot_staff USING (site_id = ANY (app_scope())) WITH CHECK (site_id = ANY (app_scope()));
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
DROP TABLE site_photo;
REVOKE UPDATE (what3words, buses, station, languages) ON site FROM fairslot_staff;
ALTER TABLE site DROP languages, DROP station, DROP buses, DROP what3words;
`);
  }
}

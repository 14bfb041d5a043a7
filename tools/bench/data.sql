-- The region of the bench, by set operations. :sites, :days, :busy_days and :today are put in before it runs.
-- Slots are numbered so that arithmetic finds them: slot = (day * sites + site - 1) * 100 + n, with n from 1 to 100.
-- Day 0 is tomorrow and is full; until busy_days the days are 85 to 98 % full; later ones are empty.

CREATE FUNCTION pg_temp.chance(n bigint, salt bigint) RETURNS float8 LANGUAGE sql IMMUTABLE AS
$$ SELECT (hashint8extended(n, salt) & 1048575) / 1048576.0::float8 $$;

INSERT INTO place (slug, name) SELECT 'place-' || n, 'Place ' || n FROM generate_series(1, 10) n;
INSERT INTO outcode (outcode, latitude, longitude, town, place_id) VALUES ('L24', 53.345, -2.83, 'Speke', 1);
INSERT INTO organisation (ods_code, name, kind) SELECT 'B' || n, 'Organisation ' || n, 'trust' FROM generate_series(1, 1 + :sites / 20) n;
INSERT INTO service (slug, kind, name, short_name, who_for, outcome_word, minutes, rule)
SELECT slug, 'vaccine', slug, slug, 'Adults', 'vaccinated', 5, jsonb_build_object('id', slug, 'vaccine', upper(slug),
  'programme_start', '2020-01-01', 'programme_end', '2039-12-31',
  'cohorts', '[{"id": "adults", "priority": 1, "when": {"age": {"gte": {"years": 18}}}}]'::jsonb)
FROM unnest(ARRAY['flu', 'covid', 'rsv', 'shingles', 'pneumo', 'mmr']) WITH ORDINALITY AS s (slug, n) ORDER BY n;

-- One site for every ten square kilometres, however many there are: a larger region is not a denser one.
INSERT INTO site (slug, name, short_name, kind, address, postcode, place_id, organisation_id, latitude, longitude, facilities)
SELECT 'site-' || n, 'Site ' || n, 'Site ' || n, 'pharmacy', n || ' High Street', 'L24 8QB', 1 + n % 10, 1 + n / 20,
  52 + 3.162 * (n / edge + pg_temp.chance(n, 1)) / 111.2, -3 + 3.162 * (n % edge + pg_temp.chance(n, 2)) / 67,
  jsonb_build_object('stepFree', n % 2 = 0, 'parking', n % 3 = 0, 'hearingLoop', n % 5 = 0)
FROM generate_series(1, :sites) n, LATERAL (SELECT ceil(sqrt(:sites))::integer AS edge) e ORDER BY n;

-- Of six services a site offers three. Nineteen of twenty have one clinic a day of 100 times; one of twenty has two clinics
-- at the same 50 times with one service in common.
INSERT INTO clinic (site_id, date, starts, ends, slot_minutes, capacity, service_ids)
SELECT n, DATE :'today' + 1 + day, '08:00', '16:20', CASE WHEN overlap THEN 10 ELSE 5 END,
  (ARRAY[1, 1, 2, 2, 2, 3, 3, 4, 4, 6, 8, 12])[1 + floor(12 * pg_temp.chance(day * 1000003 + n, 3 + part))],
  CASE WHEN NOT overlap THEN ARRAY[1 + n % 6, 1 + (n + 2) % 6, 1 + (n + 3) % 6]
    WHEN part = 0 THEN ARRAY[1 + n % 6, 1 + (n + 2) % 6] ELSE ARRAY[1 + n % 6, 1 + (n + 3) % 6] END
FROM generate_series(0, :days - 1) day, generate_series(1, :sites) n, LATERAL (SELECT n % 20 = 0 AS overlap) o,
  LATERAL generate_series(0, CASE WHEN overlap THEN 1 ELSE 0 END) part
ORDER BY day, n, part;

INSERT INTO slot (clinic_id, site_id, starts_at, minutes, service_ids, capacity, taken)
SELECT c.id, c.site_id, (c.date + c.starts + make_interval(mins => n * c.slot_minutes)) AT TIME ZONE 'Europe/London', c.slot_minutes,
  c.service_ids, c.capacity, CASE WHEN c.date = DATE :'today' + 1 THEN c.capacity
    WHEN c.date <= DATE :'today' + :busy_days THEN least(c.capacity, floor(c.capacity * (0.85 + 0.13 * pg_temp.chance(c.id, 6)) + pg_temp.chance(c.id * 100 + n, 7)))
    ELSE 0 END
FROM (SELECT * FROM clinic ORDER BY id) c, LATERAL generate_series(0, 500 / c.slot_minutes - 1) n;

-- Who has those places: parties of four that share a phone and an address, each person with one booking.
CREATE UNLOGGED TABLE seat AS
SELECT row_number() OVER () AS n, s.id, s.site_id, s.starts_at, s.minutes, s.service_ids[1 + floor(cardinality(s.service_ids) * pg_temp.chance(s.id * 100 + k, 8))] AS service_id
FROM slot s, LATERAL generate_series(1, s.taken) k WHERE s.taken > 0;

INSERT INTO party (id, seed, token_hash, held_since) OVERRIDING SYSTEM VALUE
SELECT n, gen_random_uuid(), sha256(int8send(n)), now() - interval '1 day' FROM generate_series(1, (SELECT max(n) / 4 + 1 FROM seat)) n;
INSERT INTO contact (party_id, row_key, mobile_ct, mobile_bi, email_ct, email_bi, language)
SELECT id, gen_random_uuid(), sha256(int8send(id)) || '\x00112233', decode(md5('m' || id), 'hex'), sha256(int8send(-id)) || '\x0011223344556677',
  decode(md5('e' || id), 'hex'), 'en' FROM party;
INSERT INTO person (id, row_key, first_name, last_name, date_of_birth, nhs_number_ct, nhs_number_bi, postcode_ct, person_key, created_at) OVERRIDING SYSTEM VALUE
SELECT n, gen_random_uuid(), 'First' || n % 1000, 'Last' || n % 50000, DATE '1940-01-01' + (n % 20000)::integer, sha256(int8send(n)) || '\x00112233',
  decode(md5('n' || n), 'hex'), sha256(int8send(n)) || '\x00112233', decode(md5('p' || n), 'hex'), now() FROM generate_series(1, (SELECT max(n) FROM seat)) n;
INSERT INTO booking (id, reference, party_id, position, attendee, slot_id, site_id, starts_at, minutes, service_id, person_id, person_key, status,
  rule_version, source, manage_token_hash, created_at, booked_at) OVERRIDING SYSTEM VALUE
SELECT n, upper(left(md5('r' || n), 3) || lpad(to_hex(n), 7, '0')) || n % 10, n / 4 + 1, n % 4 + 1, n % 4 + 1, id, site_id, starts_at, minutes, service_id, n, decode(md5('p' || n), 'hex'), 'booked',
  1, 'online', sha256(int8send(-n)), now() - interval '1 day', now() - interval '1 day' FROM seat;

SELECT setval(pg_get_serial_sequence('party', 'id'), (SELECT max(id) FROM party)), setval(pg_get_serial_sequence('person', 'id'), (SELECT max(id) FROM person)),
  setval(pg_get_serial_sequence('booking', 'id'), (SELECT max(id) FROM booking));
DROP TABLE seat;

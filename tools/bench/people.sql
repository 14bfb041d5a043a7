-- People of lists for the bench, as narrow rows of the shape that an import leaves: :people of them, with identities that mean nothing.
INSERT INTO staff_user (email, name, password_hash, created_at) SELECT 'bench@example.org', 'Bench', 'none', now()
  WHERE NOT EXISTS (SELECT FROM staff_user WHERE email = 'bench@example.org');
INSERT INTO people_import (name, state, imported_by, imported_at, figures) SELECT 'bench', 'imported', (SELECT min(id) FROM staff_user), now(), '{}';

CREATE TEMP TABLE made AS SELECT nextval('person_id_seq') AS id, n, hashint8extended(n, 1) & 1048575 AS h, hashint8extended(n, 2) & 1048575 AS i, hashint8extended(n, 3) & 1048575 AS j
  FROM generate_series(1, :people) AS n;
INSERT INTO person (id, row_key, first_name, last_name, date_of_birth, person_key, created_at) OVERRIDING SYSTEM VALUE
  SELECT id, md5('row' || id)::uuid, 'Ada', 'Bench' || h % 5000, '1936-01-01'::date + (h % 33000)::integer, decode(md5('key' || id), 'hex'), now() FROM made;
INSERT INTO person_profile (person_id, nhs_number_bi, person_key, name_key, date_of_birth, place_id, outcode, deprivation_fifth, sex, ethnicity, language, practice, flags,
    has_mobile, has_email, has_address, import_id, changed_at, said)
  SELECT id, decode(md5('nhs' || id), 'hex'), decode(md5('key' || id), 'hex'), decode(md5('name' || id), 'hex'), '1936-01-01'::date + (h % 33000)::integer,
    p.ids[1 + i % array_length(p.ids, 1)], o.codes[1 + i % array_length(o.codes, 1)], 1 + (i / 7) % 5, CASE WHEN j % 2 = 0 THEN 'f' ELSE 'm' END, chr((65 + CASE WHEN j % 10 < 8 THEN 0 ELSE j % 19 END)::integer)::"char",
    CASE WHEN i % 20 > 1 THEN 'en' ELSE (ARRAY['pl', 'ar', 'ro', 'zh'])[1 + j % 4] END, 'N8' || 1000 + i % 350, CASE WHEN j % 7 = 0 THEN 1 << (i % 8)::integer ELSE 0 END,
    j % 5 < 4, j % 3 = 0, j % 50 > 0, (SELECT max(id) FROM people_import), now(), decode(md5('said' || id), 'hex')
  FROM made, (SELECT array_agg(id ORDER BY id) AS ids FROM place) p, (SELECT array_agg(outcode ORDER BY outcode) AS codes FROM outcode) o;
DROP TABLE made;

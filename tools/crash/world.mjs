// A region to book in: several sites, clinics that overlap with different services, three weeks of coming days.

const ZONE = 'Europe/London';
const DAYS = 21;
const SITES = ['speke', 'garston', 'allerton', 'everton', 'toxteth', 'walton', 'fazakerley', 'croxteth'];
const SERVICES = ['flu', 'covid', 'rsv'];

/** At every site on every day. Each pair of services shares clinics, so that seating a party means moving others. */
const CLINICS = [
  { services: ['flu', 'covid'], from: '09:00', until: '12:00', capacity: 2 },
  { services: ['flu', 'rsv'], from: '09:00', until: '12:00', capacity: 2 },
  { services: ['covid', 'rsv'], from: '10:00', until: '12:00', capacity: 1 },
  { services: ['rsv'], from: '13:00', until: '16:00', capacity: 3 },
  { services: ['flu', 'covid', 'rsv'], from: '13:00', until: '15:00', capacity: 1 },
];

const ruleOf = (slug) => ({
  id: slug,
  vaccine: slug.toUpperCase(),
  programme_start: '2020-01-01',
  programme_end: '2099-12-31',
  cohorts: [{ id: 'all', priority: 1, when: true }],
});

/**
 * @param {import('pg').Client} client
 * @returns {Promise<{ places: number, starts: { site: string, start: string, services: string[] }[] }>} `start` is RFC 3339
 */
export async function makeWorld(client) {
  const { rows: services } = await client.query(
    `INSERT INTO service (slug, kind, name, short_name, who_for, outcome_word, minutes, rule)
     SELECT r->>'id', 'vaccine', r->>'vaccine', r->>'id', 'Everybody', 'vaccinated', 10, r
     FROM jsonb_array_elements($1::jsonb) AS r RETURNING id, slug`,
    [JSON.stringify(SERVICES.map(ruleOf))],
  );
  const idOf = new Map(services.map(({ id, slug }) => [slug, id]));
  const clinics = CLINICS.map((clinic) => ({
    ...clinic,
    services: clinic.services.map((slug) => idOf.get(slug)).sort((a, b) => a - b),
  }));
  await makeSites(client);
  await makeClinics(client, clinics);
  await client.query('ANALYZE');
  return read(client);
}

async function makeSites(client) {
  await client.query(
    `WITH a_place AS (INSERT INTO place (slug, name) VALUES ('liverpool', 'Liverpool') RETURNING id),
       a_trust AS (INSERT INTO organisation (ods_code, name, kind) VALUES ('REM', 'A trust', 'trust') RETURNING id)
     INSERT INTO site (slug, name, short_name, kind, address, postcode, place_id, organisation_id, latitude, longitude)
     SELECT slug, initcap(slug) || ' Clinic', initcap(slug), 'clinic', '1 High Street, Liverpool', 'L24 8QB', a_place.id, a_trust.id,
       53.3 + n * 0.01, -2.9 FROM a_place, a_trust, unnest($1::text[]) WITH ORDINALITY AS s (slug, n)`,
    [SITES],
  );
}

async function makeClinics(client, clinics) {
  await client.query(
    `INSERT INTO clinic (site_id, date, starts, ends, slot_minutes, capacity, service_ids)
     SELECT s.id, (now() AT TIME ZONE $2)::date + day, (c->>'from')::time, (c->>'until')::time, 10, (c->>'capacity')::smallint,
       ARRAY(SELECT jsonb_array_elements_text(c->'services')::integer)
     FROM site s, generate_series(2, $3 + 1) AS day, jsonb_array_elements($1::jsonb) AS c ORDER BY s.id, day`,
    [JSON.stringify(clinics), ZONE, DAYS],
  );
  await client.query(
    `INSERT INTO slot (clinic_id, site_id, starts_at, minutes, service_ids, capacity)
     SELECT c.id, c.site_id, local AT TIME ZONE $1, c.slot_minutes, c.service_ids, c.capacity
     FROM clinic c CROSS JOIN LATERAL generate_series(c.date + c.starts, c.date + c.ends - interval '10 minutes', interval '10 minutes') AS local
     ORDER BY c.id, local`,
    [ZONE],
  );
}

async function read(client) {
  const { rows } = await client.query(
    `SELECT site.slug AS site, s.starts_at AS start, array_agg(DISTINCT v.slug) AS services
     FROM slot s JOIN site ON site.id = s.site_id JOIN service v ON v.id = ANY (s.service_ids)
     GROUP BY site.slug, s.starts_at ORDER BY site.slug, s.starts_at`,
  );
  const [{ places }] = (await client.query('SELECT sum(capacity)::integer AS places FROM slot')).rows;
  return { places, starts: rows.map(({ site, start, services }) => ({ site, start: start.toISOString(), services })) };
}

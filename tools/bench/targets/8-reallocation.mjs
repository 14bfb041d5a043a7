import { atMost, median, ms, percentile, told } from '../figures.mjs';

export const title = 'Re-allocating a site-day';

/** A site with 12 clinics at the same 50 starts: 1,800 places, 1,500 bookings, each clinic with three of six services. */
async function busyDay(world) {
  const [site] = await world.query(
    `INSERT INTO site (slug, name, short_name, kind, address, postcode, place_id, organisation_id, latitude, longitude)
     SELECT 'busy-' || count(*), 'Busy', 'Busy', 'pharmacy', '1 High Street', 'L24 8QB', 1, 1, 54, -2 FROM site RETURNING id`,
  );
  const siteId = site.id;
  const clinics = await world.query(
    `INSERT INTO clinic (site_id, date, starts, ends, slot_minutes, capacity, service_ids)
     SELECT $1, current_date + 20, '08:00', '16:20', 10, 3, ARRAY[1 + k % 6, 1 + (k + 1 + k / 6) % 6, 1 + (k + 3) % 6] FROM generate_series(0, 11) k ORDER BY k RETURNING id`,
    [siteId],
  );
  await world.query(
    `INSERT INTO slot (clinic_id, site_id, starts_at, minutes, service_ids, capacity, taken)
     SELECT c.id, site_id, (date + starts + make_interval(mins => 10 * n)) AT TIME ZONE 'Europe/London', 10, service_ids, 3, CASE WHEN c.id < $2 THEN 3 ELSE 2 END
     FROM clinic c, generate_series(0, 49) n WHERE site_id = $1 ORDER BY c.id, n`,
    [siteId, clinics[6].id],
  );
  await world.query(
    `WITH seat AS (SELECT s.*, k, nextval('party_id_seq') AS party, nextval('person_id_seq') AS person FROM slot s, generate_series(1, s.taken) k WHERE site_id = $1 ORDER BY s.id, k),
       parties AS (INSERT INTO party (id, seed, token_hash, held_since) OVERRIDING SYSTEM VALUE SELECT party, gen_random_uuid(), sha256(int8send(-party)), now() FROM seat),
       people AS (INSERT INTO person (id, row_key, first_name, last_name, date_of_birth, person_key, created_at) OVERRIDING SYSTEM VALUE
         SELECT person, gen_random_uuid(), 'Ada', 'Busy', '1950-03-27', sha256(int8send(person)), now() FROM seat)
     INSERT INTO booking (reference, party_id, position, slot_id, site_id, starts_at, minutes, service_id, person_id, person_key, status, rule_version, source, created_at, booked_at)
     SELECT 'BUSY' || party, party, 1, id, site_id, starts_at, minutes, service_ids[k], person, sha256(int8send(person)), 'booked', 1, 'online', now() + k * interval '1 second', now() FROM seat`,
    [siteId],
  );
  await world.query('ANALYZE slot, booking');
  return { siteId, clinicId: clinics[0].id };
}

export async function run(world) {
  const { siteId, clinicId } = await busyDay(world);
  const [other] = await world.query(
    `INSERT INTO service (slug, kind, name, short_name, who_for, outcome_word, minutes, rule) SELECT 'busy-' || count(*), 'vaccine', 'Busy', 'busy', 'Adults', 'vaccinated', 5, rule
     FROM service GROUP BY rule LIMIT 1 RETURNING id`,
  );
  const { worker } = await world.inProcess();
  const { whole, pure, cpu, kept, moved, stranded } = await worker.do('reallocate', {
    siteId,
    clinicId,
    serviceId: other.id,
    count: 10 + 10 * world.rounds,
  });
  await worker.stop();
  const [counted, alone] = [whole.slice(10), pure.slice(10)];
  return [
    atMost('locks, reading, deciding and writing, median', median(counted), 50, ms),
    told('… p99', ms(percentile(counted, 0.99))),
    told('… processor time of Node of it, median', ms(median(cpu.slice(10)))),
    told('deciding alone (libs/domain), median', ms(median(alone))),
    told('of 1,500 bookings', `${kept} kept, ${moved} moved, ${stranded} stranded`),
  ];
}

export const about = `One site, one date, 12 clinics at the same 50 starts, each with three of six services, 1,500 bookings in 1,800 places. One clinic stops offering
what its 150 people are booked for; all starts are re-allocated through the program's own operation in one transaction, which is then taken
back, so that every time is the first. The commit is not in the figure; it adds one write to the log.`;

export const why = `Deciding takes the smaller part; reading 1,500 bookings and locking them one by one, and moving 150 of them through every index of booking, takes
the rest. Re-allocating only the starts whose clinics changed, and locking only the bookings that move, would help.`;

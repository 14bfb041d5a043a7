// The search that was not built, to compare with: SQL over summaries of site-days, behind a bare server.
import { fastify } from 'fastify';
import pg from 'pg';

/** One row for each site, date and service with places left: how many, and the first three times. */
export async function prepareSummaries(world) {
  await world.query(`DROP TABLE IF EXISTS bench_site_day`);
  await world.query(`CREATE TABLE bench_site_day AS
    SELECT s.site_id, (s.starts_at AT TIME ZONE 'Europe/London')::date AS date, service_id, sum(s.capacity - s.reserved - s.taken)::integer AS free,
      (array_agg(s.starts_at ORDER BY s.starts_at))[1:3] AS times
    FROM slot s, unnest(s.service_ids) AS service_id
    WHERE s.status = 'open' AND s.taken + s.reserved < s.capacity AND s.starts_at > now() GROUP BY 1, 2, 3`);
  await world.query(`ALTER TABLE bench_site_day ADD PRIMARY KEY (site_id, service_id, date)`);
  await world.query(`ANALYZE bench_site_day`);
}

const SEARCH = `WITH near AS (
    SELECT id, slug, name, kind, address, postcode, latitude, longitude, directions, facilities,
      2 * 6371008.8 * asin(sqrt(power(sin(radians(latitude - $2) / 2), 2)
        + cos(radians($2)) * cos(radians(latitude)) * power(sin(radians(longitude - $3) / 2), 2))) AS distance
    FROM site WHERE status = 'open')
  SELECT near.*, d.days, d.free, d.times
  FROM near, LATERAL (
    SELECT jsonb_agg(jsonb_build_object('date', date, 'free', free) ORDER BY date) AS days, sum(free)::integer AS free,
      (array_agg(times[1] ORDER BY date))[1] AS first, (SELECT array_agg(t) FROM (
        SELECT unnest(times) AS t FROM bench_site_day n WHERE n.site_id = near.id AND n.service_id = $1 AND n.date BETWEEN $4 AND $5
        ORDER BY date LIMIT 3) AS soonest) AS times
    FROM bench_site_day WHERE site_id = near.id AND service_id = $1 AND date BETWEEN $4 AND $5) AS d
  WHERE near.distance <= $6 AND d.free > 0 ORDER BY near.distance LIMIT 50`;

const dateIn = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

async function serve({ connectionString }) {
  const pool = new pg.Pool({ connectionString, max: 16 });
  const { rows } = await pool.query('SELECT id, slug FROM service');
  const services = new Map(rows.map(({ id, slug }) => [slug, id]));
  const server = fastify();
  server.get('/api/v1/availability', async ({ query: { service, latitude, longitude, radius } }) => {
    const values = [services.get(service), latitude, longitude, dateIn(0), dateIn(13), radius * 1000];
    const found = await pool.query({ name: 'search', text: SEARCH, values });
    return { items: found.rows, total: found.rows.length };
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
  return server.server.address().port;
}

process.on('message', ({ order, ...details }) => {
  if (order !== 'start') return;
  serve(details).then(
    (answer) => process.send({ answer }),
    (error) => process.send({ error: error.stack }),
  );
});
process.on('disconnect', () => process.exit());

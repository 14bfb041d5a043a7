import { cpuOfServer } from '../cpu.mjs';
import { atMost, median, ms, told } from '../figures.mjs';

export const title = 'Invitations by the hundred thousand, beside bookings';

const SECONDS = 10;
const LONGEST_MS = 500;
const TO_IDLE = 1.5;
const BOOKINGS_A_SECOND = 10;

/** Where it is about noon: nobody is invited at night. */
const zoneAtNoon = (now) => {
  const ahead = 12 - now.getUTCHours();
  return `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
};

/** A campaign that runs, past its first fifty. */
async function campaign(world, database, people) {
  const query = (text, values) => world.query(text, values, database);
  await query(
    `INSERT INTO staff_user (email, name, created_at) SELECT 'two@example.org', 'Two', now() WHERE NOT EXISTS (SELECT FROM staff_user WHERE email = 'two@example.org')`,
  );
  const [made] = await query(
    `WITH c AS (INSERT INTO cohort (name, created_at) VALUES ('Everybody', now()) RETURNING id),
       v AS (INSERT INTO cohort_version SELECT id, 1, '{"include":[],"leaveOut":[],"doNotContact":[]}', (SELECT min(id) FROM staff_user), now() FROM c RETURNING cohort_id),
       a AS (INSERT INTO audience (kind, name, created_at) VALUES ('campaign', 'Flu', now()) RETURNING id)
     SELECT v.cohort_id AS cohort, a.id AS audience FROM v, a`,
  );
  const [{ id }] = await query(
    `INSERT INTO campaign (name, audience_id, service_id, cohort_id, cohort_version, place_ids, state, starts_on, ends_on, mode, per_day,
       expected_percent, within_km, second_after_days, author_id, approver_id, approved_hash, releaser_id, created_at)
     SELECT 'Flu', $1, 1, $2, 1, array_agg(place.id), 'running', '2020-01-01', '2039-12-31', 'dates', $3, 50, 8, 0, min(u.id), max(u.id), '', min(u.id), now()
     FROM place, staff_user u RETURNING id`,
    [made.audience, made.cohort, people],
  );
  await query(
    `INSERT INTO wave (campaign_id, number, people, released_at) VALUES ($1, 1, 1, now() - interval '1 hour')`,
    [id],
  );
  return { id, audience: made.audience };
}

/** The same rows with the same indexes and checks, by one statement, taken back: what PostgreSQL takes for them at the least. */
async function floorSeconds(world, database, people) {
  // Keys of their own each time: what was taken back stays in the indexes until it is vacuumed, and would be met again.
  const salt = Math.random();
  const [cpu, from] = [cpuOfServer(world.cluster.pid), performance.now()];
  await world.query(
    `BEGIN; SET LOCAL statement_timeout = 0; SET LOCAL jit = off;
     WITH a AS (INSERT INTO audience (kind, name, created_at) VALUES ('campaign', 'Floor', now()) RETURNING id),
       made AS (INSERT INTO invitation (audience_id, service_id, expires_at, person_id, row_key, token_hash, code_bi, language, created_at)
         SELECT a.id, 1, now() + interval '90 days', p.person_id, md5('${salt}' || p.person_id)::uuid, sha256(('token ${salt}' || p.person_id)::bytea),
           decode(md5('code ${salt}' || p.person_id), 'hex'), 'en', now()
         FROM a, (SELECT person_id FROM person_profile ORDER BY date_of_birth, person_id LIMIT ${people}) p RETURNING id)
     INSERT INTO message (invitation_id, kind, channel, occurrence, send_after, not_after, created_at)
       SELECT id, 'invitation', 'email', 1, now(), now() + interval '90 days', now() FROM made;
     ROLLBACK`,
    undefined,
    database,
  );
  const seconds = (performance.now() - from) / 1000;
  await world.query('VACUUM invitation, message', undefined, database);
  return { seconds, cpu: cpuOfServer(world.cluster.pid) - cpu };
}

/** The longest transaction that is under way, looked at all the time until stopped. */
function longest(world, database) {
  let [most, stopped] = [0, false];
  const done = (async () => {
    while (!stopped) {
      const [{ ms: now }] = await world.query(
        `SELECT COALESCE(max(extract(epoch FROM clock_timestamp() - xact_start) * 1000), 0)::float8 AS ms FROM pg_stat_activity
         WHERE datname = current_database() AND usename = 'fairslot_public' AND xact_start IS NOT NULL`,
        undefined,
        database,
      );
      most = Math.max(most, now);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return most;
  })();
  return () => ((stopped = true), done);
}

export async function run(world) {
  const database = await world.peopled();
  const people = Math.min(200_000, Math.floor(world.people / 5));
  const { worker } = await world.inProcess(database, { TIME_ZONE: zoneAtNoon(new Date()) });
  await worker.do('sealContacts', { count: people });
  await world.query('VACUUM ANALYZE person_contact', undefined, database);
  const api = await world.api(database);
  const load = await world.load();
  const book = (seconds) =>
    load.do('open', { ports: [api.port], rates: { book: BOOKINGS_A_SECOND }, clients: 16, seconds });
  await book(3);
  const idle = await book(Math.max(10, world.seconds * 2));
  await campaign(world, database, people);
  const stop = longest(world, database);
  // A fault of either ends the looking too.
  let [wave, busy, slowest] = [null, null, 0];
  const cpu = cpuOfServer(world.cluster.pid);
  let server = 0;
  try {
    const releasing = worker.do('releaseWaves').then((done) => {
      server = cpuOfServer(world.cluster.pid) - cpu;
      return done;
    });
    [wave, busy] = await Promise.all([releasing, book(Math.max(10, world.seconds * 2))]);
  } finally {
    slowest = await stop();
  }
  const [{ invited, told: messages }] = await world.query(
    `SELECT count(DISTINCT i.id)::integer AS invited, count(m.id)::integer AS told FROM invitation i LEFT JOIN message m ON m.invitation_id = i.id
     WHERE i.audience_id = (SELECT max(audience_id) FROM campaign)`,
    undefined,
    database,
  );
  const bare = [];
  for (let n = 0; n < world.rounds; n += 1) bare.push(await floorSeconds(world, database, people));
  await api.stop();
  await worker.stop();
  const floor = median(bare.map(({ seconds }) => seconds));
  const each = (seconds) => `${((seconds / people) * 1e6).toFixed(0)} µs`;
  const p99 = ({ kinds }) => kinds.booking?.p99 ?? NaN;
  const share = people / 200_000;
  return [
    told(
      `one statement that inserts ${people.toLocaleString('en')} of both, taken back`,
      `${floor.toFixed(1)} s; ${each(median(bare.map(({ cpu }) => cpu)))} of processor a person`,
    ),
    atMost(`… selected, sealed and written by the program`, wave.seconds, SECONDS * share, (s) => `${s.toFixed(1)} s`),
    told(
      '… to the one statement',
      `${(wave.seconds / floor).toFixed(1)} ×; of processor a person: Node ${each(wave.cpuSeconds)}, PostgreSQL ${each(server)} with the bookings`,
    ),
    {
      what: '… everybody once, with one message',
      figure: `${invited} invitations, ${messages} messages`,
      bound: String(people),
      met: invited === people && messages === people,
    },
    atMost('the longest transaction meanwhile', slowest, LONGEST_MS, ms),
    told(`${BOOKINGS_A_SECOND} bookings a second, p99 of one while nothing else is done`, ms(p99(idle))),
    atMost('… p99 beside the waves, to that', p99(busy) / p99(idle), TO_IDLE, (x) => `${x.toFixed(2)} ×`),
  ];
}

export const about = `A campaign that invites on fixed dates, with nothing to wait for, in the program's own operation: everybody is looked through, excluded for a reason
or selected, link and code are made, and invitation and message are written in batches. Ten bookings a second come
through another API process, before and meanwhile; at small sizes the waves are over before the bookings are. The floor writes rows of the same size
into the same tables by one statement.`;

export const why = `An invitation with its message is two rows and nine entries of indexes, of which three lie where chance puts them; before it, whoever may be invited is
looked up among bookings, doses, invitations and those who said STOP, and four hashes are made. On two processors the bookings, the worker and PostgreSQL share them: batches are as large as take a sixteenth of a second, so
that a booking waits for a processor and never for a lock.`;

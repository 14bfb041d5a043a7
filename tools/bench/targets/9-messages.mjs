import { atLeast, atMost, each, inTurn, median, ms, percentile, ratio, told } from '../figures.mjs';

export const title = 'Messages through ledger and queue, and booking without the queue';

const SIZES = {
  full: { due: 200_000, minutes: 5, perMinute: 3000 },
  small: { due: 20_000, minutes: 0.5, perMinute: 3000 },
};
const BATCH = 500;
/** What goes at a pace is sent within this. */
const P99_MS = 60_000;

/** Messages about bookings that their site has cancelled: of those, any number may be due. */
async function plan(world, count, perSecond = 0) {
  const [{ planned }] = await world.query(
    `WITH who AS (SELECT id, site_id, row_number() OVER (ORDER BY id) AS n FROM booking WHERE status = 'cancelled' AND reference IS NOT NULL LIMIT 2000),
       size AS (SELECT count(*) AS people FROM who),
       base AS (SELECT COALESCE(max(occurrence), 1) AS last FROM message WHERE kind = 'cancelled_by_site'),
       made AS (INSERT INTO message (booking_id, site_id, kind, channel, occurrence, send_after, not_after, created_at)
         SELECT who.id, who.site_id, 'cancelled_by_site', 'email', base.last + 1 + g / people, at, at + interval '1 day', now()
         FROM size, base, generate_series(0, $1::integer - 1) AS g JOIN who ON who.n = 1 + g % (SELECT people FROM size)
           CROSS JOIN LATERAL (SELECT now() + CASE WHEN $2::float8 > 0 THEN make_interval(secs => g / $2::float8) ELSE interval '-1 second' END AS at) AS when_
         RETURNING 1)
     SELECT count(*)::integer AS planned FROM made`,
    [count, perSecond],
  );
  if (planned !== count) throw new Error(`${planned} of ${count} messages could be planned`);
  await world.query('ANALYZE message');
}

/** People whose appointments were made through HTTP, so that their contacts can be opened, and then cancelled. */
async function cancelSome(world) {
  const api = await world.api();
  const load = await world.load();
  await load.do('closed', { ports: [api.port], act: 'book', clients: 8, seconds: world.seconds });
  await world.query(`UPDATE message SET state = 'superseded' WHERE state = 'pending'`);
  await world.query(
    `WITH mine AS (UPDATE booking SET status = 'cancelled' WHERE status = 'booked' AND booked_at > now() - interval '10 minutes' RETURNING slot_id)
     UPDATE slot s SET taken = s.taken - m.people FROM (SELECT slot_id, count(*) AS people FROM mine GROUP BY 1) m WHERE s.id = m.slot_id`,
  );
  return { api, load };
}

async function throughput(world, size) {
  const { worker } = await world.inProcess(undefined, { EMAIL_PER_SECOND: '0' });
  await plan(world, size.due * (world.rounds + 1));
  const measured = await inTurn(world.rounds, {
    bare: () => worker.do('addBulk', { count: size.due, batch: BATCH }),
    ledger: () => worker.do('handOver', { count: size.due, queueUrl: world.queueUrl }),
  });
  await worker.stop();
  await world.query(`UPDATE message SET state = 'superseded' WHERE state = 'pending'`);
  const rate = (slices) => slices.map(({ perSecond }) => perSecond);
  const bytes = median(measured.ledger.map((slice) => slice.bytes));
  return [
    told('bare addBulk', each(median(rate(measured.bare)))),
    told(`handed over, of ${size.due.toLocaleString('en')} due`, each(median(rate(measured.ledger)))),
    atLeast(
      'ledger and queue to bare addBulk',
      ratio(rate(measured.ledger), rate(measured.bare)),
      0.6,
      (x) => `${x.toFixed(2)} ×`,
    ),
    ...(world.queueUrl ? [told('memory of Redis, with what waits at most', `${(bytes / 1e6).toFixed(1)} MB`)] : []),
  ];
}

/** The whole program, whose provider takes everything at once; it sends what is planned after the message `last`. */
async function sender(world) {
  const { worker } = await world.inProcess(undefined, {
    ROLES: 'api,worker',
    SMTP_URL: 'smtp://127.0.0.1:1',
    EMAIL_PER_SECOND: '0',
    LIMIT_MESSAGES: '1000000/86400',
  });
  await worker.do('takeEverything');
  const [{ last }] = await world.query('SELECT max(id) AS last FROM message');
  return { worker, last };
}

/** Waits until all are with the provider, or the minutes have gone; looks at the memory of Redis on the way. */
async function allAccepted(world, { worker, last }, count, minutes) {
  const deadline = performance.now() + minutes * 60_000;
  let bytes = 0;
  for (let open = count; open > 0 && performance.now() < deadline;) {
    // Seldom: the look reads every message of the run.
    await new Promise((done) => setTimeout(done, 5000));
    [{ open }] = await world.query(
      `SELECT count(*)::integer AS open FROM message WHERE id > $1 AND state <> 'accepted'`,
      [last],
    );
    if (world.queueUrl) bytes = Math.max(bytes, await worker.do('queueBytes', { queueUrl: world.queueUrl }));
  }
  return bytes;
}

/** Everything is due at once: planned, handed over, claimed, sent, its outcome kept. */
async function backlog(world, { due }) {
  const program = await sender(world);
  await plan(world, due);
  const bytes = await allAccepted(world, program, due, 30);
  const [{ sent, seconds }] = await world.query(
    `SELECT count(*)::integer AS sent, extract(epoch FROM max(sent_at) - min(sent_at))::float8 AS seconds FROM message WHERE id > $1 AND state = 'accepted'`,
    [program.last],
  );
  await program.worker.stop();
  return [
    told(`${due.toLocaleString('en')} due at once, through ledger and queue to a provider`, each(sent / seconds)),
    { what: '… none left', figure: `${due - sent} left`, bound: 'none', met: sent === due },
    ...(world.queueUrl ? [told('… memory of Redis at most', `${(bytes / 1e6).toFixed(1)} MB`)] : []),
  ];
}

async function pace(world, { minutes, perMinute }) {
  const program = await sender(world);
  const { worker, last } = program;
  const count = Math.round(minutes * perMinute);
  await plan(world, count, perMinute / 60);
  await allAccepted(world, program, count, minutes + 2);
  const rows = await world.query(
    `SELECT extract(epoch FROM sent_at - send_after)::float8 * 1000 AS late FROM message WHERE id > $1 AND state = 'accepted'`,
    [last],
  );
  await worker.stop();
  const late = rows.map((row) => row.late);
  return [
    told(
      `at ${perMinute.toLocaleString('en')} a minute for ${minutes} minutes, handed to a provider`,
      `${rows.length} of ${count}`,
    ),
    { what: '… none left', figure: `${count - rows.length} left`, bound: 'none', met: rows.length === count },
    atMost('… due until handed over, p99', percentile(late, 0.99), P99_MS, ms),
    told('… median', ms(median(late))),
  ];
}

async function withoutQueue(world, { api, load }) {
  const { rounds, seconds, clients, redis } = world;
  const book = () => load.do('closed', { ports: [api.port], act: 'book', clients, seconds });
  const errors = ({ counts }) =>
    Object.entries(counts).reduce((sum, [kind, count]) => sum + (/ (0|5\d\d)$/.test(kind) ? count : 0), 0);
  const measured = await inTurn(rounds, {
    with: book,
    without: async () => {
      await redis.kill();
      const slice = await book();
      await redis.start('--maxmemory-policy', 'noeviction');
      // The program leaves a queue that failed alone for ten seconds.
      await new Promise((done) => setTimeout(done, 11_000));
      return slice;
    },
  });
  const middle = (slices) => slices.map(({ kinds }) => kinds.booking.p50);
  const failed = measured.without.reduce((sum, slice) => sum + errors(slice), 0);
  return [
    told('a booking with the queue, median', ms(median(middle(measured.with)))),
    atMost(
      'without the queue to with it, median',
      ratio(middle(measured.without), middle(measured.with)),
      1.1,
      (x) => `${x.toFixed(2)} ×`,
    ),
    { what: 'bookings that failed without the queue', figure: String(failed), bound: 'none', met: failed === 0 },
  ];
}

export async function run(world) {
  const size = SIZES[world.scale];
  const booking = await cancelSome(world);
  const without = world.redis ? await withoutQueue(world, booking) : [];
  await booking.api.stop();
  return [
    ...(await throughput(world, size)),
    ...(await backlog(world, size)),
    ...(await pace(world, size)),
    ...without,
  ];
}

export const about = `Handing over: rows of the ledger that are due are marked and put into BullMQ by the program's own scan, in turns with the same number of
the same jobs put into the same queue alone. Due at once: the whole program sends a backlog, from its first to its last message. At a pace: the whole program, with a provider that takes everything at once; late is from
\`send_after\` to \`sent_at\`, both by the clock of the database. Without the queue: bookings through HTTP in slices that take turns, in every
other one Redis is killed.`;

export const why = `Marking a row so that no second scanner hands it over is a write of PostgreSQL beside every job.`;

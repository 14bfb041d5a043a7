// The program inside a process of the bench, to ask its parts directly: what a search costs without HTTP, what memory holds.
import { createRequire } from 'node:module';
import path from 'node:path';
import { percentile } from './figures.mjs';
import { RADIUS_KM, somePoint } from './requests.mjs';

const state = {};

/** Part of the running program, by the class that the bundle exports. */
const the = (file, name) => state.app.get(state.part(file)[name], { strict: false });

function collected() {
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

async function usedBytes(queueUrl) {
  const { Redis } = await import('ioredis');
  const redis = new Redis(queueUrl);
  const said = await redis.info('memory');
  redis.disconnect();
  return Number(/^used_memory:(\d+)/m.exec(said)?.[1]);
}

const ORDERS = {
  async start({ folder, environment }) {
    const load = createRequire(path.join(folder, 'main.cjs'));
    state.part = (file) => load(`./${file}.cjs`);
    const from = performance.now();
    state.app = await state.part('main').start(state.part('config').readConfig(environment));
    return { startedMs: performance.now() - from, bytes: collected() };
  },

  /** Searches one after another; processor time, because the wall clock of a busy machine says little. */
  async search({ sites, count }) {
    const search = the('search-availability', 'SearchAvailability');
    const queries = Array.from({ length: count }, () => ({ ...somePoint(sites), radius: RADIUS_KM, sort: 'nearest' }));
    const took = [];
    let found = 0;
    for (const query of queries.slice(0, count / 4)) search.run(query);
    const cpu = process.cpuUsage();
    for (const query of queries) {
      const from = performance.now();
      found += search.run(query).items.length;
      took.push((performance.now() - from) * 1000);
    }
    const { user, system } = process.cpuUsage(cpu);
    return {
      cpuUs: (user + system) / count,
      p50: percentile(took, 0.5),
      p99: percentile(took, 0.99),
      found: found / count,
    };
  },

  /** Hands over what is due, as a scan does, until so many have gone; only that is timed, not emptying the queue in between. */
  async handOver({ count, queueUrl }) {
    const dispatch = the('dispatch', 'Dispatch');
    const { queue } = the('jobs', 'Jobs');
    let [handed, ms, bytes] = [0, 0, 0];
    while (handed < count) {
      const from = performance.now();
      await dispatch.handOver();
      ms += performance.now() - from;
      const waiting = await queue.getWaitingCount();
      if (waiting === 0) break;
      handed += waiting;
      if (queueUrl) bytes = Math.max(bytes, await usedBytes(queueUrl));
      await queue.obliterate({ force: true });
      await queue.resume();
      // As if they had been sent: what waits in the queue is passed over by every scan, and the queue never holds more than this.
      await the('database', 'Database').source.query(
        `UPDATE message SET state = 'superseded' WHERE state = 'pending' AND queued_until IS NOT NULL`,
      );
    }
    return { handed, perSecond: handed / (ms / 1000), bytes };
  },

  /** The same number of the same jobs, put into the queue alone. */
  async addBulk({ count, batch }) {
    const { queue } = the('jobs', 'Jobs');
    const { sendMessageJob } = state.part('send-message-job');
    let [added, ms] = [0, 0];
    while (added < count) {
      const jobs = Array.from({ length: batch }, (_, n) => ({
        name: sendMessageJob.name,
        data: { messageId: added + n },
        opts: { jobId: `b-${added + n}-1` },
      }));
      const from = performance.now();
      await queue.addBulk(jobs);
      ms += performance.now() - from;
      added += batch;
      if (added % 5000 === 0) await queue.obliterate({ force: true });
    }
    await queue.obliterate({ force: true });
    await queue.resume();
    return { perSecond: added / (ms / 1000) };
  },

  queueBytes: ({ queueUrl }) => usedBytes(queueUrl),

  /** From here on every provider takes everything at once. */
  async takeEverything() {
    const provider = { provider: 'nobody', send: async () => ({ outcome: 'accepted' }) };
    the('channels', 'Channels').get = () => provider;
  },

  /** Re-allocates every start of a site-day after one clinic changed what it offers, and takes it all back. */
  async reallocate({ siteId, clinicId, serviceId, count }) {
    const database = the('database', 'Database');
    const reallocate = the('reallocate', 'Reallocate');
    const store = the('allocation-store', 'AllocationStore');
    const undone = new Error('taken back');
    const [whole, pure, cpu] = [[], [], []];
    let report;
    for (let n = 0; n < count; n += 1) {
      await database
        .tx(async (tx) => {
          const starts = await tx.query(
            `SELECT DISTINCT site_id AS "siteId", starts_at AS "startsAt", minutes FROM slot WHERE site_id = $1 ORDER BY 2`,
            [siteId],
          );
          await tx.query('UPDATE slot SET service_ids = ARRAY[$2::integer] WHERE clinic_id = $1', [
            clinicId,
            serviceId,
          ]);
          const [from, used] = [performance.now(), process.cpuUsage()];
          await reallocate.lock(tx, starts);
          report = await reallocate.run(tx, starts, { actor: 'bench', requestId: 'bench' });
          whole.push(performance.now() - from);
          const { user, system } = process.cpuUsage(used);
          cpu.push((user + system) / 1000);
          throw undone;
        })
        .catch((error) => {
          if (error !== undone) throw error;
        });
      pure.push(await pureReallocation(database, store, { siteId, clinicId, serviceId }));
    }
    const { kept, moved, stranded } = report;
    return { whole, pure, cpu, kept: kept.length, moved: moved.length, stranded: stranded.length };
  },

  /** Counts a cohort again and again; milliseconds of each, and what it came to. */
  async countCohort({ rules, count }) {
    const queries = the('cohort-queries', 'CohortQueries');
    const places = await the('place-scope', 'PlaceScope').all();
    const took = [];
    let answer;
    for (let n = 0; n < count; n += 1) {
      const from = performance.now();
      answer = await queries.count(rules, places, new AbortController().signal);
      took.push(performance.now() - from);
    }
    return { took, answer };
  },

  /** Ways to reach the first so many people, sealed as an import seals them. */
  async sealContacts({ count }) {
    const sealing = the('seal-person', 'SealPerson');
    const { source } = the('database', 'Database');
    const people = await source.query('SELECT person_id AS id FROM person_profile ORDER BY 1 LIMIT $1', [count]);
    for (let first = 0; first < people.length; first += 5000) {
      const sealed = people.slice(first, first + 5000).map(({ id }) => {
        const person = {
          firstName: 'Ada',
          lastName: 'Bench',
          dateOfBirth: '1950-01-01',
          language: 'en',
          flags: 0,
          mobile: '+447700900123',
          email: `p${id}@example.org`,
        };
        const { contactKey, contactCt, contactBi } = sealing.seal(person, 1, sealing.keysOf(person, 1));
        return { id, contactKey, contactCt, contactBi };
      });
      await source.query(
        `INSERT INTO person_contact (person_id, row_key, contact_ct, contact_bi) SELECT * FROM unnest($1::bigint[], $2::uuid[], $3::bytea[], $4::bytea[])`,
        ['id', 'contactKey', 'contactCt', 'contactBi'].map((key) => sealed.map((one) => one[key])),
      );
    }
  },

  /** One look at every running campaign. */
  async releaseWaves() {
    const [from, used] = [performance.now(), process.cpuUsage()];
    await the('release-waves', 'ReleaseWaves').run();
    const { user, system } = process.cpuUsage(used);
    return { seconds: (performance.now() - from) / 1000, cpuSeconds: (user + system) / 1e6 };
  },

  stop: () => state.app.close(),
};

/** The same decision without the database: what libs/domain needs for all starts. */
async function pureReallocation(database, store, { siteId, clinicId, serviceId }) {
  const { reallocate } = state.part('domain');
  const starts = await database.source.query(
    `SELECT DISTINCT site_id AS "siteId", starts_at AS "startsAt", minutes FROM slot WHERE site_id = $1`,
    [siteId],
  );
  const groups = await database.tx(async (tx) => {
    const slots = await store.slots(tx, starts);
    const bookings = await store.bookings(
      tx,
      starts,
      slots.map(({ id }) => id),
    );
    for (const slot of slots) if (slot.clinicId === clinicId) slot.serviceIds = [serviceId];
    return starts.map(({ startsAt }) => {
      const here = slots.filter((slot) => slot.startsAt === startsAt.getTime());
      const ids = new Set(here.map(({ id }) => id));
      return { here, there: bookings.filter(({ slotId }) => ids.has(slotId)) };
    });
  });
  const from = performance.now();
  for (const { here, there } of groups) reallocate(here, there);
  return performance.now() - from;
}

process.on('message', ({ order, ...details }) => {
  ORDERS[order](details).then(
    (answer) => process.send({ answer }),
    (error) => process.send({ error: error.stack }),
  );
});
process.on('disconnect', () => process.exit());

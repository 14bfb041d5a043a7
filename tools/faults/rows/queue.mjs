// A queue that loses everything, is full, or is away.
import { compare, plan, untilEnded } from '../ledger.mjs';
import { verdict } from './worker.mjs';

const onRedis = (row) => ({ ...row, only: 'redis' });

export const rows = [
  {
    name: 'Redis wiped while messages wait in it',
    required: 'rebuilt from PostgreSQL: all sent within 120 s of its return, 0 lost, 0 duplicates',
    async run(stage, { wipes }) {
      const worker = await stage.worker();
      const ids = [];
      let slowest = 0;
      for (let n = 0; n < wipes; n += 1) {
        // Slow, so that most of them wait in the queue when it goes.
        stage.carrier.mode = 'slow';
        stage.carrier.slowMs = 2000;
        const planned = await plan(stage, { count: 100 });
        ids.push(...planned);
        await stage.pause(1500);
        await stage.redis.kill();
        stage.carrier.mode = 'pass';
        await stage.pause(500);
        await stage.redis.start();
        const { realSeconds } = await untilEnded(stage, planned, {});
        slowest = Math.max(slowest, realSeconds);
      }
      const ended = await untilEnded(stage, ids, {});
      await worker.kill();
      const judged = verdict(await compare(stage, ids), ended, 100_000);
      return { wipes, ...judged, slowestSeconds: slowest, ok: judged.ok && slowest <= 120 };
    },
  },
  {
    name: 'Redis away, and back',
    required: 'booking goes on, messages at 5 a second; consuming within 10 s of its return, without a restart',
    async run(stage, { outages }) {
      const worker = await stage.worker();
      const ids = [];
      const figures = { outages: outages.join(','), bookingErrors: 0, perSecond: Infinity, backWithinSeconds: 0 };
      for (const [n, seconds] of outages.entries()) {
        await stage.redis.kill();
        const planned = await plan(stage, { count: seconds * 8 });
        ids.push(...planned);
        // Only what goes without the queue is counted, after it has been noticed.
        await stage.pause(4000);
        const before = await sentOf(stage, planned);
        for (let i = 0; i < 5; i += 1) {
          const { status } = await stage.book(5000 + n * 100 + i, {
            mobile: `+4477008${String(n * 100 + i).padStart(5, '0')}`,
          });
          if (status !== 201 && status !== 409) figures.bookingErrors += 1;
        }
        const begun = performance.now();
        await stage.pause((seconds - 5) * 1000);
        const during = (await sentOf(stage, planned)) - before;
        figures.perSecond = Math.min(
          figures.perSecond,
          Math.round((during / ((performance.now() - begun) / 1000)) * 10) / 10,
        );
        await stage.redis.start();
        const back = performance.now();
        const probe = await plan(stage, { count: 1 });
        ids.push(...probe);
        while (Number(await stage.redis.command('GET', 'bull:fairslot:id')) === 0 && performance.now() - back < 30_000)
          await stage.pause(100);
        figures.backWithinSeconds = Math.max(
          figures.backWithinSeconds,
          Math.round((performance.now() - back) / 100) / 10,
        );
      }
      const ended = await untilEnded(stage, ids, {});
      await worker.kill();
      const judged = verdict(await compare(stage, ids), ended, 100_000);
      const isWell = figures.bookingErrors === 0 && figures.backWithinSeconds <= 12 && figures.perSecond >= 4.5;
      return { ...judged, ...figures, ok: judged.ok && isWell };
    },
  },
  {
    name: 'Redis full (noeviction)',
    required: 'add fails, rows stay pending, sent without the queue: 0 lost, 0 duplicates',
    async run(stage) {
      const worker = await stage.worker();
      await stage.redis.command('CONFIG', 'SET', 'maxmemory', '1mb');
      const ids = await plan(stage, { count: 60 });
      const ended = await untilEnded(stage, ids, {});
      await stage.redis.command('CONFIG', 'SET', 'maxmemory', '0');
      await worker.kill();
      return verdict(await compare(stage, ids), ended, 100_000);
    },
  },
  {
    name: 'Redis that throws away what it should keep (allkeys-lru)',
    required: 'the program refuses to start',
    async run(stage) {
      await stage.redis.command('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru');
      const refused = await stage.worker().then(
        async (worker) => {
          await worker.kill();
          return false;
        },
        (error) => /noeviction/.test(error.message),
      );
      await stage.redis.command('CONFIG', 'SET', 'maxmemory-policy', 'noeviction');
      return { refused, ok: refused };
    },
  },
].map(onRedis);

async function sentOf({ client }, ids) {
  const { rows } = await client.query(
    'SELECT count(*)::integer AS sent FROM message WHERE id = ANY ($1) AND sent_at IS NOT NULL',
    [ids],
  );
  return rows[0].sent;
}

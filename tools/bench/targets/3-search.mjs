import { withCpu } from '../cpu.mjs';
import { atLeast, atMost, each, inTurn, median, ms, ratio, told, us } from '../figures.mjs';
import { prepareSummaries } from '../sql-search.mjs';
import { Worker } from '../worker.mjs';

export const title = 'Search';

export async function run(world) {
  const { rounds, seconds, clients } = world;
  const { worker: inside } = await world.inProcess();
  const alone = await world.inSlices(() => inside.do('search', { sites: world.sites, count: 4000 }));
  await inside.stop();

  const api = await world.api();
  const load = await world.load();
  await prepareSummaries(world);
  const sql = new Worker('sql-search.mjs');
  const port = await sql.do('start', { connectionString: world.cluster.url(world.database) });
  const ask = (at, act) => async () => {
    const { result, node } = await withCpu({ node: api.pid, server: world.cluster.pid }, () =>
      load.do('closed', { ports: [at], act, clients, seconds }),
    );
    const { count, p99 } = result.kinds[act];
    return {
      rate: count / result.seconds,
      p99,
      node: (node / count) * 1e6,
      faults: count - result.counts[`${act} 200`],
    };
  };
  const measured = await inTurn(rounds, {
    hello: ask(api.port, 'hello'),
    search: ask(api.port, 'search'),
    sql: ask(port, 'search'),
  });
  await sql.stop();

  const rates = (name) => measured[name].map(({ rate }) => rate);
  const middle = (name, read) => median(measured[name].map(read));
  const faults = [...measured.search, ...measured.sql].reduce((sum, slice) => sum + slice.faults, 0);
  return [
    told(
      'hello-world of the same process (/version)',
      `${each(median(rates('hello')))}, Node ${us(middle('hello', (s) => s.node))}`,
    ),
    atLeast(
      'searches to hello-world (0.30 hoped for)',
      ratio(rates('search'), rates('hello')),
      0.25,
      (x) => `${x.toFixed(2)} ×`,
    ),
    told('searches', `${each(median(rates('search')))}, Node ${us(middle('search', (s) => s.node))} each`),
    atLeast(
      'searches to the same as SQL summaries',
      ratio(rates('search'), rates('sql')),
      8,
      (x) => `${x.toFixed(1)} ×`,
    ),
    told('SQL summaries', each(median(rates('sql')))),
    atMost(
      'p99 of a search',
      middle('search', (s) => s.p99),
      15,
      ms,
    ),
    atMost('in process, processor time of a search', median(alone.map((s) => s.cpuUs)), 25, us),
    told(
      'in process, p50 and p99',
      `${us(median(alone.map((s) => s.p50)))}, ${us(median(alone.map((s) => s.p99)))}; ${median(alone.map((s) => s.found)).toFixed(1)} sites found`,
    ),
    ...(faults > 0
      ? [{ what: 'searches not answered with 200', figure: String(faults), bound: 'none', met: false }]
      : []),
  ];
}

export const about = `The nearest sites with free times for one of six services, about ten within 8 km, over 14 days of which most are nearly
full: distance, next three times, places per day. 32 connections. The hello-world passes the same hooks and writes the same log line. The
SQL variant answers the same from a table with a row for each site, date and service (places left and the first three times, already
folded), by one prepared statement behind a bare Fastify without Nest, validation and log: the best case of that design, without the cost of keeping
the table current. In process is the operation alone, called in a row.`;

export const why = `What a search costs beyond its time in process is the answer itself: ten sites with their addresses and days are several
kilobytes of JSON, where the hello-world is fifty bytes. Asking for fewer days or fewer fields of a site would help.`;

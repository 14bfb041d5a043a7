import { createRequire } from 'node:module';
import path from 'node:path';
import { atMost, ms, percentile, told } from '../figures.mjs';
import { compareMemory } from '../compare.mjs';
import { someVisit } from '../requests.mjs';
import { Wire } from '../wire.mjs';

export const title = 'Freshness of search';

const OBSERVERS = 16;
const LOOK_EVERY_MS = 5;
const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));

/** Takes one place through one process, then looks at every process until its answer says so. Milliseconds, one for each process. */
async function observe(wires, time, by) {
  const date = time.start.slice(0, 10);
  const address = `/api/v1/sites/${time.site}/times?service=${time.service}&from=${date}&to=${date}`;
  const start = Date.parse(time.start);
  const free = async (wire) => {
    const { items } = JSON.parse((await wire.ask('GET', address)).body);
    return items.find((item) => Date.parse(item.start) === start)?.free ?? 0;
  };
  const before = await Promise.all(wires.map(free));
  const visit = someVisit(time);
  const { status } = await wires[by].ask('POST', '/api/v1/holds', visit.holdHeaders, visit.hold);
  const committed = performance.now();
  // Somebody in the background may have been faster.
  if (status !== 201) return [];
  return Promise.all(
    wires.map(async (wire, i) => {
      while ((await free(wire)) >= before[i]) {
        if (performance.now() - committed > 30_000) break;
        await pause(LOOK_EVERY_MS);
      }
      return performance.now() - committed;
    }),
  );
}

export async function run(world) {
  const apis = [await world.api(), await world.api()];
  const load = await world.load();
  const ports = apis.map(({ port }) => port);
  const seconds = world.openSeconds / 3;
  const until = performance.now() + seconds * 1000;
  const background = load.do('open', { ports, rates: { book: 50, search: 200 }, clients: 32, seconds });
  const times = (await world.freeTimes(2000)).values();
  const seen = [];
  await Promise.all(
    Array.from({ length: OBSERVERS }, async (_, n) => {
      const wires = await Promise.all(ports.map((port) => Wire.open(port)));
      while (performance.now() < until) {
        const { value: time } = times.next();
        if (!time) break;
        seen.push(...(await observe(wires, time, n % 2)));
      }
      for (const wire of wires) wire.close();
    }),
  );
  await background;
  await pause(5000);
  const domain = createRequire(path.join(world.folder, 'main.cjs'))('./domain.cjs');
  const { compared, different, example } = await compareMemory(world, ports, domain);
  return [
    told('changes looked for', `${seen.length / 2} in two processes, while 50 others were booked each second`),
    atMost('p99 until a change is in every process’s answers', percentile(seen, 0.99), 1000, ms),
    atMost('the slowest', percentile(seen, 1), 5000, ms),
    {
      what: 'times that differ between memory and database, five seconds after',
      figure: `${different} of ${compared.toLocaleString('en')}${example}`,
      bound: '0',
      met: different === 0,
    },
  ];
}

export const about = `Two API processes on one database. A place is taken through one of them, and both are asked for the times of that day every 5 ms until
both answer with one place less; the time runs from the answer to whoever took it. Afterwards every time of every site is asked of both
processes and compared with the rows of the database, where clinics overlap with the flow that libs/domain finds in them.`;

export const why = `Every process reads the changes four times a second, and a change waits for the next reading and for its turn in Node's one thread.
Times that differ after five seconds are a fault, not a limit.`;

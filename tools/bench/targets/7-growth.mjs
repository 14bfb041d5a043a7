import { atLeast, atMost, each, inTurn, median, ratio, told, us } from '../figures.mjs';
import { anywhere, complete, script, threeSites, wholeClaim } from '../pgbench.mjs';

export const title = 'Growth';
export const needsGrowth = true;

const times = (value) => `${value.toFixed(2)} ×`;
const mb = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`;

async function writes(world, size, large) {
  const { rounds, busyDays, days } = world;
  const claim = await wholeClaim(world.folder);
  let slices = 0;
  const slice = (text, sites, database) => async () => {
    const n = slices++;
    const variables = {
      sites,
      first: busyDays * sites * 100 + 1,
      last: days * sites * 100,
      site: 7 + 6 * (n % Math.floor((world.sites - 12) / 6)),
      day: busyDays + 1,
    };
    return (await script(world, text, variables, { database })).made;
  };
  const anyTime = complete(anywhere(claim));
  const hot = complete(threeSites(claim));
  return inTurn(rounds, {
    once: slice(anyTime, world.sites, world.database),
    more: slice(anyTime, size, large),
    hotOnce: slice(hot, world.sites, world.database),
    hotMore: slice(hot, size, large),
  });
}

/** What search costs and holds in memory on a database, beside the program with nothing in it. */
async function memory(world, database, sites) {
  const { worker, bytes, startedMs } = await world.inProcess(database);
  const searches = sites > 0 ? await world.inSlices(() => worker.do('search', { sites, count: 4000 })) : [];
  await worker.stop();
  return { bytes, startedMs, cpuUs: sites > 0 ? median(searches.map(({ cpuUs }) => cpuUs)) : 0 };
}

export async function run(world) {
  const { growth, sites, names } = world;
  const large = names[`growth${growth}`];
  const starts = [];
  for (let round = 0; round < world.rounds; round += 1) {
    const api = await world.api();
    starts.push(api.startedMs);
    await api.stop();
  }
  const empty = await memory(world, names.empty, 0);
  const once = await memory(world, world.database, sites);
  const more = await memory(world, large, sites * growth);
  const [board, boards] = [once.bytes - empty.bytes, more.bytes - empty.bytes];
  const rows = [
    atMost('start of an API process until it is ready, 1 ×', median(starts) / 1000, 5, (x) => `${x.toFixed(1)} s`),
    told('in process, processor time of a search, 1 ×', us(once.cpuUs)),
    atMost(`in process, processor time of a search, ${growth} ×`, more.cpuUs, 80, us),
    told('memory of search', `${mb(board)} at 1 ×, ${mb(boards)} at ${growth} ×`),
    atMost(`memory for each slot, ${growth} × to 1 ×`, boards / growth / board, 1.1, times),
  ];
  if (!world.hasFloor) return rows;
  const made = await writes(world, sites * growth, large);
  return [
    ...rows,
    told(
      'complete bookings in pgbench, 1 ×',
      `${each(median(made.once))} anywhere, ${each(median(made.hotOnce))} on three sites`,
    ),
    atLeast(`complete bookings anywhere, ${growth} × to 1 ×`, ratio(made.more, made.once), 0.8, times),
    atLeast(`complete bookings on three sites, ${growth} × to 1 ×`, ratio(made.hotMore, made.hotOnce), 0.9, times),
  ];
}

export const about = `A region with several times the sites, clinics, slots and bookings, as dense as the small one, in a second database of the same server. A
complete booking in pgbench is the hold and the product's confirm with person, contact, two ledger rows, audit and keys. Memory is what
the collected heap and its buffers have more than a process on an empty database.`;

export const why = `More data than the buffers hold is read from disk, and indexes grow by a level; search walks more sites where it looks at all of them. More
memory for PostgreSQL, or a primary for each region, is the remedy.`;

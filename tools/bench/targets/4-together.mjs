import { withCpu } from '../cpu.mjs';
import { atMost, ms, told } from '../figures.mjs';

export const title = 'Searches and bookings together';

const RATES = { search: 2000, book: 200 };

export async function run(world) {
  const api = await world.api();
  const load = await world.load();
  const order = { ports: [api.port], rates: RATES, clients: 128 };
  await load.do('open', { ...order, seconds: 3 });
  const { result, node, server } = await withCpu({ node: api.pid, server: world.cluster.pid }, () =>
    load.do('open', { ...order, seconds: world.openSeconds }),
  );
  const { kinds, counts, samples, seconds } = result;
  const faults = Object.keys(counts).filter((kind) => !/ 20[01]$/.test(kind));
  return [
    told(
      'asked for',
      `${RATES.search} searches/s and ${RATES.book} bookings/s for ${seconds} s; answered ${kinds.search.count} and ${kinds.booking.count}`,
    ),
    atMost('p99 of a search', kinds.search.p99, 25, ms),
    atMost(
      'p99 of a booking, from the instant it was due until both requests were answered',
      kinds.booking.p99,
      50,
      ms,
    ),
    told(
      'p50 and p99 of a hold, of a confirm',
      `${ms(kinds.hold.p50)} and ${ms(kinds.hold.p99)}, ${ms(kinds.confirm.p50)} and ${ms(kinds.confirm.p99)}`,
    ),
    {
      what: 'errors',
      figure:
        faults.map((kind) => `${kind}: ${counts[kind]}${samples[kind] ? ` (${samples[kind]})` : ''}`).join('; ') || '0',
      bound: '0',
      met: faults.length === 0,
    },
    told('processors busy', `Node ${(node / seconds).toFixed(2)}, PostgreSQL ${(server / seconds).toFixed(2)}`),
  ];
}

export const about = `Open loop: requests come at random instants at a fixed mean rate, whether or not the ones before have been answered, and times are
measured from the instant a request was due. One API process.`;

export const why = `Both loads come to one API process on processors that PostgreSQL and the generator use too: when those are busy, whatever waits
in Node's one thread waits for everything before it. A second API process on a processor of its own is the remedy.`;

import { withCpu } from '../cpu.mjs';
import { atLeast, each, inTurn, median, ms, ratio, told, us } from '../figures.mjs';
import { simpleUpdate } from '../pgbench.mjs';

export const title = 'Confirmed bookings through HTTP';

export async function run(world) {
  const { rounds, seconds, clients, hasFloor } = world;
  const api = await world.api();
  const load = await world.load();
  // Long enough that Node has compiled what is hot: a slice is too short for that on its own.
  await load.do('closed', { ports: [api.port], act: 'book', clients, seconds: 3 * seconds });
  const measured = await inTurn(rounds, {
    ...(hasFloor ? { floor: () => simpleUpdate(world) } : {}),
    booking: async () => {
      const order = { ports: [api.port], act: 'book', clients, seconds };
      const { result, node, server } = await withCpu({ node: api.pid, server: world.cluster.pid }, () =>
        load.do('closed', order),
      );
      const bookings = result.counts['booking 201'] ?? 0;
      return {
        ...result,
        rate: bookings / result.seconds,
        node: (node / bookings) * 1e6,
        server: (server / bookings) * 1e6,
      };
    },
  });
  const slices = measured.booking;
  const rates = slices.map(({ rate }) => rate);
  const middle = (read) => median(slices.map(read));
  const lost = slices.flatMap(({ counts, samples }) =>
    Object.keys(counts)
      .filter((kind) => !kind.endsWith(' 201'))
      .map((kind) => `${kind}: ${counts[kind]} (${samples[kind]})`),
  );
  return [
    ...(hasFloor
      ? [
          told('simple-update', each(median(measured.floor.map(({ tps }) => tps)))),
          atLeast(
            'bookings to simple-update (0.28 hoped for)',
            ratio(
              rates,
              measured.floor.map(({ tps }) => tps),
            ),
            0.2,
            (x) => `${x.toFixed(3)} ×`,
          ),
        ]
      : []),
    atLeast('bookings', median(rates), 350, each),
    told(
      'p99 of a hold, of a confirm',
      `${ms(middle((s) => s.kinds.hold.p99))}, ${ms(middle((s) => s.kinds.confirm.p99))}`,
    ),
    told('processor time of a booking', `Node ${us(middle((s) => s.node))}, PostgreSQL ${us(middle((s) => s.server))}`),
    ...(lost.length > 0
      ? [{ what: 'requests that were not answered with 201', figure: lost.join('; '), bound: 'none', met: false }]
      : []),
  ];
}

export const about = `32 clients against one API process with the settings of production, hold and confirm as two requests over 127.0.0.1. Every
booking is of a new person from an address of their own, with mobile, e-mail, NHS number and postcode encrypted, two ledger rows, an audit
row and two idempotency keys; the messages are handed to the queue as in service, and no worker sends them. The generator, the API
and PostgreSQL share the processors.`;

export const why = `A booking is two commits and about thirty rows and index entries more than a simple update, and the API, PostgreSQL and
the generator share the processors: processor time, above, is what limits it. A second machine for PostgreSQL, or more API processes on more
processors, raises it without a change of the program.`;

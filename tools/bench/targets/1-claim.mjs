import { atLeast, each, median, inTurn, ratio, told, us } from '../figures.mjs';
import {
  anywhere,
  BARE_CLAIM,
  DESIGN_CLAIM,
  prepareDesign,
  script,
  simpleUpdate,
  threeSites,
  undoDesign,
  wholeClaim,
} from '../pgbench.mjs';
import { asSuperuser } from '../database.mjs';

export const title = 'Claim in pgbench';
export const needsFloor = true;

/** Three sites of their own for each slice, so that no slice finds what another has taken; odd ones have one clinic a day. */
function hotPlaces({ sites, busyDays }) {
  let slices = 0;
  return () => {
    const n = slices++;
    const threes = Math.floor((sites - 6) / 6);
    return { site: 1 + 6 * (n % threes), day: busyDays + 2 * Math.floor(n / threes) };
  };
}

/** Makes every commit two milliseconds slower, as a cloud disk or a synchronous standby does. */
async function slowCommits(world, work) {
  const alter = (text) =>
    asSuperuser(world.cluster, 'postgres', (client) => client.query(`ALTER ROLE fairslot_public ${text}`));
  await alter('SET commit_delay = 2000');
  await alter('SET commit_siblings = 0');
  try {
    return await work();
  } finally {
    await alter('RESET ALL');
  }
}

export async function run(world) {
  const { rounds, firstFree, lastSlot, sites } = world;
  const free = { first: firstFree + 1, last: lastSlot };
  const whole = await wholeClaim(world.folder);
  const places = hotPlaces(world);
  const made = (text, variables) => async () => (await script(world, text, variables())).made;

  await prepareDesign(world);
  const measured = await inTurn(rounds, {
    floor: () => simpleUpdate(world),
    design: () => script(world, anywhere(DESIGN_CLAIM), free, { numbers: 'bench_claim_id_seq' }),
    bare: () => script(world, anywhere(BARE_CLAIM), free),
    whole: () => script(world, anywhere(whole), free),
    hotBare: () => script(world, threeSites(BARE_CLAIM), places()),
    hotWhole: () => script(world, threeSites(whole), places()),
    refused: () => script(world, anywhere(whole), { first: 1, last: sites * 100 }),
  });
  await undoDesign(world);
  const slow = await slowCommits(world, () =>
    inTurn(rounds, {
      anywhere: made(anywhere(whole), () => free),
      hot: made(threeSites(whole), places),
    }),
  );

  const floor = measured.floor.map(({ tps }) => tps);
  const of = (name) => measured[name].map((slice) => slice.made);
  const refused = measured.refused.map(({ tps }) => tps);
  const cpu = (name) => us(median(measured[name].map(({ cpuUs }) => cpuUs)));
  return [
    told('simple-update', `${each(median(floor))}, PostgreSQL ${cpu('floor')} each`),
    told(
      'guarded update of the slot and one narrow row, anywhere, to simple-update',
      `${ratio(of('design'), floor).toFixed(2)} ×, ${each(median(of('design')))}, PostgreSQL ${cpu('design')} each`,
    ),
    atLeastTimes('place and booking, anywhere, to simple-update', ratio(of('bare'), floor), 1.5),
    told('… itself', `${each(median(of('bare')))}, PostgreSQL ${cpu('bare')} each`),
    atLeastTimes(
      'the whole hold (idempotency key, bound of the network), anywhere, to simple-update',
      ratio(of('whole'), floor),
      1.5,
    ),
    told('… itself', `${each(median(of('whole')))}, PostgreSQL ${cpu('whole')} each`),
    atLeastTimes('place and booking, everybody on three sites, to anywhere', ratio(of('hotBare'), of('bare')), 0.8),
    atLeastTimes('the whole hold, everybody on three sites, to anywhere', ratio(of('hotWhole'), of('whole')), 0.8),
    atLeastTimes('the same with commits 2 ms slower', ratio(slow.hot, slow.anywhere), 0.8),
    atLeastTimes('refusals of full slots to simple-update', ratio(refused, floor), 6),
    told('… themselves', `${each(median(refused))}, PostgreSQL ${cpu('refused')} each`),
  ];
}

const atLeastTimes = (what, value, bound) => atLeast(what, value, bound, (x) => `${x.toFixed(2)} ×`);

export const about = `pgbench, 32 clients, prepared statements over the Unix socket. First the design by itself, the guarded update of the
product's slot (with the trigger that tells search) and one narrow row; then the guarded update with the rows of party and booking in the product's own tables, with every index, foreign key, check and row-level policy
(*place and booking*); the product's statement as the program sends it, which also keeps the idempotency key and counts the
network's holds (*the whole hold*); and that statement against slots that are full. Claims that found no place are not counted as claims.
On three sites all clients want the same twelve slots until most of those have gone, then the next twelve.`;

export const why = `The bounds were set by a sketch whose booking had two indexes and one check. In PostgreSQL 15 a statement that writes a row
reads the text of each of its table's checks anew, looks up every foreign key by a statement of its own and enters every index; a hold writes
rows of party, booking and key with all of theirs. Fewer checks and foreign keys on booking, or rows that are written only on confirming,
would raise it; the price is a wall less between a fault in the program and the data. A refusal pays for the start of a statement with
four parts, of which it runs one.`;

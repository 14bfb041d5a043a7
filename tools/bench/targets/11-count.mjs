import { withCpu } from '../cpu.mjs';
import { atMost, median, ms, percentile, told } from '../figures.mjs';

export const title = 'A cohort, counted while its rules are typed';

const P95_MS = 1000;
/** To reading every row once and counting it. */
const TO_BARE = 6;

const FIVE = {
  include: [
    { kind: 'age', from: 65 },
    { kind: 'deprivation', fifths: [1, 2] },
    { kind: 'contact', ways: ['mobile', 'email'] },
  ],
  leaveOut: [{ kind: 'language', languages: ['ar'] }],
  doNotContact: [{ kind: 'had', service: 'flu' }],
};

export async function run(world) {
  const database = await world.peopled();
  const { worker } = await world.inProcess(database);
  const count = 5 + 5 * world.rounds;
  const bare = [];
  for (let n = 0; n <= world.rounds; n += 1) {
    const from = performance.now();
    await world.query(
      `SET max_parallel_workers_per_gather = 0; SELECT count(*) FROM person_profile WHERE deceased_on IS NULL`,
      undefined,
      database,
    );
    bare.push(performance.now() - from);
  }
  await worker.do('countCohort', { rules: FIVE, count: 2 });
  const {
    result: { took, answer },
    node,
    server,
  } = await withCpu({ node: worker.pid, server: world.cluster.pid }, () =>
    worker.do('countCohort', { rules: FIVE, count }),
  );
  const everybody = await worker.do('countCohort', {
    rules: { include: [], leaveOut: [], doNotContact: [] },
    count: 5,
  });
  await worker.stop();
  const lost = answer.steps.reduce((sum, { taken }) => sum + taken, 0);
  const adds =
    answer.region === world.people && lost + answer.total === world.people && everybody.answer.total === world.people;
  const floor = median(bare.slice(1));
  return [
    told(`bare count(*) of ${world.people.toLocaleString('en')} rows`, ms(floor)),
    told('five rules, waterfall and groups, median', ms(median(took))),
    atMost('… p95', percentile(took, 0.95), P95_MS, ms),
    atMost('… median to the bare count', median(took) / floor, TO_BARE, (x) => `${x.toFixed(1)} ×`),
    told('… processor time of one', `Node ${ms((node * 1000) / count)}, PostgreSQL ${ms((server * 1000) / count)}`),
    told('no rule at all, median', ms(median(everybody.took))),
    {
      what: 'everybody is counted once',
      figure: `${answer.total} left of ${answer.region}`,
      bound: 'adds up',
      met: adds,
    },
  ];
}

export const about = `The program's own count through its pool: the waterfall of five rules, with the groups of those who are left by Place, deprivation, language, age and
way, in one pass of four parts. Nothing is kept from one count to the next. The floor reads the same rows on one connection and counts them.`;

export const why = `Each row is looked at, because rules may be any: 2.6 million rows take about a second of processor time, which four parts share out over the processors
there are. Until the answer is there the page says that it is counting.`;

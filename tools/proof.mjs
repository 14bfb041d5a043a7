// `npm run proof`: the long proofs, run by hand. Prints the figures that a release note quotes.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

const proofs = [
  {
    title: 'an API process killed twenty times with fifty confirms in flight',
    command: ['tools/test.mjs', 'apps/api/test/crash'],
    env: { CRASH_ROUNDS: '20' },
  },
  {
    title: 'ten crashes of API and PostgreSQL under load, nothing acknowledged lost or doubled',
    command: ['tools/crash.mjs', '--rounds', '10', '--seed', '1'],
  },
  { title: 'the check after a crash sees every kind of loss', command: ['tools/crash.mjs', '--prove-checker'] },
  {
    title: 'two thousand random things asked of the model and of two processes on PostgreSQL',
    command: ['tools/test.mjs', 'core-model'],
    env: { MODEL_STEPS: '2000', MODEL_SEED: '99' },
  },
  {
    title: 'a wave of invitations killed twenty times in the middle',
    command: ['tools/test.mjs', 'waves-crash'],
    env: { WAVE_KILLS: '20' },
  },
  {
    title: 'whoever asks for lost details cannot tell by the time of 400 answers whether we know the contact',
    command: ['tools/test.mjs', 'apps/api/test/no-oracle'],
    env: { ORACLE_ROUNDS: '400' },
  },
  { title: 'every mutant of the booking core is caught', command: ['tools/mutants.mjs'] },
  { title: 'races from two processes, ten times over', command: ['tools/test.mjs', 'apps/api/test/race'], times: 10 },
  {
    title: 'ten million simulated operations, with crashes and lost replies, break no rule',
    command: ['tools/run.mjs', 'tools/simulate.ts', '--ops', '10000000', '--seed', '1'],
  },
  {
    title: 'an empty region outside England takes its first booking, in a real browser',
    command: ['tools/empty.mjs'],
  },
  {
    title:
      'every fault of the message matrix, on Redis and on PostgreSQL: nothing lost, nothing twice that could be asked for',
    command: ['tools/faults.mjs', '--full'],
  },
  {
    title:
      'every journey in a real browser, every page in every language at two widths, and how soon pages are painted',
    command: ['tools/e2e.mjs'],
    env: { PROOF: '1' },
  },
];

let failed = 0;
for (const { title, command, env = {}, times = 1 } of proofs) {
  for (let i = 1; i <= times; i += 1) {
    const from = performance.now();
    const run = spawnSync(process.execPath, command, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...env, NX_SKIP_NX_CACHE: 'true' },
    });
    const seconds = ((performance.now() - from) / 1000).toFixed(0);
    console.log(
      `${run.status === 0 ? 'proved' : 'FAILED'}  ${title}${times > 1 ? ` (${i} of ${times})` : ''}, ${seconds} s`,
    );
    if (run.status !== 0) failed += 1;
  }
}
process.exit(failed === 0 ? 0 : 1);

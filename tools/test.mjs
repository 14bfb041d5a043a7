// `npm test`: every test target, on a real PostgreSQL, from a bare checkout. `npm test -- words` runs the test files whose path contains them.
import { NX_ENV, nx } from './start/build.mjs';
import { install, isInstalled } from './start/install.mjs';
import { assertNodeVersion } from './start/node-version.mjs';
import { run } from './start/run.mjs';
import { runProgram } from './start/run-program.mjs';
import { note, say, step } from './start/say.mjs';
import { tally } from './test/tally.mjs';

let opening;

async function main(filters) {
  assertNodeVersion(process.versions.node);
  if (!isInstalled()) await step('packages installed', install, { during: 'installing packages, about a minute' });
  // Only now: it needs `pg`.
  const { openTestServer } = await import('./test/server.mjs');
  opening = openTestServer(process.env);
  const server = await opening;
  note(`testing on PostgreSQL ${server.major}`);
  const forJest = filters.length ? ['--', '--passWithNoTests', ...filters] : [];
  // TEST_POSTGRES_MAJOR is what results depend on, and what Nx keeps them by: the address differs in every run.
  const plain = process.stdout.isTTY ? {} : { FORCE_COLOR: '0' };
  const env = { ...NX_ENV, ...plain, TEST_POSTGRES_URL: server.url, TEST_POSTGRES_MAJOR: server.major };
  if (!filters.length) env.TEST_TOGETHER = '1';
  // `tested` does nothing but wait for the API's tests: Nx begins with what others wait for, and these take longest.
  const { code, output } = await run(
    process.execPath,
    [nx, 'run-many', '-t', 'test', 'tested', '--parallel=2', '--outputStyle=static', ...forJest],
    { env, onOutput: (chunk) => process.stdout.write(chunk) },
  );
  await server.stop();
  return report(code, tally(output));
}

function report(code, { passed, failed, skipped, reasons }) {
  const noSkips = process.env.FAIRSLOT_NO_SKIPS === '1';
  for (const reason of reasons) say(`Skipped: ${reason}`);
  if (skipped && !reasons.length)
    say('Skipped: a test gave no reason (write a line "Skipped: ..." where it is skipped).');
  if (skipped && noSkips) say('A skipped test is a failure here, because FAIRSLOT_NO_SKIPS is 1.');
  if (!passed && !failed) say('No test ran.');
  if (code !== 0 && !failed) say('A test run broke off before its tests: see above.');
  const isGood = code === 0 && failed === 0 && passed > 0 && !(skipped && noSkips);
  say(`${passed} passed, ${failed || (isGood ? 0 : Math.max(1, noSkips ? skipped : 0))} failed, ${skipped} skipped`);
  return isGood ? 0 : 1;
}

runProgram(main, async () => (await opening?.catch(() => undefined))?.stop());

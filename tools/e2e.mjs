// `npm run e2e`: starts the whole product, weighs its pages, and runs the browser tests of both webs. `npm run e2e -- -g words` picks some.
import fs from 'node:fs';
import path from 'node:path';
import { findChromium } from './e2e/chromium.mjs';
import { regionWithTimeLeft } from './e2e/late-in-the-day.mjs';
import { startProduct } from './e2e/product.mjs';
import { clearLeftover } from './postgres/leftover.mjs';
import { install, isInstalled } from './start/install.mjs';
import { assertNodeVersion } from './start/node-version.mjs';
import { dataFolder, workspace } from './start/paths.mjs';
import { run } from './start/run.mjs';
import { runProgram } from './start/run-program.mjs';
import { say, step } from './start/say.mjs';

const RESULTS = path.join(workspace, 'test-results/e2e.json');
const PLAYWRIGHT = path.join(workspace, 'node_modules/@playwright/test/cli.js');
const WEIGHT = path.join(workspace, 'tools/page-weight.mjs');

let starting;

async function main(wanted) {
  assertNodeVersion(process.versions.node);
  process.chdir(workspace);
  const chromium = findChromium(process.env);
  if (!chromium) return skip();
  if (!isInstalled()) await step('packages installed', install, { during: 'installing packages, about a minute' });
  starting = startAnew('e2e', regionWithTimeLeft(new Date()));
  const product = await step('product started', () => starting, { during: 'starting the product' });
  const show = (chunk) => process.stdout.write(chunk);
  const env = { ...product.env, CHROMIUM: chromium };
  const weight = await run(process.execPath, [WEIGHT, product.env.BOOKING_URL], { env, onOutput: show });
  fs.rmSync(RESULTS, { force: true });
  const isProof = Boolean(process.env.PROOF);
  // What is wanted may be of coordinators alone: then these pass without a test, and the others must have one.
  const maybeNone = isProof ? ['--pass-with-no-tests'] : [];
  const tests = await run(process.execPath, [PLAYWRIGHT, 'test', ...maybeNone, ...wanted], { env, onOutput: show });
  await product.stop();
  const first = report(tests.code, weight.code);
  if (!isProof) return first.code;
  const second = await coordinators(chromium, wanted);
  if (first.tests + second.tests === 0) say('No test is called so.');
  return first.tests + second.tests === 0 ? 1 : Math.max(first.code, second.code);
}

/** With the demonstration as it is at first: what an earlier run booked or closed, or lived through in another time zone, is gone. */
async function startAnew(name, more) {
  const data = path.join(dataFolder, name);
  await clearLeftover(path.join(data, 'postgres'));
  fs.rmSync(data, { recursive: true, force: true });
  return startProduct(data, { more });
}

/** A working day, in hours when people may be written to, whatever the time is now. */
const WORKING_DAY = '2026-11-24T10:00:00Z';

/** What coordinators do takes a product of its own, because they move its clock on. */
async function coordinators(chromium, wanted) {
  starting = startAnew('e2e-coordinator', { CLOCK: WORKING_DAY });
  const product = await step('product started with a clock', () => starting, { during: 'starting the product again' });
  const env = { ...product.env, CHROMIUM: chromium, CLOCK: WORKING_DAY };
  fs.rmSync(RESULTS, { force: true });
  const onOutput = (chunk) => process.stdout.write(chunk);
  const tests = await run(
    process.execPath,
    [PLAYWRIGHT, 'test', '--project=coordinator', '--pass-with-no-tests', ...wanted],
    { env, onOutput },
  );
  await product.stop();
  return report(tests.code);
}

/** Adds up what Playwright wrote; the weighing, where there was one, counts as one test that passed or failed. */
function report(testsCode, weightCode) {
  const stats = fs.existsSync(RESULTS) ? JSON.parse(fs.readFileSync(RESULTS, 'utf8')).stats : {};
  const { expected = 0, flaky = 0, unexpected = 0, skipped = 0 } = stats;
  const passed = expected + flaky + (weightCode === 0 ? 1 : 0);
  const isSkipFault = skipped > 0 && process.env.FAIRSLOT_NO_SKIPS === '1';
  let failed = unexpected + (weightCode ? 1 : 0) + (isSkipFault ? skipped : 0);
  if (testsCode !== 0 && failed === 0) failed = 1;
  say(`${passed} passed, ${failed} failed`);
  return { code: failed === 0 ? 0 : 1, tests: expected + flaky + unexpected + skipped };
}

function skip() {
  const mayNot = process.env.FAIRSLOT_NO_SKIPS === '1';
  say('Skipped: the browser tests need Chromium (on Debian: apt-get install chromium), or CHROMIUM with its path.');
  say(mayNot ? '0 passed, 1 failed' : '0 passed, 0 failed');
  return mayNot ? 1 : 0;
}

runProgram(main, async () => (await starting?.catch(() => undefined))?.stop());

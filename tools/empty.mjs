// `npm run empty`: from `npm start -- --empty` to the first booking, in a real browser, for a region outside England.
import fs from 'node:fs';
import path from 'node:path';
import { findChromium } from './e2e/chromium.mjs';
import { startProduct } from './e2e/product.mjs';
import { dataFolder, workspace } from './start/paths.mjs';
import { run } from './start/run.mjs';
import { runProgram } from './start/run-program.mjs';
import { say, step } from './start/say.mjs';

const PLAYWRIGHT = path.join(workspace, 'node_modules/@playwright/test/cli.js');
const REGION = {
  REGION_NAME: 'Comarca Nord',
  TIME_ZONE: 'Europe/Madrid',
  NHS_NUMBER: 'off',
  HELP_PHONE: '900 100 200',
  ADMIN_EMAIL: 'ana@example.org',
  ADMIN_NAME: 'Ana Soler',
  ADMIN_PASSWORD: 'tres gats petits',
};

let starting;

async function main() {
  process.chdir(workspace);
  const chromium = findChromium(process.env);
  if (!chromium) {
    say('Needs Chromium (on Debian: apt-get install chromium), or CHROMIUM with its path.');
    return 1;
  }
  const data = path.join(dataFolder, 'empty-proof');
  fs.rmSync(data, { recursive: true, force: true });
  starting = startProduct(data, { flags: ['--empty'], more: REGION });
  const product = await step('an empty region started', () => starting, { during: 'starting an empty region' });
  const env = { ...product.env, ...REGION, CHROMIUM: chromium };
  const tests = await run(process.execPath, [PLAYWRIGHT, 'test', '--project', 'empty-region'], {
    env,
    onOutput: (chunk) => process.stdout.write(chunk),
  });
  await product.stop();
  return tests.code;
}

runProgram(main, async () => (await starting?.catch(() => undefined))?.stop());

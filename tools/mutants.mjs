// `npm run mutants`: breaks the booking core and the staff site on purpose, one promise at a time, in a copy of this checkout, and proves that a
// test notices. `npm run mutants -- guard` tries only those whose name contains the word.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { mutants } from './mutants/list.mjs';
import { workspace } from './start/paths.mjs';
import { runProgram } from './start/run-program.mjs';

const tree = path.join(workspace, '.cache/mutants');
let opening;

async function main(words) {
  const chosen = mutants.filter(({ name }) => words.every((word) => name.includes(word)));
  copyCheckout();
  const { openTestServer } = await import('./test/server.mjs');
  opening = openTestServer(process.env);
  const server = await opening;
  const env = { ...process.env, TEST_POSTGRES_URL: server.url, TEST_POSTGRES_MAJOR: server.major, FORCE_COLOR: '0' };
  const specs = [...new Set(chosen.flatMap(({ caughtBy }) => caughtBy))];
  if (
    !report(
      'nothing broken',
      specs.map((spec) => test(spec, env)),
      ({ failed, passed }) => !failed && passed > 0,
    )
  )
    return 1;
  let escaped = 0;
  for (const mutant of chosen) {
    const restore = apply(mutant);
    const results = mutant.caughtBy.map((spec) => test(spec, env));
    restore();
    // A test that could not even start proves nothing.
    if (!report(mutant.name, results, ({ failed }) => failed > 0)) escaped += 1;
  }
  await server.stop();
  console.log(`${chosen.length - escaped} of ${chosen.length} mutants caught`);
  return escaped === 0 ? 0 : 1;
}

/** Every file that git knows or would know, so that work in progress is tried too; packages are shared. */
function copyCheckout() {
  fs.rmSync(tree, { recursive: true, force: true });
  fs.mkdirSync(tree, { recursive: true });
  const listed = spawnSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
    cwd: workspace,
    encoding: 'utf8',
  });
  for (const file of listed.stdout.split('\0').filter(Boolean)) {
    const from = path.join(workspace, file);
    if (file.startsWith('docs/screens/') || !fs.existsSync(from)) continue;
    fs.mkdirSync(path.dirname(path.join(tree, file)), { recursive: true });
    fs.copyFileSync(from, path.join(tree, file));
  }
  fs.symlinkSync(path.join(workspace, 'node_modules'), path.join(tree, 'node_modules'));
}

/** Changes each file at the one place meant. @returns a function that puts it back */
function apply({ name, edits }) {
  const before = new Map();
  for (const { file, find, replace } of edits) {
    const target = path.join(tree, file);
    const text = fs.readFileSync(target, 'utf8');
    if (!before.has(target)) before.set(target, text);
    if (text.split(find).length !== 2) throw new Error(`${name}: ${file} does not hold exactly once: ${find}`);
    fs.writeFileSync(
      target,
      text.replace(find, () => replace),
    );
  }
  return () => before.forEach((text, target) => fs.writeFileSync(target, text));
}

function test(spec, env) {
  const config = `${spec.replace(/^((?:apps|libs)\/[^/]+|[^/]+)\/.*/, '$1')}/jest.config.cjs`;
  const jest = path.join(tree, 'node_modules/jest/bin/jest.js');
  const output = path.join(tree, '.cache-result.json');
  fs.rmSync(output, { force: true });
  const args = [jest, '-c', config, '--json', `--outputFile=${output}`, '--forceExit', spec];
  spawnSync(process.execPath, args, { cwd: tree, env, timeout: 240_000, stdio: 'ignore' });
  if (!fs.existsSync(output)) return { spec, passed: 0, failed: 0 };
  const result = JSON.parse(fs.readFileSync(output, 'utf8'));
  const first = result.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .find((one) => one.status === 'failed');
  return { spec, passed: result.numPassedTests, failed: result.numFailedTests, first: first?.title };
}

function report(name, results, isGood) {
  const good = name === 'nothing broken' ? results.every(isGood) : results.some(isGood);
  const shown = results.map(
    ({ spec, failed, passed, first }) => `${spec}: ${first ? `"${first}"` : `${passed} passed, ${failed} failed`}`,
  );
  console.log(`${good ? 'ok      ' : 'ESCAPED '} ${name} (${shown.join('; ')})`);
  return good;
}

runProgram(main, async () => (await opening?.catch(() => undefined))?.stop());

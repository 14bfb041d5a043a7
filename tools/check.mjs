// `npm run check`: what CI runs before the tests, in order; stops at the first fault. One line a step, with its time.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { NX_ENV, nx } from './start/build.mjs';

process.chdir(path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..'));

const node = (...args) => [process.execPath, ...args];
const nxRun = (target) => node(nx, 'run-many', '-t', target, '--outputStyle=static');
const bin = (name) => `node_modules/${name}`;

/** `shows`: its output is worth reading when it passes. */
const STEPS = [
  { title: 'lock file is complete', command: node('tools/check-lock.mjs') },
  {
    title: 'formatting',
    command: node(
      bin('prettier/bin/prettier.cjs'),
      '--check',
      '--log-level=warn',
      '--cache',
      '--cache-location=.cache/prettier',
      '.',
    ),
  },
  { title: 'lint', command: nxRun('lint') },
  { title: 'boundaries', command: node('tools/lint-layers.mjs') },
  { title: 'types', command: nxRun('typecheck') },
  { title: 'docs/openapi.json is as the contract', command: node('tools/run.mjs', 'tools/openapi.ts', '--check') },
  { title: 'docs/states.md is as the states', command: node('tools/run.mjs', 'tools/states.ts', '--check') },
  { title: 'docker files', command: node('tools/check-docker.mjs') },
  { title: 'build', command: nxRun('build') },
  { title: 'page weights', command: node('tools/page-weight.mjs'), shows: true },
];

/** Nx asks for colours even where nobody sees them. */
const plain = process.stdout.isTTY ? {} : { FORCE_COLOR: '0', NO_COLOR: '1' };
const began = performance.now();
const seconds = (from) => `${((performance.now() - from) / 1000).toFixed(1)} s`;

for (const { title, command, shows } of STEPS) {
  const from = performance.now();
  const [program, ...args] = command;
  const { status, stdout, stderr } = spawnSync(program, args, {
    encoding: 'utf8',
    env: { ...process.env, ...NX_ENV, ...plain },
    maxBuffer: 256 * 1024 * 1024,
  });
  const output = `${stdout ?? ''}${stderr ?? ''}`.trimEnd();
  if (status !== 0) {
    console.error(`${output}\nfailed   ${title} (${seconds(from)})`);
    process.exit(1);
  }
  if (shows) console.log(output);
  console.log(`ok       ${title} (${seconds(from)})`);
}
console.log(`everything is in order (${seconds(began)})`);

// Builds by Nx, which restores from its cache what has not changed.
import fs from 'node:fs';
import path from 'node:path';
import { PlainFault } from '../postgres/plain-fault.mjs';
import { logFolder, shown, workspace } from './paths.mjs';
import { lastLines, run } from './run.mjs';

export const nx = path.join(workspace, 'node_modules/nx/dist/bin/nx.js');

/** No background process, no cloud, no questions; its plugins in one process, which halves the time of a build from the cache. */
export const NX_ENV = { NX_DAEMON: 'false', NX_NO_CLOUD: 'true', NX_TUI: 'false', NX_ISOLATE_PLUGINS: 'false' };

/** Entry points; Docker runs the same ones. */
export const BUILT = [
  'api/main.cjs',
  'api/migrate.cjs',
  'api/seed.cjs',
  'api/first-administrator.cjs',
  'booking-web/server.cjs',
  'admin-web/index.html',
];

export const dist = (file) => path.join(workspace, 'dist', file);

export async function build() {
  const logFile = path.join(logFolder, 'build.log');
  const { code, output } = await run(process.execPath, [nx, 'run-many', '-t', 'build', '--outputStyle=static'], {
    env: { ...NX_ENV, FORCE_COLOR: '0' },
    logFile,
  });
  if (/ENOSPC|No space left/.test(output)) throw new PlainFault('The disk is full: free some space and start again.');
  if (code !== 0) throw new PlainFault(`The build failed (all of it in ${shown(logFile)}):\n${whatFailed(output)}`);
  const missing = BUILT.filter((file) => !fs.existsSync(dist(file)));
  if (missing.length)
    throw new PlainFault(`The build did not produce ${missing.map((file) => `dist/${file}`).join(', ')}.`);
}

/** The parts of the projects that failed; Nx lists the others between them. */
function whatFailed(output) {
  const failed = [...output.matchAll(/^- ([\w-]+:build)$/gm)].map(([, task]) => task);
  const parts = output
    .split(/^(?=> nx run )/m)
    .filter((part) => failed.some((task) => part.startsWith(`> nx run ${task}`)));
  return parts.map((part) => part.trim().split('\n').slice(0, 30).join('\n')).join('\n\n') || lastLines(output, 30);
}

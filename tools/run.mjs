// Bundles one TypeScript tool into .cache and runs it: `node tools/run.mjs tools/openapi.ts [arguments]`.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const workspace = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(workspace);
const [file, ...rest] = process.argv.slice(2);
if (!file) {
  console.error('node tools/run.mjs <tool.ts> [arguments]');
  process.exit(2);
}

/** Packages stay outside; our own code goes in. */
const inside = /^(\.|\/|@fairslot\/|@oxc-project\/|\0)/;
const name = path.basename(file, '.ts');
/** Threads that a tool starts, beside it: each loads what it needs and no more. */
const THREADS = { import: { 'list-worker': 'apps/api/src/people/list-worker.ts' } };

const bundle = await rolldown({
  input: { [name]: file, ...THREADS[name] },
  platform: 'node',
  tsconfig: 'tools/tsconfig.json',
  external: (id) => !inside.test(id) && !path.isAbsolute(id),
});
await bundle.write({ dir: '.cache/tools', entryFileNames: '[name].cjs', format: 'cjs', sourcemap: true });
await bundle.close();

const { status } = spawnSync(process.execPath, ['--enable-source-maps', `.cache/tools/${name}.cjs`, ...rest], {
  stdio: 'inherit',
});
process.exit(status ?? 1);

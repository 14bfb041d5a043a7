// Checks every file against tools/layers.mjs. `--print` prints the rules, `--write` puts them into the architecture page.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { checkFile } from './layers/check-file.mjs';
import { renderLayers, withLayers } from './layers/print.mjs';

const PAGE = 'docs/ARCHITECTURE.md';
const SKIPPED = new Set(['node_modules', 'dist', 'coverage', 'test-results']);

process.chdir(path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..'));

function* filesIn(folder) {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const file = `${folder}/${entry.name}`;
    if (entry.isDirectory() && !SKIPPED.has(entry.name)) yield* filesIn(file);
    else if (/\.(ts|tsx|mts|cts|mjs|cjs)$/.test(entry.name)) yield file;
  }
}

/** The architecture page as it is, and as it should be. */
async function pages() {
  const page = fs.readFileSync(PAGE, 'utf8');
  return { page, right: await format(withLayers(page) ?? page, { parser: 'markdown' }) };
}

async function lint() {
  let [files, faults] = [0, 0];
  for (const folder of ['apps', 'libs', 'migrations', 'tools']) {
    for (const file of filesIn(folder)) {
      files += 1;
      for (const { line, says } of checkFile(file, fs.readFileSync(file, 'utf8'))) {
        faults += 1;
        console.error(`${file}:${line} ${says}`);
      }
    }
  }
  const { page, right } = await pages();
  if (page !== right) {
    faults += 1;
    console.error(
      `${PAGE} shows other rules than tools/layers.mjs: run "node tools/lint-layers.mjs --write" and commit it.`,
    );
  }
  console.log(`${files} files, ${faults} faults against tools/layers.mjs`);
  process.exitCode = faults ? 1 : 0;
}

if (process.argv.includes('--print')) console.log(renderLayers());
else if (process.argv.includes('--write')) fs.writeFileSync(PAGE, (await pages()).right);
else await lint();

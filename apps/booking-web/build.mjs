// Builds the public site: one CommonJS program, one stylesheet and its mirror for right-to-left languages, one small script, each asset named by its content.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import rtlcss from 'rtlcss';
import * as sass from 'sass';
import { usedStyles } from './used-styles.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const workspace = path.join(here, '../..');
const dist = path.join(workspace, 'dist/booking-web');
const assets = path.join(dist, 'assets');

/** Workspace code is bundled, packages are loaded from node_modules. */
const isPackage = (id) => !/^(\.|\/|@fairslot\/|@oxc-project\/|\0)/.test(id);

async function buildServer() {
  const bundle = await rolldown({
    input: path.join(here, 'src/main.ts'),
    platform: 'node',
    tsconfig: path.join(here, 'tsconfig.json'),
    external: isPackage,
  });
  await bundle.write({ file: path.join(dist, 'server.cjs'), format: 'cjs', sourcemap: true });
}

async function buildScript() {
  const bundle = await rolldown({
    input: path.join(here, 'src/islands/enhance.ts'),
    platform: 'browser',
    tsconfig: path.join(here, 'tsconfig.json'),
  });
  const { output } = await bundle.generate({ format: 'iife', minify: true });
  return output[0].code;
}

function buildStyles(name) {
  return sass.compile(path.join(workspace, 'libs/ui/src/styles', name), {
    loadPaths: [path.join(workspace, 'node_modules')],
    style: 'compressed',
    // No mark of UTF-8 in front: within a page it would be a part of the first selector, and the rule would be lost.
    charset: false,
    quietDeps: true,
  }).css;
}

/** Writes a file under a name that changes with its content, and beside it what static servers send instead. */
function writeAsset(name, extension, content) {
  const hash = createHash('sha256').update(content).digest('base64url').slice(0, 10);
  const file = `${name}-${hash}.${extension}`;
  writeFileSync(path.join(assets, file), content);
  writeFileSync(path.join(assets, `${file}.gz`), gzipSync(content, { level: 9 }));
  writeFileSync(path.join(assets, `${file}.br`), brotliCompressSync(content));
  return file;
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(assets, { recursive: true });
const [script] = await Promise.all([buildScript(), buildServer()]);
const programs = [script, readFileSync(path.join(dist, 'server.cjs'), 'utf8')];
const styles = usedStyles(buildStyles('public.scss'), programs);
const manifest = {
  css: writeAsset('booking', 'css', styles),
  // Our own rules are logical; those of the library are mirrored, so that old browsers keep the ones they know.
  rtlCss: writeAsset('booking-rtl', 'css', rtlcss.process(styles) + buildStyles('rtl.scss')),
  js: writeAsset('booking', 'js', script),
  icon: writeAsset('icon', 'svg', readFileSync(path.join(here, 'src/islands/icon.svg'))),
};
writeFileSync(path.join(assets, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);

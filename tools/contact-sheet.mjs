// `SCREENS=1 PROOF=1 npm run e2e` (or with `-- matrix` the public site alone), then `node tools/contact-sheet.mjs`: every page of both
// sites in small, on sheets for each part, width and language, in docs/screens, to be looked at. Written small: it is for the eye,
// not for measuring. The pictures that the guides show are copied beside the sheets.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { findChromium } from './e2e/chromium.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const from = path.join(root, 'test-results/screens');
const to = path.join(root, 'docs/screens');
const COLUMN = { 320: 150, 390: 190, 1280: 300 };
const WIDTH = 1560;
const PARTS = ['staff', 'coordinator'];
/** More pages than this are hard to look through at once. */
const ON_A_SHEET = 30;

const pictures = fs.readdirSync(from).flatMap((file) => {
  const parts = /^(.+)-(320|390|1280)-([\w-]+)\.png$/.exec(file);
  return parts
    ? [{ file, name: parts[1], width: parts[2], code: parts[3], at: fs.statSync(path.join(from, file)).mtimeMs }]
    : [];
});

/** Pages of the public site have no part in their name, and languages; those of staff are in English. */
function sheetOf({ name, width, code }) {
  const part = PARTS.find((one) => name.startsWith(`${one}-`));
  return part ? `${part}-all-${width}` : `booking-${code}-${width}`;
}

function groupBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

/** In the order in which they were taken; a long sheet in several pieces of like size. */
function piecesOf([name, all]) {
  const inOrder = all.sort((a, b) => a.at - b.at);
  const pieces = Math.ceil(inOrder.length / ON_A_SHEET);
  const each = Math.ceil(inOrder.length / pieces);
  return Array.from({ length: pieces }, (_, n) => [
    pieces === 1 ? name : `${name}-${n + 1}`,
    inOrder.slice(n * each, (n + 1) * each),
  ]);
}

const browser = await chromium.launch({ executablePath: findChromium(process.env), args: ['--no-sandbox'] });
for (const [name, all] of [...groupBy(pictures, sheetOf)].flatMap(piecesOf)) {
  const column = COLUMN[all[0].width];
  const page = await browser.newPage({ viewport: { width: WIDTH, height: 900 } });
  const figure = ({ file, name: caption }) =>
    `<figure><figcaption>${caption}</figcaption><img src="data:image/png;base64,${fs.readFileSync(path.join(from, file)).toString('base64')}"></figure>`;
  await page.setContent(
    `<!DOCTYPE html><style>body{margin:6px;display:flex;flex-wrap:wrap;align-items:flex-start;gap:6px;background:#7a8487;
    font:10px Arial}figure{margin:0;width:${column}px}figcaption{color:#fff}img{width:100%;max-height:${5 * column}px;object-fit:cover;object-position:top;display:block}</style>${all.map(figure).join('')}`,
    { timeout: 0 },
  );
  await page.screenshot({ path: path.join(to, `${name}.jpg`), type: 'jpeg', quality: 60, fullPage: true, timeout: 0 });
  await page.close();
  console.log(`${name}: ${all.length} pages, ${Math.round(fs.statSync(path.join(to, `${name}.jpg`)).size / 1024)} KB`);
}
await browser.close();

const texts = ['README.md', ...fs.readdirSync(path.join(root, 'docs/guides')).map((file) => `docs/guides/${file}`)];
const shown = new Set(
  texts.flatMap((file) =>
    [...fs.readFileSync(path.join(root, file), 'utf8').matchAll(/screens\/([\w-]+)\.png/g)].map(([, name]) => name),
  ),
);
for (const name of shown) {
  const picture = path.join(from, `${name}-en.png`);
  if (fs.existsSync(picture)) fs.copyFileSync(picture, path.join(to, `${name}.png`));
}

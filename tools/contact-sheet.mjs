// `SCREENS=1 PROOF=1 npm run e2e -- matrix`, then `node tools/contact-sheet.mjs`: every page of the public site on one picture for each
// language and width, in docs/screens, to be looked at. Written small: it is for the eye, not for measuring.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { findChromium } from './e2e/chromium.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const from = path.join(root, 'test-results/screens');
const to = path.join(root, 'docs/screens');
const COLUMN = { 320: 150, 1280: 300 };
const WIDTH = 1560;

const pictures = fs.readdirSync(from).flatMap((file) => {
  const parts = /^(.+)-(320|1280)-([\w-]+)\.png$/.exec(file);
  return parts
    ? [{ file, name: parts[1], width: parts[2], code: parts[3], at: fs.statSync(path.join(from, file)).mtimeMs }]
    : [];
});
const sheets = groupBy(pictures, sheetOf);

function sheetOf({ width, code }) {
  return `booking-${code}-${width}`;
}

function groupBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

const browser = await chromium.launch({ executablePath: findChromium(process.env), args: ['--no-sandbox'] });
for (const [name, all] of sheets) {
  const column = COLUMN[all[0].width];
  const page = await browser.newPage({ viewport: { width: WIDTH, height: 900 } });
  const figure = ({ file, name: caption }) =>
    `<figure><figcaption>${caption}</figcaption><img src="data:image/png;base64,${fs.readFileSync(path.join(from, file)).toString('base64')}"></figure>`;
  await page.setContent(`<!DOCTYPE html><style>body{margin:6px;display:flex;flex-wrap:wrap;align-items:flex-start;gap:6px;background:#7a8487;
    font:10px Arial}figure{margin:0;width:${column}px}figcaption{color:#fff}img{width:100%;display:block}</style>${all
      .sort((a, b) => a.at - b.at)
      .map(figure)
      .join('')}`);
  await page.screenshot({ path: path.join(to, `${name}.jpg`), type: 'jpeg', quality: 60, fullPage: true });
  await page.close();
  console.log(`${name}: ${all.length} pages, ${Math.round(fs.statSync(path.join(to, `${name}.jpg`)).size / 1024)} KB`);
}
await browser.close();

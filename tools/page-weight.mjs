// `node tools/page-weight.mjs http://localhost:3000`: what a browser downloads of the public site, compressed, against its budgets.
// Without an address it starts the built site by itself and weighs the first view only, which needs no API.
import { spawn } from 'node:child_process';
import http from 'node:http';
import https from 'node:https';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { freePort } from './postgres/free-port.mjs';

const KB = 1024;
/** Budgets in bytes: a first view of a question, the list of times, and all script. */
const BUDGET = { question: 25 * KB, times: 40 * KB, script: 5 * KB };

const [given] = process.argv.slice(2);
let base = given;
const cookies = new Map();

/** Sends one request as a browser would and counts the bytes of the body as they travel. */
function send(path, form) {
  const url = new URL(path, base);
  const body = form && new URLSearchParams(form).toString();
  const headers = {
    'accept-encoding': 'gzip',
    ...(cookies.size > 0 && { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') }),
    // As somebody who arrives, whose page brings its styles along: the heavier of the two.
    'sec-fetch-site': body ? 'same-origin' : 'none',
    ...(body && { 'content-type': 'application/x-www-form-urlencoded' }),
  };
  const { request } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: body ? 'POST' : 'GET', headers }, (response) => {
      for (const cookie of response.headers['set-cookie'] ?? []) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
        cookies.set(name, value);
      }
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, bytes: Buffer.concat(chunks) }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const textOf = ({ headers, bytes }) =>
  (headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString('utf8');

/** A page with everything it refers to. */
async function weigh(path) {
  const page = await send(path);
  if (page.status !== 200) throw new Error(`${path} answered ${page.status}`);
  const html = textOf(page);
  const linked = [...html.matchAll(/<(?:link|script)[^>]*(?:href|src)="([^"]+)"/g)].map(([, address]) => address);
  const foreign = linked.filter((address) => new URL(address, base).origin !== new URL(base).origin);
  if (foreign.length > 0) throw new Error(`${path} asks another site for ${foreign.join(', ')}`);
  const weights = { html: page.bytes.length, css: 0, js: 0, other: 0 };
  for (const address of linked) {
    const { bytes } = await send(address);
    const kind = address.endsWith('.css') ? 'css' : address.endsWith('.js') ? 'js' : 'other';
    weights[kind] += bytes.length;
  }
  return { ...weights, all: weights.html + weights.css + weights.js + weights.other };
}

const kb = (bytes) => `${(bytes / KB).toFixed(1)} KB`;

/** The built site on a free port, without an API behind it. */
async function startSite() {
  const port = await freePort();
  const server = fileURLToPath(new URL('../dist/booking-web/server.cjs', import.meta.url));
  const env = {
    ...process.env,
    PORT: String(port),
    HOST: '127.0.0.1',
    API_URL: 'http://127.0.0.1:9',
    LOG_LEVEL: 'silent',
  };
  const child = spawn(process.execPath, [server], { env, stdio: ['ignore', 'inherit', 'inherit'] });
  base = `http://127.0.0.1:${port}`;
  const stop = () => child.kill();
  for (let tries = 0; tries < 100; tries++) {
    if (child.exitCode !== null)
      throw new Error('The built site did not start: build it with npx nx build booking-web.');
    if (
      await send('/healthz').then(
        () => true,
        () => false,
      )
    )
      return stop;
    await new Promise((done) => setTimeout(done, 100));
  }
  stop();
  throw new Error('The built site did not answer.');
}

async function main() {
  const stop = given ? undefined : await startSite();
  try {
    await weighAll();
  } finally {
    stop?.();
  }
}

async function weighAll() {
  let isOver = false;
  const show = (name, { html, css, js, other, all }, budget) => {
    const tooHeavy = all > budget || js > BUDGET.script;
    isOver ||= tooHeavy;
    const parts = `HTML ${kb(html)}, CSS ${kb(css)}, script ${kb(js)}, icon ${kb(other)}`;
    console.log(`${tooHeavy ? 'OVER' : 'ok  '} ${name}: ${kb(all)} of ${kb(budget)} (${parts})`);
  };
  show('first view', await weigh('/'), BUDGET.question);
  if (given) await weighJourney(show);
  if (isOver) throw new Error('A page is over its budget.');
}

async function weighJourney(show) {
  show('what to book', await weigh('/book/what'), BUDGET.question);
  await send('/book/what', { service: 'flu' });
  await send('/book/date-of-birth', {
    'date-of-birth-day': '27',
    'date-of-birth-month': '3',
    'date-of-birth-year': '1950',
  });
  await send('/book/where', { where: 'L24 8QB' });
  show('times within 20 miles', await weigh('/book/times?distance=20'), BUDGET.times);
  const list = textOf(await send('/book/times?distance=20'));
  const place = /href="(\/book\/times\/[^"]+)"/.exec(list)?.[1]?.replaceAll('&amp;', '&');
  if (place) show('all times at a place', await weigh(place), BUDGET.times);
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});

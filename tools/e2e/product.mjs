// A whole product for the browser tests: `node tools/start.mjs` on free ports, told to keep its data apart.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { freePort } from '../postgres/free-port.mjs';
import { workspace } from '../start/paths.mjs';

/** A bare checkout installs its packages first. */
const READY_WITHIN_MS = 300_000;
const STOPPED_WITHIN_MS = 20_000;

const ADDRESSES = { Booking: 'BOOKING_URL', Staff: 'STAFF_URL', API: 'API_URL', Outbox: 'OUTBOX_URL' };

/** Several ports that are free and differ from each other. */
async function freePorts(count) {
  const ports = new Set();
  while (ports.size < count) ports.add(await freePort());
  return [...ports].map(String);
}

/** @returns {Promise<{ env: Record<string, string>, stop: () => Promise<void> }>} addresses for the tests, and the way to end it */
export async function startProduct(dataDir, { flags = [], more = {} } = {}) {
  const [BOOKING_PORT, STAFF_PORT, API_PORT, OUTBOX_PORT] = await freePorts(4);
  const DEMO_FILE = path.join(dataDir, 'demo.json');
  // The made-up languages show what longer words and right-to-left pages break.
  const pseudo = { PSEUDO_LANGUAGES: 'true' };
  const env = {
    ...process.env,
    ...pseudo,
    BOOKING_PORT,
    STAFF_PORT,
    API_PORT,
    OUTBOX_PORT,
    DATA_DIR: dataDir,
    DEMO_FILE,
    ...more,
  };
  const child = spawn(process.execPath, ['tools/start.mjs', ...flags], {
    cwd: workspace,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((done) => child.once('close', done));
  const stop = async () => {
    child.kill('SIGINT');
    const late = setTimeout(() => child.kill('SIGKILL'), STOPPED_WITHIN_MS);
    await ended;
    clearTimeout(late);
  };
  try {
    return { env: { ...(await addresses(child, ended)), DEMO_FILE }, stop };
  } catch (fault) {
    await stop();
    throw fault;
  }
}

/** Reads "Booking http://…" and its like from what the launcher prints. */
function addresses(child, ended) {
  const found = {};
  let output = '';
  return new Promise((ready, failed) => {
    const give = (words) => failed(new Error(`${words}\n${output.trimEnd()}`));
    const timer = setTimeout(() => give('The product was not ready in time.'), READY_WITHIN_MS);
    void ended.then(() => give('The product stopped before it was ready.'));
    const read = (chunk) => {
      output += chunk;
      for (const [word, name] of Object.entries(ADDRESSES)) {
        const line = new RegExp(`^${word} (http\\S+)$`, 'm').exec(output);
        if (line) found[name] = line[1];
      }
      if (Object.keys(found).length < Object.keys(ADDRESSES).length) return;
      clearTimeout(timer);
      ready(found);
    };
    child.stdout.setEncoding('utf8').on('data', read);
    child.stderr.setEncoding('utf8').on('data', read);
  });
}

// The real launcher, in a workspace whose build is three tiny programs: what matters here is what is started, said and stopped.
import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import { createServer, type Server } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '../postgres/free-port.mjs';

jest.setTimeout(60_000);

const workspace = path.resolve(__dirname, '../..');
let folder: string;
let ports: Record<string, string>;
let running: ChildProcess | undefined;

const BUILD = `const fs = require('node:fs');
for (const folder of ['api', 'booking-web', 'admin-web']) fs.mkdirSync('dist/' + folder, { recursive: true });
const server = "require('node:http').createServer((_, r) => r.end('ok')).listen(process.env.PORT, process.env.HOST);";
fs.writeFileSync('dist/api/main.cjs', server);
fs.writeFileSync('dist/booking-web/server.cjs', server);
fs.writeFileSync('dist/admin-web/index.html', '<!doctype html>');
fs.writeFileSync('dist/api/seed.cjs', "require('node:fs').writeFileSync('.data/demo.json', JSON.stringify({ signIns: [{ email: 'desk@example.org', password: 'pass', role: 'Front desk' }] }))");
fs.writeFileSync('dist/api/first-administrator.cjs', '');
fs.writeFileSync('dist/api/migrate.cjs', "const { Client } = require('pg'); (async () => { const c = new Client({ connectionString: process.env.MIGRATION_DATABASE_URL }); await c.connect(); await c.query('CREATE TABLE IF NOT EXISTS starts (at timestamptz); INSERT INTO starts VALUES (now())'); console.log((await c.query('SELECT FROM starts')).rowCount + ' starts'); await c.end(); })()");
`;

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'fairslot-start-'));
  fs.chmodSync(folder, 0o755);
  for (const name of ['start', 'start.mjs', 'postgres', 'outbox', 'admin-server.mjs', 'staff-site-headers.mjs']) {
    fs.cpSync(path.join(workspace, 'tools', name), path.join(folder, 'tools', name), { recursive: true });
  }
  for (const name of ['package.json', 'package-lock.json'])
    fs.copyFileSync(path.join(workspace, name), path.join(folder, name));
  fs.symlinkSync(path.join(workspace, 'node_modules'), path.join(folder, 'node_modules'));
  fs.mkdirSync(path.join(folder, 'apps/tiny'), { recursive: true });
  fs.writeFileSync(path.join(folder, 'apps/tiny/build.cjs'), BUILD);
  fs.writeFileSync(path.join(folder, 'nx.json'), '{ "neverConnectToCloud": true, "useDaemonProcess": false }');
  const project = { name: 'tiny', targets: { build: { command: 'node apps/tiny/build.cjs' } } };
  fs.writeFileSync(path.join(folder, 'apps/tiny/project.json'), JSON.stringify(project));
  const free = new Set<string>();
  while (free.size < 4) free.add(String(await freePort(19_000, 20_000)));
  const names = ['BOOKING_PORT', 'STAFF_PORT', 'API_PORT', 'OUTBOX_PORT'];
  ports = Object.fromEntries([...free].map((port, n) => [names[n], port]));
});

afterEach(() => void running?.kill('SIGKILL'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

function listen(port: number): Promise<Server> {
  const server = createServer();
  return new Promise((listening) => server.listen(port, '127.0.0.1', () => listening(server)));
}

/** Starts the launcher; `said` grows, `ended` is its exit code. */
function start(...args: string[]) {
  const env: NodeJS.ProcessEnv = { ...process.env, ...ports };
  // This start is its own: nothing of the test run's npm, Nx or servers.
  for (const name of Object.keys(env))
    if (/^(npm_|NX_|(MIGRATION_)?DATABASE_URL|QUEUE_URL|DATA_DIR|HOST$)/.test(name)) delete env[name];
  const child = spawn(process.execPath, ['tools/start.mjs', ...args], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running = child;
  const launched = { child, said: '', ended: new Promise<number | null>((exit) => child.once('close', exit)) };
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (launched.said += String(chunk)));
  return launched;
}

async function untilReady(launched: ReturnType<typeof start>): Promise<void> {
  const ready = (async () => {
    while (!launched.said.includes('Ctrl-C stops everything')) await new Promise((done) => setTimeout(done, 50));
  })();
  const code = await Promise.race([ready, launched.ended]);
  if (code !== undefined) throw new Error(`The launcher ended with ${code}:\n${launched.said}`);
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const postgresPid = () =>
  Number(fs.readFileSync(path.join(folder, '.data/postgres/postmaster.pid'), 'utf8').split('\n')[0]);
const answers = (name: string) =>
  fetch(`http://127.0.0.1:${ports[name]}/healthz`).then(
    ({ ok }) => ok,
    () => false,
  );
const answering = async () => (await Promise.all(Object.keys(ports).map(answers))).filter(Boolean).length;
const starts = () => fs.readFileSync(path.join(folder, '.data/logs/migrate.log'), 'utf8').trim();

test('a start says the addresses and sign-ins, refuses a twin, and stops all that it started', async () => {
  const first = start();
  await untilReady(first);
  expect(first.said).toContain(
    [
      `Booking http://localhost:${ports['BOOKING_PORT']}/`,
      `Staff http://localhost:${ports['STAFF_PORT']}/`,
      `API http://localhost:${ports['API_PORT']}/api/v1`,
      `Outbox http://localhost:${ports['OUTBOX_PORT']}/`,
    ].join('\n'),
  );
  expect(first.said).toContain('desk@example.org  pass  Front desk');
  expect(await answering()).toBe(4);

  const twin = start();
  expect(await twin.ended).toBe(1);
  expect(twin.said).toMatch(/^Fairslot already runs from this folder \(process \d+\): stop it first\.\n$/);

  const postgres = postgresPid();
  first.child.kill('SIGINT');
  expect(await first.ended).toBe(0);
  expect(await answering()).toBe(0);
  expect(isAlive(postgres)).toBe(false);
});

test('after kill -9 the programs end by themselves and the next start goes on with the same data; when one program dies, the others are stopped and its log is shown', async () => {
  const killed = start();
  await untilReady(killed);
  const before = Number.parseInt(starts(), 10);
  killed.child.kill('SIGKILL');
  await killed.ended;

  const next = start();
  await untilReady(next);
  expect(next.said).toContain('stopped the PostgreSQL that an earlier start left running');
  expect(starts()).toBe(`${before + 1} starts`);

  process.kill(postgresPid(), 'SIGINT');
  expect(await next.ended).toBe(1);
  expect(next.said).toContain('PostgreSQL stopped; its log is .data/logs/postgres.log.');
  expect(await answering()).toBe(0);
});

test('--reset begins anew', async () => {
  fs.writeFileSync(path.join(folder, '.data/left-over'), '');
  const anew = start('--reset', '--no-demo');
  await untilReady(anew);
  expect(starts()).toBe('1 starts');
  expect(fs.readdirSync(path.join(folder, '.data'))).not.toContain('left-over');
  expect(anew.said).not.toContain('desk@example.org');
  anew.child.kill('SIGTERM');
  expect(await anew.ended).toBe(0);
});

test('a port that is taken is named in one sentence, with the way out', async () => {
  const port = Number(ports['STAFF_PORT']);
  const other = await listen(port);
  const refused = start();
  expect(await refused.ended).toBe(1);
  expect(refused.said).toBe(
    `Port ${port} for the staff site is taken by another program: choose another one, for example STAFF_PORT=${port + 1000} npm start.\n`,
  );
  await new Promise((closed) => other.close(closed));
});

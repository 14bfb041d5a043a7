// Everything a fault is done to: PostgreSQL, a queue, the stand-ins, the program in processes of their own, and people to write to.
import { randomBytes, randomUUID } from 'node:crypto';
import path from 'node:path';
import { rolldown } from 'rolldown';
import { DurableServer } from '../crash/durable-server.mjs';
import { lastingPort } from '../crash/ports.mjs';
import { ApiProcess, bundlePrograms, migrate } from '../crash/programs.mjs';
import { randomOf } from '../crash/random.mjs';
import { makeWorld } from '../crash/world.mjs';
import { workspace } from '../start/paths.mjs';
import { ACCOUNT, startTwilio } from '../twilio/start.mjs';
import { Carrier } from './carrier.mjs';
import { MailServer } from './mail-server.mjs';
import { RedisServer } from './redis.mjs';

const BOOKINGS = 40;
/** In the morning, so that nothing is held back for the night. */
const HOUR = 9;

export class Stage {
  #processes = [];
  #occurrence = 100;
  bookings = [];

  constructor(folder, queue) {
    Object.assign(this, { folder, queue, pause: (ms) => new Promise((done) => setTimeout(done, ms)) });
  }

  async open() {
    const random = randomOf(`faults ${process.pid}`);
    this.secret = randomBytes(32).toString('hex');
    this.postgres = new DurableServer(this.folder);
    const [programs, numberOf] = [
      bundlePrograms(this.folder),
      messageNumbers(this.folder, this.secret),
      this.postgres.create(random),
    ];
    this.programs = await programs;
    this.numberOf = await numberOf;
    while (!this.postgres.urls) await this.pause(20);
    await migrate(this.programs.migrate, this.postgres.urls);
    await this.connect();
    this.world = await makeWorld(this.client);
    this.mail = new MailServer();
    await this.mail.up();
    this.clockShift = 0;
    this.twilio = await startTwilio({ now: () => new Date(Date.now() + this.clockShift) });
    this.carrier = new Carrier(this.twilio.apiUrl);
    await this.carrier.start();
    this.redis = new RedisServer(await lastingPort(random), this.folder);
    if (this.queue === 'redis') await this.redis.start();
    this.port = await lastingPort(random);
    this.workerPorts = [await lastingPort(random), await lastingPort(random)];
    const start = tomorrowAt(HOUR);
    this.clock = start.toISOString();
    this.clockShift = start.getTime() - Date.now();
    this.api = await this.start('api', { ROLES: 'api' }, this.port);
    this.twilio.callbacks.proxy = { from: 'https://hooks.example', to: this.api.url };
    await this.#book();
  }

  async close() {
    await Promise.all(this.#processes.map((process) => process.kill()));
    await this.client?.end().catch(() => {});
    await Promise.all([
      this.redis?.kill(),
      this.twilio?.stop(),
      this.mail?.down().catch(() => {}),
      this.carrier?.down().catch(() => {}),
    ]);
    await this.postgres?.close();
  }

  /** A connection above row-level security, opened again after the server was away. */
  async connect() {
    const { default: pg } = await import('pg');
    const url = new URL(this.postgres.running.superuserUrl);
    url.pathname = '/fairslot';
    this.client = new pg.Client({ connectionString: url.href });
    this.client.on('error', () => {});
    await this.client.connect();
  }

  settings(more = {}) {
    return {
      NODE_ENV: 'test',
      HOST: '127.0.0.1',
      DATABASE_URL: this.postgres.urls.databaseUrl,
      ...(this.queue === 'redis' ? { QUEUE_URL: this.redis.url } : {}),
      SECRET_KEY: this.secret,
      PUBLIC_URL: 'https://book.example',
      WEBHOOK_URL: 'https://hooks.example',
      SMTP_URL: `smtp://127.0.0.1:${this.mail.port}`,
      TWILIO_ACCOUNT_SID: ACCOUNT.accountSid,
      TWILIO_AUTH_TOKEN: ACCOUNT.authToken,
      TWILIO_MESSAGING_SERVICE_SID: ACCOUNT.messagingServiceSid,
      TWILIO_API_URL: this.carrier.url,
      CLOCK: this.clock,
      LOG_LEVEL: 'warn',
      LIMIT_HOLDS: '1000000/600',
      BOOKINGS_PER_CONTACT: '1000000',
      LIMIT_MESSAGES: '1000000/86400',
      ...more,
    };
  }

  /** A process of the program, ready. */
  async start(name, more, port) {
    const settings = this.settings(more);
    const api = new ApiProcess({
      name,
      file: this.programs.main,
      port,
      settings,
      folder: this.folder,
      onDeath: () => {},
    });
    this.#processes.push(api);
    api.start();
    await api.untilReady();
    return api;
  }

  worker(more = {}, n = 0) {
    return this.start(`worker-${n}`, { ROLES: 'worker', ...more }, this.workerPorts[n]);
  }

  /** Moves the clock of the database and of every process. */
  async advance(seconds) {
    this.clockShift += seconds * 1000;
    const moved = await fetch(`${this.api.url}/dev/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ advanceSeconds: seconds }),
      signal: AbortSignal.timeout(5000),
    }).catch(() => null);
    if (!moved?.ok) this.clockShift -= seconds * 1000;
  }

  nextOccurrence(count) {
    this.#occurrence += count;
    return this.#occurrence - count;
  }

  async post(address, body) {
    const begun = performance.now();
    const response = await fetch(`${this.api.url}/api/v1${address}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    }).catch(() => null);
    const answer = response && (await response.json().catch(() => null));
    return { status: response?.status ?? 0, answer, ms: performance.now() - begun };
  }

  /** One resident books; the status of the last answer and how long both took. */
  async book(n, contact) {
    const { starts } = this.world;
    const place = starts[(n * 37) % starts.length];
    const wanted = { siteId: place.site, start: place.start, attendees: [{ serviceId: place.services[0] }] };
    const hold = await this.post('/holds', wanted);
    if (hold.status !== 201) return hold;
    const { holdId, token } = hold.answer;
    const people = [{ firstName: 'Ada', lastName: lettersOf(n), dateOfBirth: '1950-01-01' }];
    const confirm = await this.post('/bookings', { holdId, token, people, contact });
    return { ...confirm, ms: confirm.ms + hold.ms };
  }

  /** People to write to, whose appointments the site has cancelled: about those messages are always true. */
  async #book() {
    for (let n = 0; this.bookings.length < BOOKINGS; n += 1) {
      if (n > 4 * BOOKINGS) throw new Error('nothing can be booked');
      const mobile = `+4477009${String(n).padStart(5, '0')}`;
      const { status, answer } = await this.book(n, { mobile, email: `person${n}@example.org` });
      if (status !== 201) continue;
      const [{ reference }] = answer.bookings;
      const { rows } = await this.client.query(
        `WITH done AS (UPDATE booking SET status = 'cancelled' WHERE reference = $1 RETURNING id, slot_id),
           freed AS (UPDATE slot SET taken = taken - 1 FROM done WHERE slot.id = done.slot_id)
         SELECT id FROM done`,
        [reference.replace('-', '')],
      );
      this.bookings.push(Number(rows[0].id));
    }
    await this.client.query(`UPDATE message SET state = 'superseded' WHERE state = 'pending'`);
  }
}

const lettersOf = (n) => `Person ${String(n).replace(/\d/g, (digit) => 'abcdefghij'[digit])}`;

function tomorrowAt(hour) {
  const date = new Date(Date.now() + 86_400_000);
  date.setUTCHours(hour, 0, 0, 0);
  return date;
}

/** The program's own ids, bundled, because tools are plain JavaScript. */
async function messageNumbers(folder, secret) {
  const file = path.join(folder, 'opaque.cjs');
  const inside = /^(\.|\/|@fairslot\/|@oxc-project\/|\0)/;
  const bundle = await rolldown({
    cwd: workspace,
    input: 'tools/faults/opaque.ts',
    platform: 'node',
    tsconfig: 'apps/api/tsconfig.json',
    external: (id) => !inside.test(id),
  });
  await bundle.write({ file, format: 'cjs' });
  await bundle.close();
  const { default: built } = await import(file);
  return built.messageNumbers(secret);
}

// Everything a run starts, and stops again: PostgreSQL, a Redis for the queue, API processes, load generators.
import fs from 'node:fs';
import path from 'node:path';
import { hasRedis, RedisServer } from '../faults/redis.mjs';
import { freePort } from '../postgres/free-port.mjs';
import { note, step } from '../start/say.mjs';
import { apiEnvironment, bundleApi, startApi } from './api.mjs';
import { Cluster, hasPgbench } from './cluster.mjs';
import { buildDatabases, cloneDatabase, fillPeople, query, urlsOf } from './database.mjs';
import { inTurn } from './figures.mjs';
import { prepareFloor } from './pgbench.mjs';
import { Worker } from './worker.mjs';

/** Sizes of a run. `small` is for trying the bench, not for its figures. */
export const SCALES = {
  full: {
    sites: 500,
    days: 84,
    busyDays: 14,
    seconds: 5,
    openSeconds: 60,
    floorScale: 50,
    people: 2_600_000,
    sharedBuffers: '4GB',
  },
  small: {
    sites: 40,
    days: 28,
    busyDays: 7,
    seconds: 2,
    openSeconds: 15,
    floorScale: 10,
    people: 20_000,
    sharedBuffers: '256MB',
  },
};

export class World {
  #opened = [];

  constructor({ scale, rounds, seconds, growth, people }) {
    Object.assign(this, SCALES[scale], { scale, rounds, growth, clients: 32 });
    if (seconds) this.seconds = seconds;
    if (people) this.people = people;
  }

  /** Whoever is interrupted on the way closes what has been started by then. */
  async open({ keep, growth }) {
    this.cluster = this.#tracked(new Cluster({ keep, sharedBuffers: this.sharedBuffers }));
    this.folder = await step('API bundled', bundleApi);
    this.#tracked({ close: async () => fs.rmSync(this.folder, { recursive: true, force: true }) });
    const { sites, days, busyDays } = this;
    const wanted = [
      { label: 'empty', sites: 0, days, busyDays },
      { label: 'data', sites, days, busyDays },
      ...(growth ? [{ label: `growth${growth}`, sites: sites * growth, days, busyDays }] : []),
    ];
    this.names = await buildDatabases(this.cluster, path.join(this.folder, 'migrate.cjs'), wanted);
    await step('PostgreSQL runs, durable', () => this.cluster.start());
    this.database = keep
      ? await step('data copied', () => cloneDatabase(this.cluster, this.names.data, 'bench_run'))
      : this.names.data;
    this.hasFloor = hasPgbench();
    if (this.hasFloor) await step('tables of pgbench', () => prepareFloor(this.cluster, this.floorScale));
    else note('pgbench is not beside PostgreSQL: every figure that is a ratio to its simple-update is skipped');
    this.queueUrl = await this.#startRedis();
  }

  #tracked(thing) {
    this.#opened.push(thing);
    return thing;
  }

  urlsOf(name) {
    return urlsOf(this.cluster, name);
  }

  query(text, values, database = this.database) {
    return query(this.cluster, database, text, values);
  }

  #settings(database) {
    return { databaseUrl: this.urlsOf(database).databaseUrl, queueUrl: this.queueUrl };
  }

  /** An API process on the data, or on the database named. */
  async api(database = this.database) {
    const api = await startApi(this.folder, this.#settings(database));
    this.#tracked({ close: () => api.stop() });
    return api;
  }

  /** A load generator that knows the slots that `times` answers. */
  async load() {
    const worker = new Worker('load-worker.mjs');
    this.#tracked({ close: () => worker.stop() });
    await worker.do('know', { sites: this.sites, times: await this.freeTimes() });
    return worker;
  }

  /** The program in a process of the bench's own; `start` is already done. */
  async inProcess(database = this.database, more = {}) {
    const worker = new Worker('in-process.mjs', { execArgv: ['--expose-gc', '--enable-source-maps'] });
    this.#tracked({ close: () => worker.stop() });
    const started = await worker.do('start', {
      folder: this.folder,
      environment: { ...apiEnvironment(this.#settings(database)), LOG_LEVEL: 'warn', ...more },
    });
    return { worker, ...started };
  }

  /** A database like the data, in which lists have named as many people as wanted; made once in a run. */
  async peopled() {
    this.peopledName ??= await step(`${this.people.toLocaleString('en')} people of lists`, async () => {
      const name = await cloneDatabase(this.cluster, this.names.data, 'bench_people');
      await fillPeople(this.cluster, name, this.people);
      return name;
    });
    return this.peopledName;
  }

  /** Times that are free on the days after the busy ones, any of them, as the API names them. */
  async freeTimes(most = 100_000) {
    return this.query(
      `SELECT site.slug AS site, to_char(s.starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS start,
         service.slug AS service FROM slot s JOIN site ON site.id = s.site_id JOIN service ON service.id = s.service_ids[1]
       WHERE s.id > $1 AND s.taken + s.reserved < s.capacity AND hashint8(s.id) % $2 = 0 ORDER BY random() LIMIT $3`,
      [this.firstFree, Math.ceil((this.sites * this.days * 100) / most), most],
    );
  }

  /** The same measurement once for each round, after one that is not counted. */
  async inSlices(measure) {
    return (await inTurn(this.rounds, { measure })).measure;
  }

  /** Number of the last slot before the days that are empty. */
  get firstFree() {
    return this.busyDays * this.sites * 100;
  }

  get lastSlot() {
    return this.days * this.sites * 100;
  }

  /** Every real deployment keeps the queue in Redis; where there is none it stays in PostgreSQL, and the page says so. */
  async #startRedis() {
    if (!hasRedis()) return undefined;
    this.redis = new RedisServer(await freePort(), this.folder);
    await this.redis.start('--maxmemory-policy', 'noeviction');
    this.#tracked({ close: () => this.redis.kill() });
    return this.redis.url;
  }

  /** Stops what was started since `mark`, the last first; without one, everything. */
  async close(mark = 0) {
    for (const thing of this.#opened.splice(mark).reverse()) await thing.close().catch((error) => note(error.message));
  }

  get mark() {
    return this.#opened.length;
  }
}

// One run: a server, two API processes, many residents; in each round one fault, and afterwards a check of everything.
import { Acknowledged } from './acknowledged.mjs';
import { Caller } from './caller.mjs';
import { check } from './check.mjs';
import { DurableServer } from './durable-server.mjs';
import { isPostgres, planFaults } from './faults.mjs';
import { deleteFolder, historyIn, keepEvidence, makeFolder } from './folder.mjs';
import { History } from './history.mjs';
import { lastingPort } from './ports.mjs';
import { ApiProcess, bundlePrograms, migrate, productionSettings } from './programs.mjs';
import { randomOf } from './random.mjs';
import { readDatabase } from './read-database.mjs';
import { sayRound, sayTotals, sayViolations } from './report.mjs';
import { Resident } from './resident.mjs';
import { confirmTooEarly, proveChecker } from './sabotage.mjs';
import { makeWorld } from './world.mjs';
import { note, step } from '../start/say.mjs';

/** How soon a process that outlived PostgreSQL's stop must be ready once that is back. */
const READY_WITHIN_S = 5;
/** Times that everybody wants, new ones in each round. */
const WANTED_TIMES = 24;
const LOAD_AFTER_RECOVERY_MS = 2000;

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

export class Crash {
  acknowledged = new Acknowledged();
  apis = [];
  recoveries = [];

  constructor(options) {
    this.options = options;
    this.random = randomOf(`crash|${options.seed}`);
  }

  /** @returns {Promise<number>} exit code */
  async run() {
    const { rounds, seed, proveChecker: proves } = this.options;
    await this.prepare();
    const faults = planFaults(rounds, this.random);
    for (const fault of faults) await this.round(fault);
    const { violations } = this.history;
    sayTotals({ faults, seed, history: this.history, acknowledged: this.acknowledged, recoveries: this.recoveries });
    if (violations.length > 0) {
      this.history.flush();
      sayViolations(violations, keepEvidence(this.folder, seed));
      return 1;
    }
    return proves ? this.prove() : 0;
  }

  async prepare() {
    this.folder = await makeFolder();
    this.history = new History(historyIn(this.folder));
    this.server = new DurableServer(this.folder);
    const programs = step('bundled the API', () => bundlePrograms(this.folder));
    const created = step('started PostgreSQL', () => this.server.create(this.random));
    const [files] = await Promise.all([programs, created]);
    await step('migrated', () => migrate(files.migrate, this.server.urls));
    this.world = await this.server.asSuperuser(makeWorld);
    note(`${this.world.places} places at ${this.world.starts.length} times`);
    await step('started two API processes', () => this.startApis(files.main));
    this.caller = new Caller({ apis: this.apis, history: this.history });
    this.chooseWanted();
    this.startResidents();
  }

  chooseWanted() {
    this.world.wanted = this.random.shuffled(this.world.starts).slice(0, WANTED_TIMES);
  }

  async startApis(file) {
    const settings = productionSettings(this.server.urls);
    const onDeath = (says) => this.history.violate('died', says);
    for (const name of ['A', 'B']) {
      const port = await lastingPort(this.random);
      this.apis.push(new ApiProcess({ name, file, port, settings, folder: this.folder, onDeath }));
    }
    await this.ready(this.apis.map((api) => this.start(api)));
  }

  start(api) {
    api.start();
    return api;
  }

  ready(apis) {
    return Promise.all(apis.map((api) => api.untilReady()));
  }

  /** They wait at the gate until the first round. */
  startResidents() {
    const { acknowledged, caller, world } = this;
    for (let number = 1; number <= this.options.clients; number += 1) {
      const resident = new Resident({ number, seed: this.options.seed, world, caller, acknowledged });
      resident.live().catch((error) => this.history.violate('broken tool', error.stack));
    }
  }

  async round(fault) {
    const { caller, history, random } = this;
    history.beginRound();
    this.chooseWanted();
    caller.gate.open();
    await pause(fault.after);
    caller.trouble();
    const recovery = await this.inject(fault);
    caller.recovered();
    await pause(LOAD_AFTER_RECOVERY_MS);
    await caller.gate.close();
    // A round in which nothing happened proves nothing.
    if (history.count.acknowledged < this.options.clients)
      history.violate('idle', `only ${history.count.acknowledged} operations were acknowledged`);
    await caller.repeat(random);
    for (const { rule, says } of await this.check()) history.violate(rule, says);
    const violations = history.violations.filter(({ round }) => round === history.rounds.length).length;
    sayRound({ number: history.rounds.length, fault, recovery, count: history.count, violations });
  }

  /** Seconds until everything was ready again: after a kill since the new start, after PostgreSQL since its return. */
  async inject({ kind, victim, down }) {
    if (isPostgres(kind)) return this.injectPostgres(kind, down);
    const victims = kind === 'both-apis' ? this.apis : [this.apis[victim]];
    await Promise.all(victims.map((api) => api.kill()));
    await pause(down);
    const began = performance.now();
    const instants = await this.ready(victims.map((api) => this.start(api)));
    return secondsSince(began, instants);
  }

  async injectPostgres(kind, down) {
    await this.server.crash(kind);
    await pause(down);
    for (const api of this.apis)
      if (!(await api.answers('/livez')))
        this.history.violate('died', `API process ${api.name} was not alive while PostgreSQL was away`);
    await this.server.start();
    const began = performance.now();
    // One that ended by itself is noted, and started again so that the run goes on.
    for (const api of this.apis.filter((each) => each.isEnded())) api.start();
    const recovery = secondsSince(began, await this.ready(this.apis));
    this.recoveries.push(recovery);
    if (recovery > READY_WITHIN_S)
      this.history.violate(
        'slow',
        `ready ${recovery.toFixed(1)} s after PostgreSQL was back, allowed are ${READY_WITHIN_S} s`,
      );
    return recovery;
  }

  check() {
    return this.server.asSuperuser(async (client) => {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      return check(this.acknowledged, await readDatabase(client));
    });
  }

  /** Shows that the check can fail: on a database that was tampered with, and on one that loses what it confirmed. */
  async prove() {
    const report = (title, caught) =>
      note(`${caught ? 'caught' : 'MISSED'}  ${title}${caught ? `: ${caught.says}` : ''}`);
    const missed = await this.server.asSuperuser((client) => proveChecker(client, this.acknowledged, report));
    await this.server.asSuperuser(confirmTooEarly);
    await this.round({ kind: 'postgres-kill', victim: 0, after: 3000, down: 0 });
    const lost = this.history.violations.find(({ rule }) => rule === 'lost');
    report('a server that confirms before its log is on disk', lost);
    return missed === 0 && lost ? 0 : 1;
  }

  async close() {
    this.isClosed = true;
    await Promise.all(this.apis.map((api) => api.kill()));
    await this.server?.close();
    if (this.folder) deleteFolder(this.folder);
  }
}

const secondsSince = (began, instants) => Math.max(0, ...instants.map((at) => (at - began) / 1000));

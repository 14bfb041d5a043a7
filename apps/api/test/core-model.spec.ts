import { addDays, instantOf } from '@fairslot/domain';
import { NamedCore, type Core, type HoldRef, type Outcome } from '@fairslot/testing';
import { BEGINNING, ZONE } from './core-scenes';
import { SqlCore } from './sql-core';

/** With every test run; the proof does many more. */
const STEPS = Number(process.env['MODEL_STEPS'] ?? 250);
const SEED = Number(process.env['MODEL_SEED'] ?? 20_261_125);

const SERVICES = ['flu', 'covid', 'rsv'];
const SITE = 'speke';
const FIRST_DAY = '2026-05-04';
const MINUTE = 60_000;

/** mulberry32: small, seeded, the same everywhere. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

interface Pair {
  model: string;
  sql: string;
}
interface PairOfHolds {
  model: HoldRef;
  sql: HoldRef;
  people: number;
}

/**
 * Asks the model in memory and the product, on two processes and a real database, the same things in the same order, and
 * holds their answers and states to each other after every one.
 */
class Lockstep {
  readonly reached = new Set<string>();
  private readonly clinics: Pair[] = [];
  private readonly holds: PairOfHolds[] = [];
  private readonly bookings: Pair[] = [];
  private readonly starts: number[] = [];
  /** No two clinics of one date have the same times and services. */
  private readonly named = new Set<string>();
  private day = 0;

  constructor(
    private readonly model: NamedCore,
    private readonly sql: SqlCore,
    private readonly random: (below: number) => number,
  ) {}

  async step(): Promise<string> {
    // The real clock runs on between two questions; the model's follows.
    this.model.pass(((await this.sql.now()) - this.model.now()) / MINUTE);
    if (this.clinics.length < 2 || this.random(60) === 0) return this.addClinic();
    const acts = [
      'hold',
      'hold',
      'hold',
      'confirm',
      'confirm',
      'cancel',
      'restore',
      'move',
      'renew',
      'release',
      'edit',
      'edit',
      'close',
      'pause',
      'reserve',
      'pass',
      'expire',
    ] as const;
    return this[acts[this.random(acts.length)] as (typeof acts)[number]]();
  }

  /** Every booking, every counter and some honest figures are the same. */
  async compare(): Promise<void> {
    for (const { model, sql } of this.bookings) {
      const { status, isStranded } = await this.sql.booking(sql);
      const expected = this.model.booking(model);
      expect({ status, isStranded }).toEqual({ status: expected.status, isStranded: expected.isStranded });
    }
    for (const start of this.starts) {
      const { counted, occupied } = await this.sql.taken(SITE, start);
      expect(counted).toBe(occupied);
      expect(counted).toBe(this.model.taken(SITE, start).counted);
    }
    const start = this.pick(this.starts);
    if (start === undefined) return;
    for (const service of SERVICES)
      expect([service, await this.sql.free(SITE, start, service)]).toEqual([
        service,
        this.model.free(SITE, start, service),
      ]);
  }

  private pick<T>(from: readonly T[]): T | undefined {
    return from[this.random(from.length)];
  }

  /** The same thing asked of both: the same end, for the same reason. */
  private async both<T extends object>(
    action: string,
    state: string,
    ask: (core: Core, of: 'model' | 'sql') => Outcome<T> | Promise<Outcome<T>>,
  ): Promise<[T, T] | null> {
    const [model, sql] = [await ask(this.model, 'model'), await ask(this.sql, 'sql')];
    this.reached.add(`${state} × ${action} → ${model.ok ? 'done' : model.reason}`);
    expect([action, state, sql.ok || sql.reason]).toEqual([action, state, model.ok || model.reason]);
    return model.ok && sql.ok ? [model as unknown as T, sql as unknown as T] : null;
  }

  private async addClinic(): Promise<string> {
    if (this.random(3) === 0 || this.day === 0) this.day += 1;
    const services = SERVICES.filter(() => this.random(2) === 0);
    const clinic = {
      site: SITE,
      date: addDays(FIRST_DAY, this.day),
      from: '09:00',
      until: this.random(2) === 0 ? '09:30' : '10:00',
      slotMinutes: 10,
      capacity: 1 + this.random(3),
      services: services.length > 0 ? services : ['flu'],
    };
    const name = `${clinic.date} ${clinic.until} ${clinic.services.join()}`;
    if (this.named.has(name)) return 'nothing';
    this.named.add(name);
    const [model, sql] = [this.model.addClinic(clinic), await this.sql.addClinic(clinic)];
    expect(sql.report).toEqual(model.report);
    this.reached.add(`anything × add clinic → ${model.report.rescued > 0 ? 'rescued' : 'done'}`);
    this.clinics.push({ model: model.clinic, sql: sql.clinic });
    const first = Number(instantOf(clinic.date, '09:00', ZONE));
    for (let n = 0; n < 6; n += 1)
      if (!this.starts.includes(first + n * 10 * MINUTE)) this.starts.push(first + n * 10 * MINUTE);
    return 'add clinic';
  }

  private async hold(): Promise<string> {
    const start = this.pick(this.starts) as number;
    const people = this.random(3) === 0 ? 1 + this.random(4) : 1;
    const attendees = Array.from({ length: people }, () => ({
      service: this.pick(SERVICES) as string,
      ...(this.random(8) === 0 ? { moreTime: true } : {}),
    }));
    const together = this.random(2) === 0 ? 'parallel' : 'consecutive';
    const journey = this.random(4) === 0 ? `j${this.random(3)}` : undefined;
    const wanted = { site: SITE, start, attendees, together, ...(journey ? { journey } : {}) } as const;
    const kind = `${people > 1 ? together : 'one'}${attendees.some(({ moreTime }) => moreTime) ? ', more time' : ''}`;
    const held = await this.both('hold', kind, (core) => core.hold(wanted));
    if (held) this.holds.push({ model: held[0].hold, sql: held[1].hold, people });
    return 'hold';
  }

  private async confirm(): Promise<string> {
    const hold = this.pick(this.holds);
    if (!hold) return 'nothing';
    const answer = await this.both('confirm', await this.stateOf(hold), (core, of) =>
      core.confirm({ hold: hold[of], people: hold.people }),
    );
    answer?.[0].bookings.forEach((model, n) => this.bookings.push({ model, sql: answer[1].bookings[n] as string }));
    return 'confirm';
  }

  private async renew(): Promise<string> {
    const hold = this.pick(this.holds);
    if (hold) await this.both('renew', await this.stateOf(hold), (core, of) => core.renew(hold[of]));
    return 'renew';
  }

  private async release(): Promise<string> {
    const hold = this.random(2) === 0 ? this.pick(this.holds) : undefined;
    if (hold) await this.both('release', await this.stateOf(hold), (core, of) => core.release(hold[of]));
    return 'release';
  }

  private async cancel(): Promise<string> {
    return this.manage('cancel', (core, reference) => core.cancel(reference));
  }

  private async restore(): Promise<string> {
    return this.manage('restore', (core, reference) => core.restore(reference));
  }

  private async move(): Promise<string> {
    const hold = this.pick(this.holds.slice(-6));
    if (!hold) return 'nothing';
    return this.manage('move', (core, reference, of) => core.move(reference, hold[of]));
  }

  private async manage(
    action: string,
    ask: (core: Core, reference: string, of: 'model' | 'sql') => Outcome<object> | Promise<Outcome<object>>,
  ): Promise<string> {
    const booking = this.pick(this.bookings);
    if (!booking) return 'nothing';
    const { status, isStranded } = this.model.booking(booking.model);
    await this.both(action, isStranded ? 'stranded' : status, (core, of) => ask(core, booking[of], of));
    return action;
  }

  private async edit(): Promise<string> {
    const clinic = this.pick(this.clinics) as Pair;
    const services = SERVICES.filter(() => this.random(3) > 0);
    const changes =
      this.random(2) === 0 ? { capacity: 1 + this.random(3) } : { services: services.length > 0 ? services : ['rsv'] };
    const model = this.model.editClinic(clinic.model, changes);
    expect(await this.sql.editClinic(clinic.sql, changes)).toEqual(model);
    const what = model.stranded > 0 ? 'strands' : model.moved > 0 ? 'moves' : model.rescued > 0 ? 'rescues' : 'keeps';
    this.reached.add(`clinic × edit ${'capacity' in changes ? 'capacity' : 'services'} → ${what}`);
    return 'edit';
  }

  private async close(): Promise<string> {
    const from = this.pick(this.starts) as number;
    const until = from + (1 + this.random(3)) * 10 * MINUTE;
    const isClosed = this.random(3) === 0;
    const model = this.model.setClosed(SITE, from, until, isClosed);
    expect(await this.sql.setClosed(SITE, from, until, isClosed)).toEqual(model);
    this.reached.add(
      `range × ${isClosed ? 'close' : 'open'} → ${model.stranded > 0 ? 'strands' : model.rescued > 0 ? 'rescues' : 'keeps'}`,
    );
    return 'close';
  }

  private async pause(): Promise<string> {
    const clinic = this.pick(this.clinics) as Pair;
    const isPaused = this.random(3) === 0;
    this.model.setPaused(clinic.model, isPaused);
    await this.sql.setPaused(clinic.sql, isPaused);
    this.reached.add(`clinic × ${isPaused ? 'pause' : 'resume'} → done`);
    return 'pause';
  }

  private async reserve(): Promise<string> {
    if (this.random(2) === 0) {
      expect(await this.sql.releaseReserved()).toBe(this.model.releaseReserved());
      this.reached.add('share × release → done');
      return 'release reserved';
    }
    const clinic = this.pick(this.clinics) as Pair;
    const until = this.model.now() + (1 + this.random(20)) * MINUTE;
    await this.sql.reserve(clinic.sql, 1, until);
    this.model.reserve(clinic.model, 1, until);
    this.reached.add('share × reserve → done');
    return 'reserve';
  }

  private async pass(): Promise<string> {
    const minutes = [1, 4, 11, 31][this.random(4)] as number;
    this.model.pass(minutes);
    await this.sql.pass(minutes);
    return 'pass';
  }

  private async expire(): Promise<string> {
    this.model.expire();
    await this.sql.expire();
    this.reached.add('lapsed holds × expire → done');
    return 'expire';
  }

  private async stateOf({ model, people }: PairOfHolds): Promise<string> {
    const rows = this.model.heldRows(model);
    return rows === 0 ? 'hold over' : `held, ${people > 1 ? 'party' : 'one'}`;
  }
}

let sql: SqlCore;

beforeAll(async () => {
  sql = await SqlCore.begin(BEGINNING, ZONE, 2);
}, 90_000);

afterAll(() => sql.stop());

test(
  `${STEPS} random things asked of the model and of two processes on PostgreSQL have the same ends`,
  async () => {
    const model = new NamedCore({ now: Date.parse(BEGINNING), zone: ZONE });
    const lockstep = new Lockstep(model, sql, randomFrom(SEED));
    const asked: string[] = [];
    try {
      for (let n = 0; n < STEPS; n += 1) {
        asked.push(await lockstep.step());
        if (n % 5 === 4) await lockstep.compare();
      }
      await lockstep.compare();
    } catch (error) {
      process.stdout.write(`model: seed ${SEED}, step ${asked.length} after ${asked.slice(-8).join(', ')}\n`);
      throw error;
    }
    process.stdout.write(
      `model: seed ${SEED}, ${STEPS} steps, ${lockstep.reached.size} state × action pairs reached\n`,
    );
    if (process.env['MODEL_SHOW']) process.stdout.write(`${[...lockstep.reached].sort().join('\n')}\n`);
    expect(lockstep.reached.size).toBeGreaterThan(20);
  },
  60_000 + STEPS * 1_000,
);

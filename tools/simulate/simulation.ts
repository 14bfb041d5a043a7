import { Crash, type MemoryCore, type Steps } from '@fairslot/testing';
import type { Act, End } from './acts';
import { Calendar } from './calendar';
import { History } from './history';
import { Random } from './random';
import { Resident } from './resident';
import { Staff } from './staff';
import { Watch } from './watch';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;
const RESIDENTS = 12;
const PROCESSES = 2;
/** Just before each of the two nights on which the clocks change. */
const BEGINNINGS = ['2026-03-28T22:00:00Z', '2026-10-24T22:00:00Z'] as const;

/** How often, once in so many steps. */
const RARELY = {
  lostReply: 40,
  clientDies: 400,
  processDies: 1500,
  diesWriting: 800,
  again: 25,
  pause: 250,
  leap: 20_000,
};

const CHECKED_REFUSALS: ReadonlySet<string> = new Set([
  'renew',
  'release',
  'confirm',
  'cancel',
  'restore',
  'move',
  'attend',
]);

/** Somebody who acts, with what is under way. */
interface Actor {
  process: number;
  resident: Resident | null;
  act: Act | null;
  steps: Steps<End> | null;
  /** The last act with a key, which is sent again now and then. */
  last: Act | null;
}

export interface Result {
  ops: number;
  crashes: number;
  lostReplies: number;
  changeNights: number;
  statePairs: number;
  violations: number;
  examples: string[];
  outcomes: [string, number][];
  hash: string;
  until: number;
}

/**
 * Virtual clients, staff and timed jobs over the core in memory: one chooses at random who takes the next step, so that
 * they meet between any two transactions. Clients and processes die, answers are lost, the clock leaps.
 */
export class Simulation {
  private readonly random: Random;
  private readonly history = new History();
  private readonly watch: Watch;
  private readonly calendar: Calendar;
  private readonly staff: Staff;
  private readonly actors: Actor[];
  private names = 0;
  private forgetAt = 0;

  constructor(
    private readonly core: MemoryCore,
    seed: number,
  ) {
    this.random = new Random(seed);
    core.store.now = Date.parse(BEGINNINGS[seed & 1] as string);
    this.watch = new Watch(core);
    this.calendar = new Calendar(core, this.random);
    this.staff = new Staff(core, this.calendar, this.random);
    this.actors = Array.from({ length: RESIDENTS }, (_, n) => this.anActor(n % PROCESSES, this.aResident()));
    // Staff, the sweep of lapsed holds, and the release of shares.
    for (let n = 0; n < 3; n += 1) this.actors.push(this.anActor(n % PROCESSES, null));
  }

  run(ops: number, stopAtFirst = false): Result {
    while (this.history.ops < ops && !(stopAtFirst && this.watch.violations > 0)) this.tick();
    const { crashes, lostReplies, statePairs, outcomes, hash } = this.history;
    return {
      ops: this.history.ops,
      crashes,
      lostReplies,
      statePairs,
      hash,
      changeNights: this.calendar.changeNights,
      violations: this.watch.violations,
      examples: this.watch.examples,
      outcomes,
      until: this.core.store.now,
    };
  }

  private tick(): void {
    this.passTime();
    if (this.random.once(RARELY.processDies)) this.killProcess(this.random.below(PROCESSES));
    const at = this.random.below(this.actors.length + 4);
    // Staff and jobs act as seldom as they do.
    const actor = this.actors[
      at < RESIDENTS ? at : RESIDENTS + (this.random.once(4) ? this.random.below(3) : 0)
    ] as Actor;
    if (!actor.resident && !actor.act && !this.random.once(6)) return;
    if (actor.resident && this.random.once(RARELY.clientDies)) this.replace(actor);
    actor.act ??= this.nextAct(actor);
    if (actor.act) this.step(actor, actor.act);
  }

  private passTime(): void {
    const { store } = this.core;
    store.now += this.random.below(12 * SECOND);
    if (this.random.once(RARELY.pause)) store.now += this.random.below(15 * MINUTE);
    if (this.random.once(RARELY.leap)) store.now += this.random.below(DAY);
    if (!this.calendar.turn()) return;
    this.settleCalendar();
    if (store.now < this.forgetAt) return;
    store.forget(store.now - 2 * DAY);
    this.watch.forget(store.now - 2 * DAY);
    this.forgetAt = store.now + 5 * DAY;
  }

  /** New clinics are written by nobody's act. */
  private settleCalendar(): void {
    const act = this.staff.releaseReserved();
    this.watch.step({ ...act, name: 'add clinic' });
  }

  private nextAct({ resident, last }: Actor): Act | null {
    if (!resident) {
      const who = this.random.below(6);
      return who === 0 ? this.staff.releaseReserved() : who < 3 ? this.staff.expire() : this.staff.next();
    }
    if (last && this.random.once(RARELY.again)) return this.again(last);
    return resident.next();
  }

  /** A late copy of a request that was answered; now and then another request with its key, which must be refused. */
  private again(act: Act): Act {
    const changed = this.random.once(4) && this.watch.knows(act.key);
    const told = (answer: End): void => {
      if (changed && answer.ok) this.watch.broken(`key ${act.key} was good for two requests`);
    };
    return { ...act, state: 'again', key: changed ? null : act.key, begin: (more) => act.begin(changed || more), told };
  }

  private step(actor: Actor, act: Act): void {
    const { store } = this.core;
    actor.steps ??= act.begin(false);
    if (this.random.once(RARELY.diesWriting)) store.writesUntilCrash = 1 + this.random.below(6);
    try {
      const { done, value } = actor.steps.next();
      if (done && !value.ok && CHECKED_REFUSALS.has(act.name) && value.reason !== 'already_booked')
        this.watch.refused(act, value.reason);
      this.watch.step(act);
      if (done) this.answer(actor, act, value);
    } catch (error) {
      if (!(error instanceof Crash)) {
        this.watch.broken(`${act.name} failed: ${error instanceof Error ? error.message : String(error)}`);
        [actor.act, actor.steps] = [null, null];
      } else this.killProcess(actor.process);
      this.watch.step(act);
    }
    store.writesUntilCrash = null;
  }

  private answer(actor: Actor, act: Act, answer: End): void {
    const outcome = answer.ok ? (answer.replayed ? 'replayed' : 'done') : answer.reason;
    this.history.note(act.name, act.state, outcome, this.core.store.now, act.subject);
    actor.steps = null;
    if (act.key && answer.ok) this.watch.answered(act.key, identityOf(answer));
    if (act.key && answer.ok && this.random.once(RARELY.lostReply)) {
      // Nobody heard it: the act stays, and is asked once more with its key.
      this.history.lostReplies += 1;
      return;
    }
    actor.act = null;
    if (act.key) actor.last = act;
    act.told(answer);
  }

  /** Whatever it had under way is gone, and who waited for it asks again. */
  private killProcess(process: number): void {
    this.history.crashes += 1;
    for (const actor of this.actors) {
      if (actor.process !== process) continue;
      actor.steps = null;
      if (!actor.resident) actor.act = null;
    }
  }

  /** The browser is closed for ever; somebody else comes. */
  private replace(actor: Actor): void {
    this.history.crashes += 1;
    Object.assign(actor, this.anActor(actor.process, this.aResident()));
  }

  private aResident(): Resident {
    this.names += 1;
    return new Resident(this.core, this.calendar, this.random, `r${this.names}`, `j${this.names >> 1}`);
  }

  private anActor(process: number, resident: Resident | null): Actor {
    return { process, resident, act: null, steps: null, last: null };
  }
}

/** What must be the same in every answer to one key. */
const identityOf = (answer: End): string => {
  const { partyId, bookingIds } = answer as { partyId?: number; bookingIds?: number[] };
  return `${partyId ?? ''} ${bookingIds?.join() ?? ''}`;
};

// Carries an operation out as a resident's page would: with its key, again and again, until the answer is definite.
import { isDeepStrictEqual } from 'node:util';
import { Gate } from './gate.mjs';
import { send } from './send.mjs';

const ANSWERED_WITHIN_MS = 60_000;
/** How many of a round's acknowledged operations are sent once more after it. */
const REPEATED = 250;
const REPEATED_AT_ONCE = 8;

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

export class Caller {
  gate = new Gate();
  recovery = Promise.resolve();
  numbers = 0;

  constructor({ apis, history }) {
    this.apis = apis;
    this.history = history;
  }

  /** From here until `recovered`, some of those without an answer wait; the others try the next process at once. */
  trouble() {
    this.recovery = new Promise((done) => (this.recovered = done));
  }

  /** @returns the operation's definite reply; undefined when none came */
  perform(operation, random) {
    return this.gate.through(async () => {
      operation.number = ++this.numbers;
      const isPatient = random.chance(0.5);
      const deadline = performance.now() + ANSWERED_WITHIN_MS;
      const first = random.pick(this.apis);
      const isTwice = operation.key !== undefined && random.chance(0.04);
      let replies = await Promise.all((isTwice ? this.apis : [first]).map((api) => this.once(operation, api)));
      for (;;) {
        const definite = this.definite(operation, replies);
        if (definite) return this.settle(operation, definite);
        if (performance.now() > deadline) {
          this.history.violate(
            'unanswered',
            `${named(operation)} had no definite answer in ${ANSWERED_WITHIN_MS / 1000} s`,
          );
          return undefined;
        }
        if (isPatient) await this.recovery;
        await pause(random.between(50, 500));
        if (operation.wasUnknown) this.history.count.retried += 1;
        replies = [await this.once(operation, random.pick(this.apis))];
      }
    });
  }

  async once(operation, api) {
    this.history.invoked(operation, api.name);
    const reply = await send(api.url, operation);
    this.history.answered(operation, api.name, reply);
    // Of a fault that passes the answer is 503: try again with the same key.
    if (reply.status === 500) this.history.violate('not busy', `${named(operation)} was answered 500 ${reply.code}`);
    return reply;
  }

  /** Of a request sent twice at once, one answer of success counts: both are of one key. */
  definite(operation, replies) {
    const [done, ...others] = replies.filter(({ outcome }) => outcome === 'ok');
    for (const other of others) this.compare(operation, done, other);
    const refused = replies.find(({ outcome }) => outcome === 'fail');
    if (done && refused)
      this.history.violate(
        'unequal',
        `${named(operation)}, sent twice at once, was done and refused (${refused.code})`,
      );
    return done ?? (replies.some(({ outcome }) => outcome === 'unknown' || outcome === 'again') ? undefined : refused);
  }

  settle(operation, reply) {
    operation.reply = reply;
    this.history.settled(operation, reply);
    if (!operation.accepts.includes(reply.code))
      this.history.violate(
        'unexpected',
        `${named(operation)} was answered ${reply.code}, not ${operation.accepts.join(' or ')}`,
      );
    if (reply.outcome !== 'ok') return reply;
    for (const says of operation.settle(reply.answer))
      this.history.violate('untrue answer', `${named(operation)}: ${says}`);
    return reply;
  }

  /** Sends acknowledged operations of the round once more: the same answer, and nothing done again. */
  async repeat(random) {
    const list = random.shuffled(this.history.repeatable).slice(0, REPEATED);
    const one = async () => {
      for (let operation = list.pop(); operation; operation = list.pop()) await this.repeatOne(operation, random);
    };
    await Promise.all(Array.from({ length: REPEATED_AT_ONCE }, one));
  }

  async repeatOne(operation, random) {
    for (let tries = 1; tries <= 20; tries += 1) {
      const again = await this.once(operation, random.pick(this.apis));
      if (again.outcome === 'ok') {
        this.history.count.replayed += 1;
        this.compare(operation, operation.reply, again);
        if (!again.replayed)
          this.history.violate('repeated', `${named(operation)}, sent once more, was carried out anew`);
        return;
      }
      if (again.outcome === 'fail') {
        this.history.violate(
          'repeated',
          `${named(operation)}, acknowledged and sent once more, was refused (${again.code})`,
        );
        return;
      }
      await pause(100);
    }
    this.history.violate('unanswered', `${named(operation)}, sent once more, had no definite answer`);
  }

  compare(operation, first, again) {
    const [was, is] = [first, again].map(({ answer }) => operation.essence(answer));
    if (!isDeepStrictEqual(was, is))
      this.history.violate(
        'unequal',
        `${named(operation)} was answered ${JSON.stringify(was)}, then ${JSON.stringify(is)}`,
      );
  }
}

const named = ({ kind, key, number }) => `${kind} ${key ?? `number ${number}`}`;

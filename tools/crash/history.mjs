// What was asked, and what came back: every request as invoke, then ok, fail (a definite no), again (the same key is still
// being worked on) or unknown (no answer, or one of the 5xx).

import fs from 'node:fs';

/** Lines kept in memory before they go to the file: a night of rounds must not fill it. */
const AT_ONCE = 500;

export class History {
  began = performance.now();
  lines = [];
  /** @type {{ round: number, rule: string, says: string }[]} */
  violations = [];
  rounds = [];
  /** Why outcomes were unknown: code → how often. */
  causes = new Map();

  /** @param {string} file JSON lines, written as it goes */
  constructor(file) {
    this.file = file;
  }

  /** Counts from here on belong to this round. */
  beginRound() {
    this.count = { acknowledged: 0, refused: 0, unknown: 0, retried: 0, foundDone: 0, replayed: 0 };
    this.rounds.push(this.count);
    /** Acknowledged operations of this round that have a key. */
    this.repeatable = [];
  }

  invoked(operation, api) {
    const { kind, key, path, body } = operation;
    this.note('invoke', operation, api, { kind, key, path, body });
  }

  answered(operation, api, { outcome, status, code, answer }) {
    this.note(outcome, operation, api, { status, code, answer });
    if (outcome !== 'unknown') return;
    this.causes.set(code, (this.causes.get(code) ?? 0) + 1);
    if (!operation.wasUnknown) this.count.unknown += 1;
    operation.wasUnknown = true;
  }

  /** The operation has a definite answer. */
  settled(operation, { outcome, replayed }) {
    if (outcome !== 'ok') {
      this.count.refused += 1;
      return;
    }
    this.count.acknowledged += 1;
    if (operation.wasUnknown && replayed) this.count.foundDone += 1;
    if (operation.key) this.repeatable.push(operation);
  }

  violate(rule, says) {
    this.violations.push({ round: this.rounds.length, rule, says });
    this.keep({ type: 'violation', round: this.rounds.length, rule, says });
  }

  /** Each count, summed over all rounds. */
  totals() {
    const sum = {};
    for (const count of this.rounds)
      for (const [name, value] of Object.entries(count)) sum[name] = (sum[name] ?? 0) + value;
    return sum;
  }

  note(type, { number }, api, more) {
    this.keep({ type, operation: number, api, ...more });
  }

  /** Milliseconds since the start, then what happened, as one line of JSON. */
  keep(what) {
    this.lines.push(`${JSON.stringify({ at: Math.round(performance.now() - this.began), ...what })}\n`);
    if (this.lines.length >= AT_ONCE) this.flush();
  }

  flush() {
    fs.appendFileSync(this.file, this.lines.splice(0).join(''));
  }
}

// What the stand-in has: messages it took, who opted out, what it shall do next, and everything it saw go wrong.
import { createHash } from 'node:crypto';

const STOP = new Set(['STOP', 'UNSUBSCRIBE', 'END', 'QUIT', 'STOPALL', 'REVOKE', 'OPTOUT', 'CANCEL']);
const START = new Set(['START', 'YES', 'UNSTOP']);

/** Numbers that look random and are the same in every run with the same seed. */
export function seeded(seed) {
  let state = seed >>> 0 || 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * @typedef {{ sid: string, to: string, body: string, from: string | null, messagingServiceSid: string | null,
 *   statusCallback: string | null, validityPeriod: number | null, status: string, errorCode: number | null,
 *   direction: 'outbound-api' | 'outbound-reply', created: Date, sent: Date | null, arrived: boolean }} Message
 */
export class Store {
  /** @type {Message[]} oldest first */
  messages = [];
  optedOut = new Set();
  /** @type {{ kind: string, ms?: number, code?: number, status?: number }[]} one for each of the next requests */
  next = [];
  /** @type {{ final: string, errorCode: number | null }[]} one for each of the next messages */
  endings = [];
  /** How often each kind of request came. */
  counts = { create: 0, list: 0, fetch: 0, unauthorised: 0 };
  /** @type {string[]} where a request or an answer did not have the shape it should */
  violations = [];
  #made = 0;

  constructor({ accountSid, seed, now }) {
    this.accountSid = accountSid;
    this.now = now;
    this.random = seeded(seed);
    this.seed = seed;
  }

  newSid(prefix = 'SM') {
    this.#made += 1;
    return prefix + createHash('sha256').update(`${this.seed} ${process.pid} ${this.#made}`).digest('hex').slice(0, 32);
  }

  /** @returns {Message} */
  take(form, direction = 'outbound-api') {
    const message = {
      sid: this.newSid(),
      to: form.To,
      body: form.Body,
      from: form.From ?? null,
      messagingServiceSid: form.MessagingServiceSid ?? null,
      statusCallback: form.StatusCallback ?? null,
      validityPeriod: form.ValidityPeriod === undefined ? null : Number(form.ValidityPeriod),
      status: form.MessagingServiceSid ? 'accepted' : 'queued',
      errorCode: null,
      direction,
      created: this.now(),
      sent: null,
      arrived: false,
    };
    this.messages.push(message);
    return message;
  }

  /** The carrier is done with it. */
  end(message, { final, errorCode }) {
    Object.assign(message, { status: final, errorCode, sent: this.now(), arrived: final === 'delivered' });
  }

  /** Newest first. Twilio's list lags: what is younger than that is not in it yet. */
  list({ To, DateSent, 'DateSent>': after, 'DateSent<': before }, lagMs) {
    const seconds = (date) => Math.floor(date.getTime() / 1000);
    const bound = (text) => text && seconds(new Date(text));
    const now = this.now().getTime();
    return this.messages
      .filter((m) => {
        const at = seconds(m.sent ?? m.created);
        return (
          (!To || m.to === To) &&
          (!after || at >= bound(after)) &&
          (!before || at <= bound(before)) &&
          (!DateSent || at === bound(DateSent)) &&
          now - m.created.getTime() >= lagMs
        );
      })
      .reverse();
  }

  /** What the carrier itself makes of a text from a phone. */
  heard(from, body) {
    const word = body.trim().toUpperCase();
    if (STOP.has(word)) this.optedOut.add(from);
    if (START.has(word)) this.optedOut.delete(from);
  }

  clear() {
    this.messages = [];
    this.optedOut.clear();
    this.next = [];
    this.endings = [];
    this.violations = [];
    for (const name of Object.keys(this.counts)) this.counts[name] = 0;
  }
}

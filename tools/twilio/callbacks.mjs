// What Twilio calls back: status callbacks and texts from phones, signed as Twilio signs.
import { createHmac } from 'node:crypto';

const AT_ONCE = 4;

/** HMAC-SHA1 over the address and every field, sorted by name. Source: twilio.com/docs/usage/security. */
export function signature(authToken, url, form) {
  const names = Object.keys(form).sort();
  const text = url + names.map((name) => name + form[name]).join('');
  return createHmac('sha1', authToken).update(Buffer.from(text, 'utf8')).digest('base64');
}

export class Callbacks {
  /** @type {{ sid: string, status: string, answer: number, ms: number }[]} answer 0: nobody answered */
  made = [];
  /** 'on': fired by themselves; 'held': when asked for; 'off': never. */
  mode = 'on';
  times = 3;
  /** Called in place of another address, which stays the one that is signed: what a proxy in front of the API does. */
  proxy = { from: '', to: '' };
  #held = [];
  #running = new Set();

  constructor(store, authToken) {
    this.store = store;
    this.authToken = authToken;
  }

  /** Every status of a message on its way, each several times and in any order, as it may happen. */
  begin(message) {
    const { final = 'delivered', errorCode = null } = this.store.endings.shift() ?? {};
    this.store.end(message, { final, errorCode });
    if (!message.statusCallback || this.mode === 'off') return;
    const statuses = ['queued', 'sending', 'sent', final];
    const calls = Array.from({ length: this.times }, () => statuses)
      .flat()
      .map((status) => ({ message, status, errorCode: status === final ? errorCode : null }));
    if (this.mode === 'held') this.#held.push(...calls);
    else this.#track(this.#fire(shuffled(calls, this.store.random)));
  }

  /** Lets go what was held, and waits until every callback has been answered. */
  async settle() {
    const held = this.#held.splice(0);
    if (held.length > 0) this.#track(this.#fire(shuffled(held, this.store.random)));
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  /** @returns {Promise<{ status: number, type: string, body: string, ms: number }>} */
  async post(url, form, sign = 'right') {
    const headers = {
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      'user-agent': 'TwilioProxy/1.1',
    };
    if (sign === 'right') headers['x-twilio-signature'] = signature(this.authToken, url, form);
    if (sign === 'wrong') headers['x-twilio-signature'] = signature(`${this.authToken}x`, url, form);
    if (sign === 'elsewhere') headers['x-twilio-signature'] = signature(this.authToken, `${url}x`, form);
    const begun = performance.now();
    const done = (status, type, body) => ({ status, type, body, ms: Math.round(performance.now() - begun) });
    try {
      const { from, to } = this.proxy;
      const response = await fetch(from && url.startsWith(from) ? to + url.slice(from.length) : url, {
        method: 'POST',
        headers,
        body: new URLSearchParams(form).toString(),
        signal: AbortSignal.timeout(15_000),
      });
      return done(response.status, response.headers.get('content-type') ?? '', await response.text());
    } catch {
      return done(0, '', '');
    }
  }

  statusForm({ message, status, errorCode }) {
    return {
      AccountSid: this.store.accountSid,
      ApiVersion: '2010-04-01',
      MessageSid: message.sid,
      SmsSid: message.sid,
      MessageStatus: status,
      SmsStatus: status,
      To: message.to,
      From: message.from ?? '+447700900999',
      ...(message.messagingServiceSid && { MessagingServiceSid: message.messagingServiceSid }),
      ...(errorCode && { ErrorCode: String(errorCode) }),
      ...(status === 'delivered' && { RawDlrDoneDate: '2611251200' }),
    };
  }

  #track(work) {
    const tracked = work.finally(() => this.#running.delete(tracked));
    this.#running.add(tracked);
  }

  async #fire(calls) {
    const waiting = [...calls];
    const runner = async () => {
      for (let call = waiting.shift(); call; call = waiting.shift()) {
        const { status: answer, ms } = await this.post(call.message.statusCallback, this.statusForm(call));
        this.made.push({ sid: call.message.sid, status: call.status, answer, ms });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, runner));
  }
}

function shuffled(list, random) {
  const left = [...list];
  return list.map(() => left.splice(Math.floor(random() * left.length), 1)[0]);
}

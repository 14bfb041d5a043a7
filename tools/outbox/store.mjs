// What was sent, newest first, in memory: the outbox is for demonstrations and forgets when it stops.
import { randomUUID } from 'node:crypto';

const KEPT = 500;

/**
 * @typedef {{ id: string, at: string, channel: 'email' | 'sms', to: string, from?: string, subject?: string, text: string,
 *   html?: string, messageId?: string, attachments: { filename: string, contentType: string, content: Buffer }[] }} Message
 */
export class Outbox {
  /** @type {Message[]} */
  #messages = [];

  /** @returns {Message} */
  add(message) {
    const kept = { id: randomUUID(), at: new Date().toISOString(), attachments: [], ...message };
    this.#messages.unshift(kept);
    this.#messages.length = Math.min(this.#messages.length, KEPT);
    return kept;
  }

  /** @param {string} [to] part of an address or a number; spaces do not count */
  list(to = '') {
    const plain = (text) => text.replace(/\s/g, '').toLowerCase();
    return this.#messages.filter((message) => plain(message.to).includes(plain(to)));
  }

  find(id) {
    return this.#messages.find((message) => message.id === id);
  }

  clear() {
    this.#messages = [];
  }
}

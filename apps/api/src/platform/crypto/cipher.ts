import { createCipheriv, createDecipheriv, randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Keys } from './keys';

/** AES-256-CTR, and HMAC-SHA-256 over what came of it. */
const KEY_ID = 2;
/** AES-256-GCM, in which values were sealed before; they still open. */
const GCM = 1;
const NONCE = 12;
const COUNTER = 4;
const TAG = 16;
const HEAD = 1 + NONCE + COUNTER;
const BLOCK = 16;
const STREAM = 1 << 14;

/**
 * Single columns, encrypted and then authenticated: key id (1 byte), nonce (12), counter (4), ciphertext, tag (16). The row key is bound
 * in, so that a value copied to another row or column does not open. Many values share the stream of one nonce, each from the block
 * that its counter names: to set up a cipher for each takes longer than all else that is done with a row of a list.
 */
@Injectable()
export class Cipher {
  private readonly zeros = Buffer.alloc(STREAM);
  private nonce = Buffer.alloc(NONCE);
  private stream = Buffer.alloc(0);
  private used = 0;

  constructor(private readonly keys: Keys) {}

  seal(column: string, rowKey: string, text: string): Buffer {
    const bound = `${column}|${rowKey}|`;
    const { room, from } = this.keys.room('authentication', (bound.length + text.length) * 3 + HEAD);
    const head = from + room.write(bound, from, 'utf8');
    const body = head + HEAD;
    const length = room.write(text, body, 'utf8');
    const at = this.take(length);
    room[head] = KEY_ID;
    for (let n = 0; n < NONCE; n += 1) room[head + 1 + n] = this.nonce[n] as number;
    room.writeUInt32BE(at / BLOCK, head + 1 + NONCE);
    for (let n = 0; n < length; n += 1) room[body + n] = (room[body + n] as number) ^ (this.stream[at + n] as number);
    const all = Buffer.allocUnsafe(HEAD + length + TAG);
    room.copy(all, 0, head, body + length);
    all.write(this.keys.mac('authentication', room, body + length), HEAD + length, TAG, 'binary');
    return all;
  }

  /** Throws when the value was changed or belongs to another row or column. */
  open(column: string, rowKey: string, sealed: Buffer): string {
    if (sealed[0] === GCM) return this.openGcm(column, rowKey, sealed);
    if (sealed[0] !== KEY_ID) throw new Error(`${column} was encrypted with a key that is not known`);
    const bound = Buffer.from(`${column}|${rowKey}|`);
    const end = Math.max(HEAD, sealed.length - TAG);
    const { room, from } = this.keys.room('authentication', bound.length + end);
    bound.copy(room, from);
    sealed.copy(room, from + bound.length, 0, end);
    const tag = Buffer.from(this.keys.mac('authentication', room, from + bound.length + end), 'binary');
    if (sealed.length - end !== TAG || !timingSafeEqual(tag.subarray(0, TAG), sealed.subarray(end)))
      throw new Error(`${column} was changed, or is of another row: it does not authenticate`);
    const decipher = createDecipheriv('aes-256-ctr', this.keys.of('stream'), sealed.subarray(1, HEAD));
    return decipher.update(sealed.subarray(HEAD, end), undefined, 'utf8') + decipher.final('utf8');
  }

  /** Where in the stream so many bytes begin, at a whole block; each is given out once. */
  private take(length: number): number {
    if (this.used + length > this.stream.length) {
      this.nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-ctr', this.keys.of('stream'), Buffer.concat([this.nonce], HEAD - 1));
      this.stream = cipher.update(length > STREAM ? Buffer.alloc(length) : this.zeros);
      this.used = 0;
    }
    const at = this.used;
    this.used = at + Math.ceil(length / BLOCK) * BLOCK;
    return at;
  }

  private openGcm(column: string, rowKey: string, sealed: Buffer): string {
    const [nonce, tag] = [sealed.subarray(1, 1 + NONCE), sealed.subarray(1 + NONCE, 1 + NONCE + TAG)];
    const decipher = createDecipheriv('aes-256-gcm', this.keys.of('encryption'), nonce, { authTagLength: TAG });
    decipher.setAAD(Buffer.from(`${column}|${rowKey}`));
    decipher.setAuthTag(tag);
    return decipher.update(sealed.subarray(1 + NONCE + TAG), undefined, 'utf8') + decipher.final('utf8');
  }
}

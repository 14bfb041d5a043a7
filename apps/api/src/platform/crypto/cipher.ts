import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Keys } from './keys';

const KEY_ID = 1;
const NONCE = 12;
const TAG = 16;
const HEAD = 1 + NONCE + TAG;
const AT_ONCE = 256;

/**
 * AES-256-GCM for single columns: key id (1 byte), nonce (12), tag (16), ciphertext. The row key is bound in, so that a
 * value copied to another row or column does not open.
 */
@Injectable()
export class Cipher {
  private chance = Buffer.alloc(0);
  private used = 0;

  constructor(private readonly keys: Keys) {}

  seal(column: string, rowKey: string, text: string): Buffer {
    const nonce = this.nonce();
    const cipher = createCipheriv('aes-256-gcm', this.keys.of('encryption'), nonce);
    cipher.setAAD(Buffer.from(`${column}|${rowKey}`));
    const sealed = cipher.update(text, 'utf8');
    // GCM has written everything by now.
    cipher.final();
    const all = Buffer.allocUnsafe(HEAD + sealed.length);
    all[0] = KEY_ID;
    nonce.copy(all, 1);
    cipher.getAuthTag().copy(all, 1 + NONCE);
    sealed.copy(all, HEAD);
    return all;
  }

  /** Chance asked for once for many values: each 12 bytes are given out once. */
  private nonce(): Buffer {
    if (this.used + NONCE > this.chance.length) [this.chance, this.used] = [randomBytes(NONCE * AT_ONCE), 0];
    this.used += NONCE;
    return this.chance.subarray(this.used - NONCE, this.used);
  }

  /** Throws when the value was changed or belongs to another row or column. */
  open(column: string, rowKey: string, sealed: Buffer): string {
    if (sealed[0] !== KEY_ID) throw new Error(`${column} was encrypted with a key that is not known`);
    const decipher = createDecipheriv('aes-256-gcm', this.keys.of('encryption'), sealed.subarray(1, 1 + NONCE));
    decipher.setAAD(Buffer.from(`${column}|${rowKey}`));
    decipher.setAuthTag(sealed.subarray(1 + NONCE, HEAD));
    return decipher.update(sealed.subarray(HEAD), undefined, 'utf8') + decipher.final('utf8');
  }
}

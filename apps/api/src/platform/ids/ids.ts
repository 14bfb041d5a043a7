import { createCipheriv, createDecipheriv, hash, randomBytes, randomInt, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { makeReference } from '@fairslot/domain';
import { Keys } from '../crypto/keys';

/** Everything random or opaque is made here. */
@Injectable()
export class Ids {
  /** How keys of this millisecond begin. */
  private ms = 0;
  private prefix = '';

  constructor(private readonly keys: Keys) {}

  rowKey(): string {
    return randomUUID();
  }

  /** A row key of which later ones sort behind earlier ones (UUID version 7), so that millions at once enter an index at its end. */
  rowKeyInOrder(): string {
    const ms = Math.floor(performance.timeOrigin + performance.now());
    if (ms !== this.ms) {
      const time = ms.toString(16).padStart(12, '0');
      [this.ms, this.prefix] = [ms, `${time.slice(0, 8)}-${time.slice(8)}-7`];
    }
    return this.prefix + randomUUID().slice(15);
  }

  reference(): string {
    return makeReference(randomBytes(16));
  }

  /** 256 bits for a session or a journey. */
  secret(): string {
    return randomBytes(32).toString('base64url');
  }

  /** From 0 up to 1, by chance. */
  fraction(): number {
    return randomInt(2 ** 32) / 2 ** 32;
  }

  /** What is stored of a secret or token. */
  hash(secret: string): Buffer {
    return hash('sha256', secret, 'buffer');
  }

  /** An integer key as it leaves the program: one AES block over kind and number, so that nobody counts or guesses. */
  opaque(kind: string, id: number): string {
    const cipher = createCipheriv('aes-256-ecb', this.keys.of('ids'), null).setAutoPadding(false);
    return Buffer.concat([cipher.update(this.block(kind, id)), cipher.final()]).toString('base64url');
  }

  /** The integer behind an opaque id; null when it is not one of ours or of another kind. */
  plain(kind: string, opaque: string): number | null {
    const block = Buffer.from(opaque, 'base64url');
    if (block.length !== 16) return null;
    const decipher = createDecipheriv('aes-256-ecb', this.keys.of('ids'), null).setAutoPadding(false);
    const opened = Buffer.concat([decipher.update(block), decipher.final()]);
    const id = Number(opened.readBigUInt64BE(8));
    return Number.isSafeInteger(id) && this.block(kind, id).equals(opened) ? id : null;
  }

  private block(kind: string, id: number): Buffer {
    const block = Buffer.alloc(16);
    this.hash(kind).copy(block, 0, 0, 8);
    block.writeBigUInt64BE(BigInt(id), 8);
    return block;
  }
}

const PLAUSIBLE_REQUEST_ID = /^[\w.:-]{8,100}$/;

/** The id a request came with, where it is fit for a log line; else a new one. */
export function requestId(given: string | string[] | undefined): string {
  return typeof given === 'string' && PLAUSIBLE_REQUEST_ID.test(given) ? given : randomUUID();
}

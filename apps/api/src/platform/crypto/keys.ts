import { createHmac, hash, hkdfSync } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { encodeCrockford } from '@fairslot/domain';
import { CONFIG, type Config } from '../config/config';

type Purpose = 'encryption' | 'blind-index' | 'tokens' | 'ids';

/** Keys for separate purposes, derived from the one secret of the deployment. */
@Injectable()
export class Keys {
  private readonly made = new Map<Purpose, Buffer>();
  private pads: [inner: Buffer, outer: Buffer] | undefined;

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** 32 bytes. */
  of(purpose: Purpose): Buffer {
    const known = this.made.get(purpose);
    if (known) return known;
    const key = Buffer.from(
      hkdfSync('sha256', Buffer.from(this.config.SECRET_KEY, 'hex'), '', `fairslot/${purpose}/1`, 32),
    );
    this.made.set(purpose, key);
    return key;
  }

  /** A token that can be derived again: HMAC over purpose, row and version, as `length` Crockford characters of 5 bits. */
  token(purpose: string, row: string, version: number, length: number): string {
    return encodeCrockford(
      createHmac('sha256', this.of('tokens')).update(`${purpose}|${row}|${version}`).digest(),
      length,
    );
  }

  /** Keyed hash for exact matches on encrypted values, 16 bytes. */
  blindIndex(column: string, value: string): Buffer {
    const [inner, outer] = (this.pads ??= hmacPads(this.of('blind-index')));
    const text = Buffer.from(`${column}|${value}`);
    return sha256(Buffer.concat([outer, sha256(Buffer.concat([inner, text]))])).subarray(0, 16);
  }
}

const BLOCK = 64;
const sha256 = (bytes: Buffer): Buffer => hash('sha256', bytes, 'buffer');

/** HMAC-SHA-256 (RFC 2104) by its two hashes: a key that is used for millions of values is prepared once. */
function hmacPads(key: Buffer): [inner: Buffer, outer: Buffer] {
  const padded = Buffer.alloc(BLOCK);
  key.copy(padded);
  return [padded.map((byte) => byte ^ 0x36), padded.map((byte) => byte ^ 0x5c)] as [Buffer, Buffer];
}

import { hash, hkdfSync } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { encodeCrockford } from '@fairslot/domain';
import { CONFIG, type Config } from '../config/config';

type Purpose = 'encryption' | 'blind-index' | 'tokens' | 'ids';

/** Keys for separate purposes, derived from the one secret of the deployment. */
@Injectable()
export class Keys {
  private readonly made = new Map<Purpose, Buffer>();
  private readonly pads = new Map<Purpose, HmacPads>();

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
    const digest = Buffer.from(this.hmac('tokens', `${purpose}|${row}|${version}`), 'binary');
    return encodeCrockford(digest, length);
  }

  /** Keyed hash for exact matches on encrypted values, 16 bytes. */
  blindIndex(column: string, value: string): Buffer {
    const index = Buffer.allocUnsafe(INDEX);
    index.write(this.hmac('blind-index', `${column}|${value}`), 0, INDEX, 'binary');
    return index;
  }

  /** HMAC-SHA-256 as text of one byte a letter. */
  private hmac(purpose: Purpose, text: string): string {
    const { inner, outer } = this.padsOf(purpose);
    // A letter is three bytes at most.
    const room =
      text.length * 3 <= MOST_TEXT ? inner : Buffer.concat([inner.subarray(0, BLOCK)], BLOCK + text.length * 3);
    const end = BLOCK + room.write(text, BLOCK, 'utf8');
    outer.write(sha256(room.subarray(0, end)), BLOCK, 'binary');
    return sha256(outer);
  }

  private padsOf(purpose: Purpose): HmacPads {
    let pads = this.pads.get(purpose);
    if (!pads) this.pads.set(purpose, (pads = hmacPads(this.of(purpose))));
    return pads;
  }
}

const BLOCK = 64;
const DIGEST = 32;
const INDEX = 16;
const MOST_TEXT = 4096;
/** As text of one byte a letter: making a buffer takes longer than the hash. */
const sha256 = (bytes: Buffer): string => hash('sha256', bytes, 'binary');

/** What stands before both hashes of an HMAC, each in the room that its hash is taken of. */
interface HmacPads {
  inner: Buffer;
  outer: Buffer;
}

/** HMAC-SHA-256 (RFC 2104) by its two hashes: a key that is used for millions of values is prepared once. */
function hmacPads(key: Buffer): HmacPads {
  const padded = Buffer.alloc(BLOCK);
  key.copy(padded);
  const [inner, outer] = [Buffer.alloc(BLOCK + MOST_TEXT), Buffer.alloc(BLOCK + DIGEST)];
  for (const [at, byte] of padded.entries()) [inner[at], outer[at]] = [byte ^ 0x36, byte ^ 0x5c];
  return { inner, outer };
}

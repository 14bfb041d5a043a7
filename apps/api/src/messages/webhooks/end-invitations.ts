import { createHmac, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../platform/config/config';
import { Keys } from '../../platform/crypto/keys';
import { OptOutsStore } from './opt-outs.store';
import { recipientIndex } from './recipient-index';

const INDEX_BYTES = 16;
const PROOF_BYTES = 8;

/**
 * The address in every invitation by e-mail that ends them, for whoever has the e-mail and nobody who guesses. A person who
 * opens it finds a button on the public site; a mail program posts to it.
 */
@Injectable()
export class EndInvitations {
  constructor(
    private readonly optOuts: OptOutsStore,
    private readonly keys: Keys,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  urlFor(email: string): string {
    const index = recipientIndex(this.keys, 'email', email);
    const token = Buffer.concat([index, this.proof(index)]).toString('base64url');
    return `${this.config.PUBLIC_URL}/u/${token}`;
  }

  async run(token: string): Promise<void> {
    const read = Buffer.from(token, 'base64url');
    if (read.length !== INDEX_BYTES + PROOF_BYTES) return;
    const index = read.subarray(0, INDEX_BYTES);
    if (timingSafeEqual(read.subarray(INDEX_BYTES), this.proof(index))) await this.optOuts.add('email', index);
  }

  private proof(index: Buffer): Buffer {
    return createHmac('sha256', this.keys.of('tokens'))
      .update('unsubscribe|')
      .update(index)
      .digest()
      .subarray(0, PROOF_BYTES);
  }
}

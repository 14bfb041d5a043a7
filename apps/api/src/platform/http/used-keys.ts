import { Injectable } from '@nestjs/common';
import { Database } from '../database/database';
import { AppError } from './app-error';

interface Keyed {
  idempotencyKey: string;
  requestHash: Buffer;
}

const KNOWN = {
  name: 'used_keys.known',
  text: 'SELECT request_hash AS hash FROM idempotency WHERE scope = $1 AND key = $2',
};

/** Looked at only where a request is refused, so that what goes well pays nothing for it. */
@Injectable()
export class UsedKeys {
  constructor(private readonly database: Database) {}

  /** Runs it. A refusal of a request whose key stands for another one already is that, before it is anything else. */
  async within<A>(scope: string, { idempotencyKey, requestHash }: Keyed, run: () => Promise<A>): Promise<A> {
    try {
      return await run();
    } catch (refusal) {
      if (!(refusal instanceof AppError)) throw refusal;
      const [known] = await this.database.once<{ hash: Buffer }>(KNOWN, [scope, idempotencyKey]);
      if (known && !known.hash.equals(requestHash)) throw new AppError('idempotency_key_reused');
      throw refusal;
    }
  }
}

import { Injectable } from '@nestjs/common';
import type { Hold, holdSlot } from '@fairslot/contract';
import { AppError } from '../platform/http/app-error';
import type { Parsed } from '../platform/http/serve';
import { HoldsStore } from './holds.store';
import { ShowHold } from './show-hold';

type Request = Pick<Parsed<typeof holdSlot>, 'idempotencyKey' | 'requestHash' | 'reply'>;

/** The answer to a request to hold that was made before. */
@Injectable()
export class ReplayHold {
  constructor(
    private readonly store: HoldsStore,
    private readonly show: ShowHold,
  ) {}

  /** Null where its key is new; another request under the key is refused. */
  async find({ idempotencyKey, requestHash, reply }: Request): Promise<Hold | null> {
    const remembered = await this.store.remembered(idempotencyKey);
    if (!remembered) return null;
    if (!remembered.requestHash.equals(requestHash)) throw new AppError('idempotency_key_reused');
    void reply.header('idempotent-replayed', 'true');
    return this.show.run(await this.store.party(remembered.partyId, null));
  }

  /** Runs it; where it is refused, what the same request held before comes first, whatever would be said of it now. */
  async insteadOfRefusal<A>(request: Request, run: () => Promise<A>): Promise<A | Hold> {
    try {
      return await run();
    } catch (refusal) {
      const replayed = refusal instanceof AppError ? await this.find(request) : null;
      if (replayed) return replayed;
      throw refusal;
    }
  }
}

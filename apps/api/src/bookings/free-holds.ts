import { Injectable } from '@nestjs/common';
import { Log } from '../platform/log/log';
import { GiveBack } from './give-back';
import { EXPIRE_HOLD, HoldsStore, RELEASE_HOLD, RELEASE_JOURNEY } from './holds.store';
import type { Cause } from './reallocate';

const MOST_AT_ONCE = 500;
const BY_ITSELF: Cause = { actor: 'system', requestId: '' };

/** Puts the places of holds back on sale: those given up, and those that lapsed. Confirm never depends on it: it tests the expiry by itself. */
@Injectable()
export class FreeHolds {
  constructor(
    private readonly store: HoldsStore,
    private readonly giveBack: GiveBack,
    private readonly log: Log,
  ) {}

  /** The sweep; a transaction for each hold, so that one that fails keeps no other back. */
  async run(): Promise<void> {
    for (const partyId of await this.store.lapsed(MOST_AT_ONCE)) {
      await this.expire(partyId).catch((error: unknown) => this.log.error({ event: 'hold.not_expired' }, error));
    }
  }

  /** Gives the places of lapsed holds in these slots back at once. */
  async lapsedIn(slotIds: readonly number[]): Promise<void> {
    for (const partyId of await this.store.lapsedIn(slotIds)) await this.expire(partyId);
  }

  async release(partyId: number, requestId = ''): Promise<void> {
    await this.giveBack.run(RELEASE_HOLD, [partyId], { partyId }, { actor: 'resident', requestId });
  }

  /** What the journey holds, but for the hold that this very request made when it was sent before. */
  async ofJourney(journeyHash: Buffer, key: string): Promise<void> {
    await this.giveBack.run(RELEASE_JOURNEY, [journeyHash, key], { journeyHash }, BY_ITSELF);
  }

  private async expire(partyId: number): Promise<void> {
    await this.giveBack.run(EXPIRE_HOLD, [partyId], { partyId }, BY_ITSELF);
  }
}

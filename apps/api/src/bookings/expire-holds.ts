import { Injectable } from '@nestjs/common';
import { Log } from '../platform/log/log';
import { HoldsStore } from './holds.store';

const MOST_AT_ONCE = 500;

/** Puts the places of lapsed holds back on sale. Confirm never depends on it: it tests the expiry by itself. */
@Injectable()
export class ExpireHolds {
  constructor(
    private readonly store: HoldsStore,
    private readonly log: Log,
  ) {}

  async run(): Promise<void> {
    for (const bookingId of await this.store.lapsed(MOST_AT_ONCE)) {
      await this.store
        .expire(bookingId)
        .catch((error: unknown) => this.log.error({ event: 'hold.not_expired' }, error));
    }
  }
}

import { Injectable } from '@nestjs/common';
import { Dispatch } from '../messages/dispatch';
import { Database } from '../platform/database/database';
import { AskedDetailsStore } from './asked-details.store';
import { SendAgain } from './send-again';

/** Sends what people asked for who have neither reference nor link, each booking within its bound of messages a day. */
@Injectable()
export class SendAskedDetails {
  constructor(
    private readonly database: Database,
    private readonly store: AskedDetailsStore,
    private readonly sendAgain: SendAgain,
    private readonly dispatch: Dispatch,
  ) {}

  async run(): Promise<void> {
    const found = await this.database.tx(async (tx) => {
      const bookings = await this.store.take(tx);
      for (const { requestId, ...booking } of bookings) await this.sendAgain.send(booking, requestId, tx);
      return bookings.length;
    });
    if (found > 0) this.dispatch.nudge();
  }
}

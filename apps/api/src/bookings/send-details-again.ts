import { Injectable } from '@nestjs/common';
import type { ResponseOf, sendDetailsAgain } from '@fairslot/contract';
import { Dispatch } from '../messages/dispatch';
import { AnswerOnce } from '../platform/http/answer-once';
import type { Parsed } from '../platform/http/serve';
import { Ids } from '../platform/ids/ids';
import { BookingsStore } from './bookings.store';
import { BookingTokens } from './booking-tokens';
import { SendAgain } from './send-again';

/**
 * For whoever was told `already_booked`: the details of that booking go to the contact on record. The answer says neither whether
 * there is such a booking nor whether anybody can be reached, and somebody unproved has none to be found.
 */
@Injectable()
export class SendDetailsAgain {
  constructor(
    private readonly once: AnswerOnce,
    private readonly store: BookingsStore,
    private readonly sendAgain: SendAgain,
    private readonly tokens: BookingTokens,
    private readonly ids: Ids,
    private readonly dispatch: Dispatch,
  ) {}

  async run(request: Parsed<typeof sendDetailsAgain>): Promise<ResponseOf<typeof sendDetailsAgain>> {
    const { params, body, requestId } = request;
    const partyId = this.ids.plain('hold', params.holdId);
    const answer = await this.once.run('details_again', request, {}, async (tx) => {
      if (partyId === null) return;
      for (const booking of await this.store.blocking(tx, partyId, this.tokens.hash(body.token)))
        await this.sendAgain.send(booking, requestId, tx);
    });
    this.dispatch.nudge();
    return answer;
  }
}

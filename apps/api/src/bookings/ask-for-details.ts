import { Inject, Injectable } from '@nestjs/common';
import type { askForDetails, ResponseOf } from '@fairslot/contract';
import { CONFIG, type Config } from '../platform/config/config';
import { Keys } from '../platform/crypto/keys';
import { AnswerOnce } from '../platform/http/answer-once';
import { AttemptsStore } from '../platform/http/attempts.store';
import type { Parsed } from '../platform/http/serve';
import { AskedDetailsStore } from './asked-details.store';

/**
 * Somebody has neither reference nor link any more. The details of their coming bookings go to the contact on record, a moment later:
 * the answer says neither whether there are any nor, by the time it takes, that messages are being written.
 */
@Injectable()
export class AskForDetails {
  constructor(
    private readonly once: AnswerOnce,
    private readonly store: AskedDetailsStore,
    private readonly attempts: AttemptsStore,
    private readonly keys: Keys,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  run(request: Parsed<typeof askForDetails>): Promise<ResponseOf<typeof askForDetails>> {
    const { body, requestId } = request;
    const by = body.mobile ? 'mobile' : 'email';
    const given = (body.mobile ?? body.email ?? '').toLowerCase();
    return this.once.run('asked_details', request, {}, async (tx) => {
      // Counted for what was presented, known or not.
      await this.attempts.demandIn(tx, 'details', this.keys.blindIndex('details', given), this.config.LIMIT_LOOK_UPS);
      await this.store.note(tx, {
        by,
        index: this.keys.blindIndex(by, given),
        dateOfBirth: body.dateOfBirth,
        requestId,
      });
    });
  }
}

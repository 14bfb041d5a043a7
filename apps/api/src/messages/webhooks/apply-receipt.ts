import { Injectable } from '@nestjs/common';
import type { BodyOf, receiveTwilioStatus } from '@fairslot/contract';
import { Keys } from '../../platform/crypto/keys';
import { Ids } from '../../platform/ids/ids';
import { Log } from '../../platform/log/log';
import { OptOutsStore } from './opt-outs.store';
import { type ReceiptState, ReceiptsStore } from './receipts.store';
import { recipientIndex } from './recipient-index';

/** Twilio's words, and what each says of a message of ours. */
const STATES = new Map<string, ReceiptState>([
  ['accepted', 'accepted'],
  ['scheduled', 'accepted'],
  ['queued', 'accepted'],
  ['sending', 'accepted'],
  ['sent', 'accepted'],
  ['delivered', 'delivered'],
  ['read', 'delivered'],
  ['undelivered', 'undelivered'],
  ['failed', 'failed'],
  ['canceled', 'failed'],
]);
/** The carrier holds a STOP against us. */
const OPTED_OUT = '21610';

/** What a provider says afterwards about a message; it comes late, several times and in any order. */
@Injectable()
export class ApplyReceipt {
  constructor(
    private readonly store: ReceiptsStore,
    private readonly optOuts: OptOutsStore,
    private readonly ids: Ids,
    private readonly keys: Keys,
    private readonly log: Log,
  ) {}

  async run(opaqueId: string, form: BodyOf<typeof receiveTwilioStatus>): Promise<void> {
    const { MessageSid: providerId, MessageStatus: status, ErrorCode: code, To: to } = form;
    const state = STATES.get(status);
    if (!state) return;
    const messageId = this.ids.plain('message', opaqueId);
    const error = code && /^\d+$/.test(code) ? `twilio ${code}` : null;
    const raised = await this.store.apply({ messageId, providerId, status, state, error });
    if (code === OPTED_OUT && to) await this.optOuts.add('sms', recipientIndex(this.keys, 'sms', to));
    if (raised !== undefined) this.log.info({ event: 'message.receipt', messageId: raised, channel: 'sms', state });
  }
}

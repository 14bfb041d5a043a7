import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../platform/config/config';
import { Keys } from '../../platform/crypto/keys';
import { Ids } from '../../platform/ids/ids';
import { Log } from '../../platform/log/log';
import type { MessageContent } from '../message-kinds';
import { OptOutsStore } from '../webhooks/opt-outs.store';
import { ReceiptsStore } from '../webhooks/receipts.store';
import { recipientIndex } from '../webhooks/recipient-index';
import type { Asked, Channel, Sent, Sought } from './channel';
import { ConsoleChannel } from './console';
import { twilioOf } from './sms-settings';
import { OPTED_OUT, TwilioSms } from './sms-twilio';

/** Text messages: through Twilio where it is set up, else to the console's outbox. */
@Injectable()
export class SmsChannel implements Channel {
  readonly provider: string;
  readonly ask?: (messageId: string, sought: Sought) => Promise<Asked>;
  private readonly carrier: Pick<Channel, 'provider' | 'send'>;

  constructor(
    @Inject(CONFIG) config: Config,
    log: Log,
    private readonly keys: Keys,
    private readonly ids: Ids,
    private readonly optOuts: OptOutsStore,
    private readonly receipts: ReceiptsStore,
  ) {
    const settings = twilioOf(config);
    const twilio = settings && new TwilioSms(settings);
    this.carrier = twilio ?? new ConsoleChannel(config, log);
    this.provider = this.carrier.provider;
    if (twilio) this.ask = (messageId, sought) => this.askTwilio(twilio, messageId, sought);
  }

  async send(messageId: string, content: MessageContent, validForSeconds: number): Promise<Sent> {
    const sent = await this.carrier.send(messageId, content, validForSeconds);
    if (sent.outcome === 'rejected' && sent.error === OPTED_OUT)
      await this.optOuts.add('sms', recipientIndex(this.keys, 'sms', content.to));
    return sent;
  }

  /** Two messages may say the same to the same number: what is known to be another message's is not taken for this one. */
  private async askTwilio(twilio: TwilioSms, messageId: string, sought: Sought): Promise<Asked> {
    const found = await twilio.find(sought);
    if (found === 'unreachable') return { found };
    const others = await this.receipts.ofOthers(found, this.ids.plain('message', messageId) ?? 0);
    const providerId = found.find((id) => !others.includes(id));
    return providerId ? { found: true, providerId } : { found: false };
  }
}

import { Injectable } from '@nestjs/common';
import type { MessageChannel } from '@fairslot/domain';
import { CallChannel } from './call';
import type { Channel } from './channel';
import { EmailChannel } from './email';
import { LetterChannel } from './letter';
import { SmsChannel } from './sms';

/** Every way to reach somebody. A new one is a file beside these and a line here. */
@Injectable()
export class Channels {
  private readonly channels: Record<MessageChannel, Channel>;

  constructor(sms: SmsChannel, email: EmailChannel, letter: LetterChannel, call: CallChannel) {
    this.channels = { sms, email, letter, call };
  }

  get(channel: MessageChannel): Channel {
    return this.channels[channel];
  }
}

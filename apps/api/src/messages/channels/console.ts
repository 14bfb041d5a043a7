import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../platform/config/config';
import { Log } from '../../platform/log/log';
import type { MessageContent } from '../message-kinds';
import type { Channel, Sent } from './channel';

/** Text messages where no provider is set up: to the demo outbox if there is one, else refused and logged. */
@Injectable()
export class ConsoleChannel implements Channel {
  readonly provider = 'console';

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly log: Log,
  ) {}

  async send(messageId: string, { to, text }: MessageContent): Promise<Sent> {
    if (!this.config.OUTBOX_URL) {
      this.log.warn({ event: 'sms.not_sent_for_want_of_a_provider', channel: 'sms' });
      return { outcome: 'rejected', error: 'no provider is set up' };
    }
    try {
      const response = await fetch(new URL('/messages', this.config.OUTBOX_URL), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ channel: 'sms', to, text, messageId }),
        signal: AbortSignal.timeout(5000),
      });
      return response.ok ? { outcome: 'accepted' } : { outcome: 'rejected', error: `HTTP ${response.status}` };
    } catch {
      return { outcome: 'not_sent', error: 'outbox unreachable' };
    }
  }
}

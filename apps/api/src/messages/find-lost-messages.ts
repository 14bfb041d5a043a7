import { Injectable } from '@nestjs/common';
import { afterLostOutcome, ASK_AFTER_SECONDS } from '@fairslot/domain';
import { Ids } from '../platform/ids/ids';
import { errorFields, Log } from '../platform/log/log';
import { Metrics } from '../platform/metrics/metrics';
import { Channels } from './channels/channels';
import { type LostMessage, LostMessagesStore } from './lost-messages.store';
import { MessageKinds } from './message-kinds';

/**
 * Messages whose outcome was lost: the provider is asked where it can be, twice because its list may lag; what it does not
 * have is sent again or given up, as its kind demands. Every such resend is counted.
 */
@Injectable()
export class FindLostMessages {
  constructor(
    private readonly store: LostMessagesStore,
    private readonly kinds: MessageKinds,
    private readonly channels: Channels,
    private readonly ids: Ids,
    private readonly log: Log,
    private readonly metrics: Metrics,
  ) {}

  /** Gives lost work back: sendings of dead workers, and what is too late to be sent. */
  async sweep(): Promise<void> {
    const lapsed = await this.store.reclaimLapsed();
    const expired = await this.store.expire();
    const unreceipted = await this.store.markUnreceipted();
    const count = lapsed + expired + unreceipted;
    if (count > 0) this.log.warn({ event: 'messages.swept', count });
  }

  async ask(): Promise<void> {
    for (const message of await this.store.toAsk()) {
      try {
        await this.one(message);
      } catch (error) {
        this.log.warn({ event: 'message.not_asked_for', messageId: message.id, ...errorFields(error) });
      }
    }
  }

  private async one(message: LostMessage): Promise<void> {
    const { channel, kind, now, notAfter, unknowns, request, since } = message;
    const provider = this.channels.get(channel);
    const to = provider.ask && request ? await this.kinds.address(message) : null;
    const asked = Boolean(provider.ask && request && to);
    if (provider.ask && request && to) {
      const answer = await provider.ask(this.ids.opaque('message', message.id), { to, request, since });
      if (answer.found === true) return this.found(message, answer.providerId);
      // Whoever cannot be asked now is asked in a minute, and that counts for nothing.
      if (answer.found === 'unreachable') return this.store.askAgain(message, message.asked - 1, ASK_AFTER_SECONDS[0]);
      if (message.asked < ASK_AFTER_SECONDS.length)
        return this.store.askAgain(message, message.asked, ASK_AFTER_SECONDS[1] - ASK_AFTER_SECONDS[0]);
    }
    const next = afterLostOutcome({ kind, now, notAfter, unknowns, asked });
    await this.store.decide(message, next === 'resend' ? 'pending' : 'gave_up');
    this.told(message, next === 'resend' ? 'resent' : 'gave_up');
  }

  private async found(message: LostMessage, providerId: string): Promise<void> {
    await this.store.found(message, providerId);
    this.told(message, 'found');
  }

  private told({ id: messageId, channel, kind }: LostMessage, state: 'found' | 'resent' | 'gave_up'): void {
    this.metrics.messagesLost.inc({ channel, outcome: state });
    this.log.warn({ event: 'message.outcome_lost', messageId, channel, kind, state });
  }
}

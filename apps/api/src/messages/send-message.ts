import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { backOffSeconds, kindRules, mayLeaveFrom, smsParts, stopHolds, ASK_AFTER_SECONDS } from '@fairslot/domain';
import { CONFIG, type Config, holidaysOf } from '../platform/config/config';
import { Keys } from '../platform/crypto/keys';
import { Ids } from '../platform/ids/ids';
import { Jobs } from '../platform/jobs/jobs';
import { Log } from '../platform/log/log';
import { Metrics } from '../platform/metrics/metrics';
import type { Sent } from './channels/channel';
import { Channels } from './channels/channels';
import { requestHash } from './channels/request-hash';
import { MessageKinds, type MessageContent } from './message-kinds';
import { type ClaimedMessage, MessagesStore, type Recorded } from './messages.store';
import { ProviderHealth } from './provider-health';
import { sendMessageJob } from './send-message.job';
import { SettleMessages } from './settle-messages';
import { recipientIndex } from './webhooks/recipient-index';

const STRANDED_WAITS_MS = 10 * 60_000;
const PROVIDER_RESTS_MS = 15_000;

/** Sends one message of the ledger: claims it, looks whether it may go, lets the connection go, sends, records. */
@Injectable()
export class SendMessage implements OnModuleInit {
  constructor(
    private readonly store: MessagesStore,
    private readonly kinds: MessageKinds,
    private readonly channels: Channels,
    private readonly health: ProviderHealth,
    private readonly settle: SettleMessages,
    private readonly jobs: Jobs,
    private readonly ids: Ids,
    private readonly keys: Keys,
    private readonly log: Log,
    private readonly metrics: Metrics,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(sendMessageJob, ({ messageId }) => this.run(messageId));
  }

  /** A second delivery of the job, a second worker, a stopped kind: there is nothing to claim. */
  async run(id: number): Promise<void> {
    const message = await this.store.claim(id, this.health.halted());
    if (!message) return;
    const sent = await this.carry(message);
    if (sent) await this.record(message, sent);
  }

  /** Null where it did not come to a try. */
  private async carry(message: ClaimedMessage): Promise<Sent | null> {
    try {
      const content = await this.kinds.compose(message);
      if (!content || content === 'wait') return await this.notNow(message, content);
      const from = this.leavesFrom(message, content);
      if (from > message.now) return await this.putOff(message, 'pending', 'quiet hours', from);
      if (!this.health.mayGo(message.channel))
        return await this.putOff(message, 'pending', 'the provider rests', inMs(message, PROVIDER_RESTS_MS));
      if (!(await this.isAdmitted(message, content))) return null;
      return await this.send(message, content);
    } catch (error) {
      // Channels answer their failures; what is thrown went wrong before anything could leave.
      this.log.error({ event: 'message.not_written', messageId: message.id }, error);
      return { outcome: 'not_sent', error: 'could not be written' };
    }
  }

  private send(message: ClaimedMessage, content: MessageContent): Promise<Sent> {
    const seconds = (message.notAfter.getTime() - message.now.getTime()) / 1000;
    const { channel, id } = message;
    return this.health.watch(channel, () =>
      this.channels.get(channel).send(this.ids.opaque('message', id), content, seconds),
    );
  }

  private notNow(message: ClaimedMessage, content: 'wait' | null): Promise<null> {
    if (content === null) return this.putOff(message, 'superseded', null);
    return this.putOff(message, 'pending', 'waits for a place', inMs(message, STRANDED_WAITS_MS));
  }

  private leavesFrom({ kind, channel, now: at }: ClaimedMessage, { startsAt, hours }: MessageContent): Date {
    const leaving = { kind, channel, at, startsAt: startsAt ?? null, zone: this.config.TIME_ZONE };
    return mayLeaveFrom(hours ? { ...leaving, within: { hours, holidays: holidaysOf(this.config) } } : leaving);
  }

  /** STOP and the limits of one number; a message that the limits hold back for too long goes another way. */
  private async isAdmitted(message: ClaimedMessage, content: MessageContent): Promise<boolean> {
    const { kind, channel } = message;
    const written = channel === 'sms' || channel === 'email';
    const { verdict, until } = await this.store.admit(message, {
      recipient: written ? recipientIndex(this.keys, channel, content.to) : null,
      request: requestHash(content.text),
      parts: channel === 'sms' ? smsParts(content.text).parts : null,
      stops: stopHolds(kind, channel),
      capped: written && kindRules[kind].capped,
      limits: this.config.LIMIT_MESSAGES,
    });
    if (verdict === 'opted_out') await this.putOff(message, 'suppressed', 'opted out');
    const isLate = until !== null && until >= message.notAfter;
    if (verdict === 'capped') await this.putOff(message, isLate ? 'suppressed' : 'pending', 'limit', until);
    return verdict === 'go';
  }

  private async putOff(
    message: ClaimedMessage,
    state: 'pending' | 'superseded' | 'suppressed',
    why: string | null,
    until: Date | null = null,
  ): Promise<null> {
    await this.store.putOff(message, state, why, until);
    const { kind, channel, id: messageId } = message;
    this.metrics.messages.inc({ channel, outcome: state === 'pending' ? 'put_off' : state });
    this.log.info({ event: 'message.put_off', messageId, kind, channel, state });
    if (state === 'suppressed') await this.settle.run();
    return null;
  }

  private async record(message: ClaimedMessage, sent: Sent): Promise<void> {
    const { id: messageId, kind, channel } = message;
    const { provider } = this.channels.get(channel);
    await this.store.record(message, { ...sent, provider, ...this.next(message, sent) });
    this.metrics.messages.inc({ channel, outcome: sent.outcome });
    this.log.info({ event: 'message.handled', messageId, kind, channel, state: sent.outcome });
    if (sent.outcome === 'rejected') await this.settle.run();
  }

  private next({ attempt }: ClaimedMessage, sent: Sent): Pick<Recorded, 'state' | 'retryIn' | 'askIn'> {
    if (sent.outcome === 'accepted') return { state: 'accepted' };
    if (sent.outcome === 'rejected') return { state: 'failed' };
    if (sent.outcome === 'unknown') return { state: 'unknown', askIn: ASK_AFTER_SECONDS[0] };
    return { state: 'pending', retryIn: backOffSeconds(attempt + 1, this.ids.fraction()) };
  }
}

function inMs({ now }: ClaimedMessage, milliseconds: number): Date {
  return new Date(now.getTime() + milliseconds);
}

import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Keys } from '../platform/crypto/keys';
import { Ids } from '../platform/ids/ids';
import { Jobs } from '../platform/jobs/jobs';
import { errorFields, Log } from '../platform/log/log';
import { Metrics } from '../platform/metrics/metrics';
import type { Channel, Sent } from './channels/channel';
import { SmsChannel } from './channels/sms';
import { EmailChannel } from './channels/email';
import { MessageKinds } from './message-kinds';
import {
  type Channel as ChannelName,
  type ClaimedMessage,
  type DueMessage,
  type MessageState,
  MessagesStore,
} from './messages.store';
import { sendMessageJob } from './send-message.job';
import { OptOutsStore } from './webhooks/opt-outs.store';
import { recipientIndex } from './webhooks/recipient-index';

const BACK_OFF_MINUTES = [1, 2, 5, 10, 15, 30];
/** A message whose outcome was lost is sent once more, under the same id, and then no more. */
const MOST_UNKNOWN = 2;
/** Bookings made within this time are looked for together. */
const NUDGE_AFTER_MS = 100;
/** How many messages a scan sends by itself while the queue cannot be reached. */
const DRAINED_WITHOUT_QUEUE = 5;

/** Carries messages from the ledger to people. The ledger decides; the queue only spreads the work. */
@Injectable()
export class Dispatch implements OnModuleInit {
  private readonly channels: Record<ChannelName, Channel>;
  private nudged = false;

  constructor(
    private readonly store: MessagesStore,
    private readonly kinds: MessageKinds,
    private readonly jobs: Jobs,
    private readonly ids: Ids,
    private readonly log: Log,
    private readonly metrics: Metrics,
    email: EmailChannel,
    sms: SmsChannel,
    private readonly optOuts: OptOutsStore,
    private readonly keys: Keys,
  ) {
    this.channels = { email, sms };
  }

  onModuleInit(): void {
    this.jobs.handle(sendMessageJob, ({ messageId }) => this.send(messageId));
  }

  /** After a commit that planned messages: hand them, and those of the next moment, to the queue before the next tick. Never waited for. */
  nudge(): void {
    if (this.nudged || this.jobs.isAvoided()) return;
    this.nudged = true;
    setTimeout(() => {
      this.nudged = false;
      this.handOver().catch((error: unknown) =>
        this.log.warn({ event: 'messages.nudge_failed', ...errorFields(error) }),
      );
    }, NUDGE_AFTER_MS).unref();
  }

  /** The guarantee: hands what is due to the queue; without a queue, sends a few itself. */
  async scan(): Promise<void> {
    const left = await this.handOver();
    for (const { id } of left.slice(0, DRAINED_WITHOUT_QUEUE)) await this.send(id);
  }

  /** What the queue did not take; it is due again for whoever looks next. */
  private async handOver(): Promise<DueMessage[]> {
    const due = await this.store.due();
    const jobs = due.map(({ id, attempt }) => ({ id: `m-${id}-${attempt}`, payload: { messageId: id } }));
    if (await this.jobs.add(sendMessageJob, jobs)) return [];
    await this.store.dueAgain(due.map(({ id }) => id));
    return due;
  }

  /** Gives lost work back: sendings of dead workers, and what is too late to be sent. */
  async sweep(): Promise<void> {
    const lapsed = await this.store.reclaimLapsed(MOST_UNKNOWN);
    const expired = await this.store.expire();
    if (lapsed + expired > 0) this.log.warn({ event: 'messages.swept', count: lapsed + expired });
  }

  /** Claims, lets the connection go, sends, records. A second delivery of the job claims nothing. */
  async send(id: number): Promise<void> {
    const message = await this.store.claim(id);
    if (!message) return;
    const sent = await this.carry(message);
    if (sent === null) return this.store.record(message, { state: 'superseded', outcome: 'not_sent' });
    if (sent === 'opted_out') return this.store.record(message, { state: 'suppressed', outcome: 'not_sent' });
    await this.store.record(message, { ...sent, ...this.next(message, sent) });
    this.metrics.messages.inc({ channel: message.channel, outcome: sent.outcome });
    const { kind, channel } = message;
    this.log.info({ event: 'message.handled', messageId: id, kind, channel, state: sent.outcome });
  }

  /** Null when the message is no longer true; 'opted_out' when the recipient said stop. */
  private async carry(message: ClaimedMessage): Promise<Sent | 'opted_out' | null> {
    try {
      const content = await this.kinds.compose(message);
      if (!content) return null;
      const recipient = recipientIndex(this.keys, message.channel, content.to);
      if (await this.optOuts.isOptedOut(message.channel, recipient)) return 'opted_out';
      return await this.channels[message.channel].send(this.ids.opaque('message', message.id), content);
    } catch (error) {
      // Channels answer their failures; what is thrown went wrong before anything could leave.
      this.log.error({ event: 'message.not_written', messageId: message.id }, error);
      return { outcome: 'not_sent', error: 'could not be written' };
    }
  }

  private next({ attempt, unknowns }: ClaimedMessage, sent: Sent): { state: MessageState; retryIn?: number } {
    const minutes = BACK_OFF_MINUTES[Math.min(attempt, BACK_OFF_MINUTES.length) - 1] as number;
    if (sent.outcome === 'accepted') return { state: 'accepted' };
    if (sent.outcome === 'rejected') return { state: 'failed' };
    if (sent.outcome === 'not_sent') return { state: 'pending', retryIn: minutes * 60 };
    return unknowns + 1 < MOST_UNKNOWN ? { state: 'pending', retryIn: 60 } : { state: 'gave_up' };
  }
}

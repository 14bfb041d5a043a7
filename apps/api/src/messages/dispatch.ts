import { Injectable } from '@nestjs/common';
import { MESSAGE_CHANNELS, type MessageChannel } from '@fairslot/domain';
import { Clock } from '../platform/clock/clock';
import { Jobs } from '../platform/jobs/jobs';
import { errorFields, Log } from '../platform/log/log';
import { type DueMessage, MessagesStore } from './messages.store';
import { ProviderHealth } from './provider-health';
import { SendMessage } from './send-message';
import { sendMessageJob } from './send-message.job';

const BATCH = 500;
/** No more than this waits in the queue at a time: the ledger holds the rest better. */
const MOST_QUEUED = 5000;
/** Bookings made within this time are looked for together. */
const NUDGE_AFTER_MS = 100;
/** How many messages of a channel this process sends by itself in a second while the queue does not. */
const WITHOUT_QUEUE_PER_SECOND = 5;
/** A scan that had to wait for the queue makes up for so many seconds. */
const MADE_UP_SECONDS = 5;

/** Carries messages from the ledger to the queue. The ledger decides; the queue only spreads the work. */
@Injectable()
export class Dispatch {
  private nudged = false;
  private drainedAt = -Infinity;

  constructor(
    private readonly store: MessagesStore,
    private readonly sender: SendMessage,
    private readonly health: ProviderHealth,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

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

  /** The guarantee: hands what is due to the queue; what the queue does not take or does not carry, it sends itself. */
  async scan(): Promise<void> {
    await this.handOver();
    const now = this.clock.ticks();
    const seconds = Math.min(Math.max((now - this.drainedAt) / 1000, 1), MADE_UP_SECONDS);
    this.drainedAt = now;
    for (const channel of MESSAGE_CHANNELS) {
      const most = Math.min(Math.round(seconds * WITHOUT_QUEUE_PER_SECOND), this.health.room(channel));
      const left = this.jobs.isAvoided()
        ? await this.store.due(channel, most)
        : await this.store.overdue(channel, most);
      await this.sendAll(left);
    }
  }

  /** A second's worth at a time. */
  private async sendAll(messages: readonly DueMessage[]): Promise<void> {
    for (let first = 0; first < messages.length; first += WITHOUT_QUEUE_PER_SECOND) {
      const ids = messages.slice(first, first + WITHOUT_QUEUE_PER_SECOND).map(({ id }) => id);
      await Promise.all(ids.map((id) => this.sender.run(id)));
      await this.store.dueAgain(ids);
    }
  }

  /** Until nothing is due, the queue is full, or the provider may take no more. */
  private async handOver(): Promise<void> {
    let room = MOST_QUEUED - (await this.jobs.waiting());
    for (const channel of MESSAGE_CHANNELS) {
      for (;;) {
        const most = Math.min(BATCH, room, this.health.room(channel));
        if (most <= 0) break;
        const due = await this.store.due(channel, most);
        if (!(await this.queue(channel, due))) return;
        room -= due.length;
        if (due.length < most) break;
      }
    }
  }

  /** What the queue does not take is due again for whoever looks next. */
  private async queue(channel: MessageChannel, due: readonly DueMessage[]): Promise<boolean> {
    const jobs = due.map(({ id, fence }) => ({ id: `m-${id}-${fence}`, payload: { messageId: id } }));
    this.health.spend(channel, due.length);
    if (await this.jobs.add(sendMessageJob, jobs)) return true;
    this.health.spend(channel, -due.length);
    await this.store.dueAgain(due.map(({ id }) => id));
    return false;
  }
}

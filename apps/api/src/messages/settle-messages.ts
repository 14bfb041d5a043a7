import { Inject, Injectable } from '@nestjs/common';
import { type MessageChannel, nextWay, nextWorkingDay, USUAL_HOURS } from '@fairslot/domain';
import { CONFIG, type Config, holidaysOf } from '../platform/config/config';
import { Log } from '../platform/log/log';
import { MessageKinds } from './message-kinds';
import { type FailedMessage, SettleStore } from './settle.store';

/** Sees to what follows a message that failed, for whatever reason: another way, the call list, or nothing. */
@Injectable()
export class SettleMessages {
  constructor(
    private readonly store: SettleStore,
    private readonly kinds: MessageKinds,
    private readonly log: Log,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async run(): Promise<void> {
    for (const message of await this.store.failed()) {
      const { id: messageId, kind, channel } = message;
      try {
        const next = await this.next(message);
        const from = next === 'letter' ? this.letterFrom(message) : null;
        if (await this.store.settle(message, next, from))
          this.log.info({ event: 'message.another_way', messageId, kind, channel, state: next });
      } catch (error) {
        // Whatever is wrong with one, the others are seen to; this one is looked at again.
        this.log.error({ event: 'message.not_settled', messageId }, error);
      }
    }
  }

  /** Nobody travels to an appointment that the site took away, because a text about it hangs somewhere. */
  async callUnheard(): Promise<void> {
    const count = await this.store.callUnheard();
    if (count > 0) this.log.warn({ event: 'messages.unheard', count });
  }

  private async next(message: FailedMessage): Promise<ReturnType<typeof nextWay>> {
    // Too late for this way is too late for any other that is written.
    const ways = message.inTime ? await this.kinds.ways(message) : [];
    const isLate = (way: MessageChannel) => way === 'letter' && this.letterFrom(message) >= message.notAfter;
    return nextWay(
      message.kind,
      message.siblings,
      ways.filter((way) => !isLate(way)),
    );
  }

  private letterFrom({ now }: FailedMessage): Date {
    return nextWorkingDay(now, USUAL_HOURS, { zone: this.config.TIME_ZONE, holidays: holidaysOf(this.config) });
  }
}

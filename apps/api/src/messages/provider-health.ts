import { Inject, Injectable } from '@nestjs/common';
import {
  afterArrivals,
  afterOutcome,
  closedCircuit,
  letThrough,
  MESSAGE_CHANNELS,
  refill,
  spend,
  startPace,
  type Circuit,
  type MessageChannel,
  type Pace,
} from '@fairslot/domain';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import { Ids } from '../platform/ids/ids';
import { errorFields, Log } from '../platform/log/log';
import type { Sent } from './channels/channel';
import { ProviderHealthStore } from './provider-health.store';

/** Without a limit of our own, so much of one channel is handed over at once. */
const UNLIMITED = 500;

/** How this process gets on with each provider: how fast it may go, and whether it may go at all. */
@Injectable()
export class ProviderHealth {
  private readonly worker: string;
  private readonly circuits = new Map<MessageChannel, Circuit>();
  private readonly paces = new Map<MessageChannel, Pace>();

  constructor(
    private readonly store: ProviderHealthStore,
    private readonly clock: Clock,
    private readonly log: Log,
    ids: Ids,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.worker = ids.secret().slice(0, 12);
  }

  /** How many may be handed over now. */
  room(channel: MessageChannel): number {
    const { state, openUntil } = this.circuit(channel);
    if (state === 'open') return this.clock.steady() < openUntil ? 0 : 1;
    if (state === 'probing') return 0;
    const perSecond = this.perSecond(channel);
    if (perSecond === 0) return UNLIMITED;
    const now = this.clock.ticks();
    const pace = refill(
      this.paces.get(channel) ?? startPace(now - 1000),
      state === 'half' ? perSecond / 2 : perSecond,
      now,
    );
    this.paces.set(channel, pace);
    return Math.max(0, Math.floor(pace.left));
  }

  spend(channel: MessageChannel, count: number): void {
    const pace = this.paces.get(channel);
    if (pace) this.paces.set(channel, spend(pace, count));
  }

  /** Channels through which nothing goes at this moment. */
  halted(): MessageChannel[] {
    const now = this.clock.steady();
    return MESSAGE_CHANNELS.filter((channel) => !letThrough(this.circuit(channel), now).goes);
  }

  /** False where the provider rests; the one that goes after a rest is the probe. */
  mayGo(channel: MessageChannel): boolean {
    const { goes, circuit } = letThrough(this.circuit(channel), this.clock.steady());
    this.set(channel, circuit);
    return goes;
  }

  /** Sends, and remembers how the provider did. A refusal of one recipient says that the provider is well. */
  async watch(channel: MessageChannel, send: () => Promise<Sent>): Promise<Sent> {
    const begun = this.clock.ticks();
    const sent = await send();
    const failed = sent.outcome === 'not_sent' || sent.outcome === 'unknown';
    const outcome = { failed, tookMs: this.clock.ticks() - begun };
    this.set(channel, afterOutcome(this.circuit(channel), outcome, this.clock.steady()));
    return sent;
  }

  /** Looks whether texts arrive, and says how things are to whoever watches. */
  async report(): Promise<void> {
    this.set('sms', afterArrivals(this.circuit('sms'), await this.store.arrivals()));
    for (const channel of MESSAGE_CHANNELS) await this.store.put(channel, this.worker, this.circuit(channel).state);
    await this.store.forget();
  }

  private perSecond(channel: MessageChannel): number {
    if (channel === 'sms') return this.config.SMS_PER_SECOND;
    return channel === 'email' ? this.config.EMAIL_PER_SECOND : 0;
  }

  private circuit(channel: MessageChannel): Circuit {
    return this.circuits.get(channel) ?? closedCircuit;
  }

  private set(channel: MessageChannel, next: Circuit): void {
    const was = this.circuit(channel);
    this.circuits.set(channel, next);
    if (was.state === next.state) return;
    this.log.warn({ event: 'messages.circuit', channel, state: next.state });
    this.store
      .put(channel, this.worker, next.state)
      .catch((error: unknown) => this.log.warn({ event: 'messages.circuit_not_shown', ...errorFields(error) }));
  }
}

import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/clock';
import { Readiness } from '../platform/health/readiness';
import { SlotBoard } from './slot-board';
import { SlotsStore } from './slots.store';

const LONGEST_GAP_MS = 30 * 60_000;

/** Keeps the slot board of this process equal to the database. */
@Injectable()
export class FollowSlots {
  private mark = '';
  private polledAt = 0;
  private polling: Promise<void> | null = null;

  constructor(
    private readonly store: SlotsStore,
    private readonly board: SlotBoard,
    private readonly clock: Clock,
    private readonly readiness: Readiness,
  ) {}

  /** The mark is taken before the load: what changes meanwhile is read twice, never missed. */
  async load(): Promise<void> {
    this.readiness.await('slots');
    this.mark = await this.store.xmin();
    this.board.apply(await this.store.all());
    this.polledAt = this.clock.ticks();
    this.readiness.done('slots');
  }

  /** One poll at a time; whoever asks while one runs waits for that one. */
  poll(): Promise<void> {
    this.polling ??= this.pollNow().finally(() => (this.polling = null));
    return this.polling;
  }

  forget(): void {
    this.board.forgetBefore(this.clock.now().getTime());
  }

  private async pollNow(): Promise<void> {
    // Events are trimmed after an hour: after a long time without the database, only reading everything is safe.
    if (this.clock.ticks() - this.polledAt > LONGEST_GAP_MS) return this.load();
    const { xmin, slotIds } = await this.store.changedSince(this.mark);
    if (slotIds.length > 0) this.board.apply(await this.store.some(slotIds), slotIds);
    this.mark = xmin;
    this.polledAt = this.clock.ticks();
  }
}

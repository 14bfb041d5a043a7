import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/clock';
import { Readiness } from '../platform/health/readiness';
import { SlotBoard } from './slot-board';
import { SlotsStore } from './slots.store';

/** Keeps the slot board of this process equal to the database. */
@Injectable()
export class FollowSlots {
  private mark = '';

  constructor(
    private readonly store: SlotsStore,
    private readonly board: SlotBoard,
    private readonly clock: Clock,
    private readonly readiness: Readiness,
  ) {
    this.readiness.await('slots');
  }

  /** The mark is taken before the load: what changes meanwhile is read twice, never missed. */
  async load(): Promise<void> {
    this.mark = await this.store.xmin();
    this.board.apply(await this.store.all());
    this.readiness.done('slots');
  }

  async poll(): Promise<void> {
    const { xmin, slotIds } = await this.store.changedSince(this.mark);
    if (slotIds.length > 0) this.board.apply(await this.store.some(slotIds), slotIds);
    this.mark = xmin;
  }

  forget(): void {
    this.board.forgetBefore(this.clock.now().getTime());
  }
}

import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import { Log } from '../platform/log/log';
import { Metrics } from '../platform/metrics/metrics';
import { AuditStore } from '../staff/audit.store';
import { ReconcileStore, type SlotCount } from './reconcile.store';

/** So few that a statement sorts in memory and is over in a moment. */
const SITES_AT_ONCE = 4;

/**
 * Compares what slots count with what is booked in them. A slot that disagrees is frozen: nobody can be sure what is free
 * there. It is never repaired by itself, because the counter is not more to be believed than the bookings.
 */
@Injectable()
export class ReconcileSlots {
  constructor(
    private readonly database: Database,
    private readonly store: ReconcileStore,
    private readonly audit: AuditStore,
    private readonly metrics: Metrics,
    private readonly log: Log,
  ) {}

  /** Answers how many slots disagree, those frozen before among them. */
  async run(): Promise<number> {
    const sites = await this.store.sites();
    let disagreeing = 0;
    for (let at = 0; at < sites.length; at += SITES_AT_ONCE) {
      for (const slotId of await this.store.suspects(sites.slice(at, at + SITES_AT_ONCE))) {
        if (await this.isWrong(slotId)) disagreeing += 1;
      }
    }
    this.metrics.slotsDisagreeing.set(disagreeing);
    return disagreeing;
  }

  /** One slot that cannot be looked at now keeps no other from being looked at; the next run comes to it again. */
  private isWrong(slotId: number): Promise<boolean> {
    return this.freezeIfWrong(slotId).catch((error: unknown) => {
      this.log.error({ event: 'slot.not_reconciled', slotId }, error);
      return true;
    });
  }

  /** True when the slot still disagrees once nobody can change it. */
  private freezeIfWrong(slotId: number): Promise<boolean> {
    return this.database.tx(async (tx) => {
      const slot = await this.store.count(tx, slotId);
      if (!slot || agrees(slot)) return false;
      if (slot.status === 'frozen') return true;
      const { siteId, taken, counted, misplaced } = slot;
      await this.store.freeze(tx, slotId);
      const details = { slot: slotId, taken, counted, misplaced };
      await this.audit.note(tx, { actor: 'system', action: 'slot.frozen', siteId, requestId: '', details });
      this.log.error({ event: 'slot.frozen', slotId, siteId, count: counted });
      return true;
    });
  }
}

function agrees({ taken, counted, misplaced }: SlotCount): boolean {
  return taken === counted && misplaced === 0;
}

import { canServe } from '@fairslot/domain';
import {
  Allocation,
  type Answer,
  type BookingRow,
  Changes,
  type ChangeRequest,
  type ConfirmRequest,
  type Held,
  Holds,
  type HoldRequest,
  Keys,
  type Makers,
  MemoryStore,
  type PartyRow,
  type SlotRow,
  type StartRow,
  type Steps,
} from '@fairslot/testing';

// Faults that people have made in booking systems, to show that the simulation finds each of them.

/** Looks for a place, and takes it a moment later without looking again. */
class CheckThenAct extends Holds {
  override *hold(request: HoldRequest): Steps<Answer<Held>> {
    const [first] = request.attendees;
    const slots = this.store.slotsFrom(request.siteId, request.start, request.start + 1);
    const wish = { siteId: request.siteId, start: request.start, serviceId: first?.serviceId ?? 0, moreTime: false };
    const slot = slots.find((each) => each.taken < each.capacity && canServe(each, wish));
    const isOne =
      request.attendees.length === 1 && !first?.moreTime && !request.journey && !this.keys.refusal('hold', request);
    if (!slot || !isOne) return yield* super.hold(request);
    yield;
    const { id, token } = this.store.transaction(() => {
      this.allocation.take(slot);
      const expiresAt = Math.min(this.store.now + 600_000, slot.startsAt);
      return this.insert(request, [{ attendee: 1, slot, wish, isContinuation: false }], expiresAt);
    });
    return { ok: true, replayed: false, partyId: id, token, expiresAt: this.store.now };
  }
}

/** The place of a cancelled booking is forgotten. */
class LeakyAllocation extends Allocation {
  override end(row: BookingRow, status: 'cancelled' | 'expired'): void {
    if (status === 'expired') super.end(row, status);
    else this.store.setBooking(row, { status });
  }
}

/** Whoever is stranded is only looked at when clinics change. */
class DeafAllocation extends Allocation {
  override settle(): void {
    // A place that comes free is anybody's.
  }
}

/** The two slots of one visit are moved and stranded each for itself. */
class TearingAllocation extends Allocation {
  protected override factsOf(start: StartRow) {
    const { slots, bookings } = super.factsOf(start);
    return { slots, bookings: bookings.map((row) => ({ ...row, continues: null })) };
  }
}

/** The answer is remembered after it was sent, and the process is gone by then. */
class ForgetfulKeys extends Keys {
  private times = 0;

  override remember(scope: string, request: { key: string; requestHash: string }, answer: unknown): void {
    this.times += 1;
    if (this.times % 4 !== 0) super.remember(scope, request, answer);
  }
}

/** Takes what it has seen before the transaction for the truth, the time too. */
class StaleChanges extends Changes {
  protected override confirmNow(request: ConfirmRequest, party: PartyRow) {
    return this.at(Math.min(...party.rows.map(({ holdExpiresAt }) => holdExpiresAt ?? this.store.now)), () =>
      super.confirmNow(request, party),
    );
  }

  protected override restoreNow(request: ChangeRequest, row: BookingRow) {
    const until = this.store.keeperOf(row.id)?.holdExpiresAt ?? this.store.now;
    return this.at(until, () => super.restoreNow(request, row));
  }

  private at<T>(then: number, work: () => T): T {
    const { now } = this.store;
    this.store.now = Math.min(now, then);
    try {
      return work();
    } finally {
      this.store.now = now;
    }
  }
}

/** Gives the place back in one transaction and cancels the booking in the next. */
class TwoStepChanges extends Changes {
  override *cancel(request: ChangeRequest, mayReturn = true): Steps<Answer<object>> {
    const row = this.store.bookings.get(request.bookingId);
    if (row?.status === 'booked' && row.slotId !== null) {
      const { slotId } = row;
      this.store.transaction(() => this.allocation.giveBack(slotId));
      yield;
      this.store.transaction(() => this.allocation.take(this.store.slot(slotId) as SlotRow));
    }
    return yield* super.cancel(request, mayReturn);
  }
}

/** Writes stay where a process died half way. */
class TornStore extends MemoryStore {
  protected override rollBack(): void {
    this.undo.length = 0;
  }
}

export const BUGS: Record<string, Partial<Makers>> = {
  'check-then-act': { holds: (...parts) => new CheckThenAct(...parts) },
  'leaks-places': { allocation: (store) => new LeakyAllocation(store) },
  'no-rescue': { allocation: (store) => new DeafAllocation(store) },
  'tears-visits': { allocation: (store) => new TearingAllocation(store) },
  'forgets-keys': { keys: (store) => new ForgetfulKeys(store) },
  'stale-clock': { changes: (...parts) => new StaleChanges(...parts) },
  'two-steps': { changes: (...parts) => new TwoStepChanges(...parts) },
  'no-rollback': { store: () => new TornStore() },
};

import { type BookingStatus, occupiesPlace } from '@fairslot/domain';
import type { BookingRow } from '@fairslot/testing';

/** A booking as it was when it was last looked at. */
export interface Seen {
  status: BookingStatus;
  slotId: number | null;
  siteId: number;
  startsAt: number;
  personId: number | null;
  serviceId: number;
  /** When it was cancelled, last. */
  cancelledAt: number;
}

/** The slot whose place this booking takes; null for none. */
export const placeOf = ({ status, slotId }: Pick<BookingRow, 'status' | 'slotId'>): number | null =>
  occupiesPlace(status) ? slotId : null;

/** What the simulation knows of every booking by itself, and how many places of each slot that makes. */
export class Shadow {
  private readonly bookings = new Map<number, Seen>();
  private readonly occupied = new Map<number, number>();
  /** Slots that have changed since this was emptied, each once, and how many places were taken of them. */
  readonly changed: { slotId: number; taken: number }[] = [];

  placesTaken(slotId: number): number {
    return this.occupied.get(slotId) ?? 0;
  }

  /** Takes the row as it is now, and answers how it was. */
  follow(row: BookingRow, now: number): Seen | undefined {
    const was = this.bookings.get(row.id);
    const [before, after] = [was ? placeOf(was) : null, placeOf(row)];
    if (before !== after) {
      this.count(before, -1);
      this.count(after, 1);
    }
    const { status, slotId, siteId, startsAt, personId, serviceId } = row;
    const cancelledAt = status === 'cancelled' && was?.status !== 'cancelled' ? now : (was?.cancelledAt ?? 0);
    this.bookings.set(row.id, { status, slotId, siteId, startsAt, personId, serviceId, cancelledAt });
    return was;
  }

  forget(isGone: (id: number) => boolean): void {
    for (const [id, seen] of this.bookings) {
      if (!isGone(id)) continue;
      this.count(placeOf(seen), -1);
      this.bookings.delete(id);
    }
    this.changed.length = 0;
  }

  private count(slotId: number | null, n: number): void {
    if (slotId === null) return;
    const taken = this.placesTaken(slotId);
    if (!this.changed.some((slot) => slot.slotId === slotId)) this.changed.push({ slotId, taken });
    const left = taken + n;
    if (left === 0) this.occupied.delete(slotId);
    else this.occupied.set(slotId, left);
  }
}

import { NO_OPTIONS, type ClinicOption } from '@fairslot/domain';
import type { SeatedKind } from './seated';
import { GONE, MINUTE } from './slot-line';
import type { SlotIndex } from './slot-index';

/** A slot on sale at a start, full or not. */
export interface OpenSlot {
  id: number;
  clinicId: number;
  /** Number of what it is for. */
  purpose: number;
  serviceIds: readonly number[];
  audienceIds: readonly number[] | null;
  options?: readonly ClinicOption[];
  /** Places the public may still take. */
  free: number;
  /** Who sits there and could be moved. Kept only where purposes overlap: elsewhere there is nowhere to move to. */
  seated: readonly SeatedKind[];
}

/** Everything on sale at one instant with one length. */
export interface Start {
  startsAt: number;
  minutes: number;
  slots: OpenSlot[];
}

/** When a party could begin, and how many more such parties. */
export interface PartyTime {
  /** Start of the first person. */
  startsAt: number;
  /** Length of the first person's slot. */
  minutes: number;
  free: number;
  /** Starts of the others, where they come one after another. */
  others?: number[];
  /** What the clinic is besides; left out where it is nothing. */
  options?: readonly ClinicOption[];
}

/** The starts of a site's day, soonest first. */
export function startsOn(index: SlotIndex, siteId: number, day: number): Start[] {
  const { table, purposes, seated } = index;
  const starts = new Map<number, Start>();
  for (const line of index.lines(siteId, day)) {
    const minutes = table.minutes(line);
    const clinicId = table.clinicId(line);
    const purpose = table.purpose(line);
    const { serviceIds, audienceIds, options = NO_OPTIONS } = purposes.get(purpose);
    for (let n = 0; n < table.count(line); n += 1) {
      const free = table.byte(line, n);
      if (free >= GONE) continue;
      const startsAt = table.startsAt(line, n);
      const id = table.firstId(line) + n;
      // No slot lasts longer than an hour, so that instant and length fit one key.
      const start = starts.get(startsAt + minutes) ?? { startsAt, minutes, slots: [] };
      starts.set(startsAt + minutes, start);
      start.slots.push({ id, clinicId, purpose, serviceIds, audienceIds, options, free, seated: seated.of(id) });
    }
  }
  return [...starts.values()].sort(bySoonest);
}

export function bySoonest(a: PartyTime | Start, b: PartyTime | Start): number {
  return a.startsAt - b.startsAt || a.minutes - b.minutes;
}

export function endOf({ startsAt, minutes }: PartyTime | Start): number {
  return startsAt + minutes * MINUTE;
}

import { Inject, Injectable } from '@nestjs/common';
import { localDateOf, type LocalDate } from '@fairslot/domain';
import { CONFIG, type Config } from '../platform/config/config';
import { Metrics } from '../platform/metrics/metrics';
import type { SlotRow } from './slots.store';

/** A slot as search sees it. */
export interface BoardSlot {
  id: number;
  siteId: number;
  startsAt: number;
  /** Local date of the start. */
  date: LocalDate;
  minutes: number;
  serviceIds: readonly number[];
  /** Places the public may still take; 0 while the slot is not open. */
  free: number;
}

export interface BoardTime {
  startsAt: number;
  minutes: number;
  date: LocalDate;
  /** How many more of the service can be booked at this start. */
  free: number;
}

/**
 * Every coming slot in the memory of this process, by site and start. Search reads it and is advisory, at most seconds
 * old; only the guarded statement that claims a place decides.
 */
@Injectable()
export class SlotBoard {
  private readonly byId = new Map<number, BoardSlot>();
  /** Slots of a site by start; sorted anew after slots came or went. */
  private readonly bySite = new Map<number, { slots: BoardSlot[]; sorted: boolean }>();
  private readonly dates = new Map<number, LocalDate>();

  constructor(
    private readonly metrics: Metrics,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Takes rows as they stand in the database now; ids asked for and not among them are gone. */
  apply(rows: readonly SlotRow[], asked: readonly number[] = []): void {
    const seen = new Set<number>();
    for (const row of rows) {
      seen.add(row.id);
      this.put(row);
    }
    for (const id of asked) if (!seen.has(id)) this.remove(id);
    this.metrics.boardSlots.set(this.byId.size);
  }

  /** Forgets what has started, so that memory does not grow. */
  forgetBefore(instant: number): void {
    for (const site of this.bySite.values()) {
      for (const slot of site.slots) if (slot.startsAt < instant) this.byId.delete(slot.id);
      site.slots = site.slots.filter((slot) => slot.startsAt >= instant);
    }
    for (const startsAt of this.dates.keys()) if (startsAt < instant) this.dates.delete(startsAt);
  }

  /** Free times of a service at a site in [from, to), soonest first; one entry for each start and length. */
  times(siteId: number, serviceId: number, from: number, to: number): BoardTime[] {
    const times: BoardTime[] = [];
    for (const slot of this.range(siteId, from, to)) {
      if (slot.free === 0 || !slot.serviceIds.includes(serviceId)) continue;
      const last = times.at(-1);
      if (last && last.startsAt === slot.startsAt && last.minutes === slot.minutes) last.free += slot.free;
      else times.push({ startsAt: slot.startsAt, minutes: slot.minutes, date: slot.date, free: slot.free });
    }
    return times;
  }

  /** Slots that offer the service at exactly this start, free or not as far as this process knows. */
  candidates(siteId: number, serviceId: number, startsAt: number, minutes?: number): BoardSlot[] {
    return this.range(siteId, startsAt, startsAt + 1).filter(
      (slot) => slot.serviceIds.includes(serviceId) && (minutes === undefined || slot.minutes === minutes),
    );
  }

  private range(siteId: number, from: number, to: number): BoardSlot[] {
    const site = this.bySite.get(siteId);
    if (!site) return [];
    if (!site.sorted) {
      site.slots.sort((a, b) => a.startsAt - b.startsAt || a.minutes - b.minutes || a.id - b.id);
      site.sorted = true;
    }
    return site.slots.slice(lowerBound(site.slots, from), lowerBound(site.slots, to));
  }

  private put(row: SlotRow): void {
    const free = row.status === 'open' ? Math.max(0, row.capacity - row.reserved - row.taken) : 0;
    const known = this.byId.get(row.id);
    if (known) {
      known.free = free;
      known.serviceIds = row.serviceIds;
      return;
    }
    const startsAt = row.startsAt.getTime();
    const slot: BoardSlot = {
      id: row.id,
      siteId: row.siteId,
      startsAt,
      date: this.dateOf(startsAt),
      minutes: row.minutes,
      serviceIds: row.serviceIds,
      free,
    };
    this.byId.set(row.id, slot);
    const site = this.bySite.get(row.siteId) ?? { slots: [], sorted: true };
    site.slots.push(slot);
    site.sorted = false;
    this.bySite.set(row.siteId, site);
  }

  private remove(id: number): void {
    const slot = this.byId.get(id);
    const site = slot && this.bySite.get(slot.siteId);
    if (!slot || !site) return;
    this.byId.delete(id);
    site.slots = site.slots.filter((other) => other.id !== id);
  }

  private dateOf(startsAt: number): LocalDate {
    const known = this.dates.get(startsAt);
    if (known) return known;
    const date = localDateOf(new Date(startsAt), this.config.TIME_ZONE);
    this.dates.set(startsAt, date);
    return date;
  }
}

/** Index of the first slot that starts at or after the instant. */
function lowerBound(slots: readonly BoardSlot[], instant: number): number {
  let low = 0;
  let high = slots.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((slots[middle] as BoardSlot).startsAt < instant) low = middle + 1;
    else high = middle;
  }
  return low;
}

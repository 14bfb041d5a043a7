import { LineTable, NO_LINE } from './line-table';
import type { LocalDays } from './local-days';
import { Purposes } from './purposes';
import { Seated, type SeatedRow } from './seated';
import { SiteDays } from './site-days';
import { byteOf, GONE, MINUTE, samePurpose, type SlotLine } from './slot-line';
import type { SlotRow } from './slots.store';

/** A clinic that is not in memory as it stands in the database. */
export interface Unfit {
  clinicId: number;
  siteId: number;
}

export interface SiteDay {
  siteId: number;
  day: number;
}

/** Whose people are to be read: single slots, and the days they are on. */
export interface ToSeat {
  slotIds: number[];
  siteDays: SiteDay[];
}

/**
 * Every coming slot by site and local day, a list of lines each. Where clinics for different purposes overlap ("mixed"), also
 * who sits in each slot: what is free there depends on who could be moved.
 */
export class SlotIndex {
  readonly table = new LineTable();
  readonly purposes = new Purposes();
  readonly seated = new Seated();
  private readonly sites = new Map<number, SiteDays>();
  /** Days that became mixed, or whose lines changed while they were; until their people have been read. */
  private unread: SiteDay[] = [];
  private kept = 0;

  constructor(readonly days: LocalDays) {}

  /** Slots in memory. */
  get slots(): number {
    return this.kept;
  }

  /** Days whose people are still to be read. */
  get unseated(): readonly SiteDay[] {
    return this.unread;
  }

  /** Sites with a day on which purposes overlap. */
  mixedSites(): number[] {
    return [...this.sites].flatMap(([siteId, site]) => (site.hasMixed ? [siteId] : []));
  }

  site(siteId: number): SiteDays | undefined {
    return this.sites.get(siteId);
  }

  /** The lines of a site's day. */
  *lines(siteId: number, day: number): Generator<number> {
    const { table } = this;
    for (let n = this.sites.get(siteId)?.head(day) ?? NO_LINE; n !== NO_LINE; n = table.next(n)) yield n;
  }

  isMixedAt(siteId: number, startsAt: number): boolean {
    return this.sites.get(siteId)?.isMixed(this.days.dayOf(startsAt)) ?? false;
  }

  add(lines: readonly SlotLine[]): void {
    const touched = new Map<number, Set<number>>();
    // Lines of a site lie side by side, so that a search finds its days in one stretch of memory.
    const bySite = [...lines].sort((a, b) => a.siteId - b.siteId || a.startsAt - b.startsAt);
    for (const part of bySite.flatMap((line) => this.byDay(line))) {
      const days = touched.get(part.siteId) ?? new Set<number>();
      touched.set(part.siteId, days.add(this.put(part)));
    }
    for (const [siteId, days] of touched) for (const day of days) this.review(siteId, day);
  }

  /** Puts lines in the place of all that these clinics had. */
  replace(clinics: readonly Unfit[], lines: readonly SlotLine[]): void {
    const ids = new Set(clinics.map(({ clinicId }) => clinicId));
    for (const siteId of new Set(clinics.map((clinic) => clinic.siteId))) {
      this.keepLines(siteId, () => (line) => !ids.has(this.table.clinicId(line)));
    }
    this.add(lines);
  }

  /**
   * Takes slots as they stand in the database now; ids asked for and not among them are gone. Answers the clinics that do not
   * fit what is known, to be read whole. Slots that have begun and are not known are none of ours.
   */
  apply(rows: readonly SlotRow[], asked: readonly number[], now: number): Unfit[] {
    const unfit = new Map<number, Unfit>();
    for (const row of rows) {
      if (this.update(row) || row.startsAt.getTime() <= now) continue;
      unfit.set(row.clinicId, { clinicId: row.clinicId, siteId: row.siteId });
    }
    const there = new Set(rows.map(({ id }) => id));
    const gone = new Set(asked.filter((id) => !there.has(id)));
    if (gone.size > 0) this.takeOut(gone);
    return [...unfit.values()];
  }

  /** Whose people are to be read after a change: of the slots that changed where purposes overlap, and of days where they newly do. */
  toSeat(changed: readonly SlotRow[]): ToSeat {
    const siteDays = [...this.unread];
    const slotIds = new Set(siteDays.flatMap(({ siteId, day }) => this.slotIds(siteId, day)));
    for (const { id, siteId, startsAt } of changed) {
      if (!this.isMixedAt(siteId, startsAt.getTime())) continue;
      slotIds.add(id);
      siteDays.push({ siteId, day: this.days.dayOf(startsAt.getTime()) });
    }
    return { slotIds: [...slotIds], siteDays };
  }

  /** Takes who sits there now; a slot without rows is empty. */
  seat({ slotIds, siteDays }: ToSeat, rows: readonly SeatedRow[]): void {
    for (const id of slotIds) this.seated.clear(id);
    this.seated.set(rows.filter(({ siteId, startsAt }) => this.isMixedAt(siteId, startsAt.getTime())));
    for (const { siteId, day } of siteDays) this.sites.get(siteId)?.touch(day);
    const read = new Set(siteDays);
    this.unread = this.unread.filter((siteDay) => !read.has(siteDay));
  }

  /** Forgets lines that have begun to their last slot, so that memory does not grow. */
  forgetBefore(instant: number): void {
    const { table } = this;
    const today = this.days.dayOf(instant);
    for (const [siteId, site] of this.sites) {
      this.keepLines(siteId, (day) =>
        day > today ? null : (line) => table.startsAt(line, table.count(line) - 1) > instant,
      );
      site.dropBefore(today);
    }
  }

  /** A line that crosses local midnight, as one for each day. */
  byDay(line: SlotLine): SlotLine[] {
    const step = line.minutes * MINUTE;
    const day = this.days.dayOf(line.startsAt);
    const onFirst = Math.ceil((this.days.startOf(day + 1) - line.startsAt) / step);
    if (onFirst >= line.free.length) return [line];
    const rest = {
      ...line,
      startsAt: line.startsAt + onFirst * step,
      firstId: line.firstId + onFirst,
      free: line.free.subarray(onFirst),
    };
    return [{ ...line, free: line.free.subarray(0, onFirst) }, ...this.byDay(rest)];
  }

  private put(line: SlotLine): number {
    let site = this.sites.get(line.siteId);
    if (!site) this.sites.set(line.siteId, (site = new SiteDays()));
    const day = this.days.dayOf(line.startsAt);
    const n = this.table.add(line, this.purposes.numberOf(line));
    this.table.setNext(n, site.head(day));
    site.setHead(day, n);
    this.kept += line.free.length;
    return day;
  }

  /** Takes lines of a site out that are not to be kept; days for which there is no test stay whole. */
  private keepLines(siteId: number, testOf: (day: number) => ((line: number) => boolean) | null): void {
    const site = this.sites.get(siteId);
    for (const day of site?.days() ?? []) {
      const isKept = testOf(day);
      if (!isKept) continue;
      const lines = [...this.lines(siteId, day)];
      const kept = lines.filter(isKept);
      if (kept.length === lines.length) continue;
      for (const line of lines) if (!kept.includes(line)) this.drop(line);
      site?.setHead(day, kept[0] ?? NO_LINE);
      kept.forEach((line, n) => this.table.setNext(line, kept[n + 1] ?? NO_LINE));
      this.review(siteId, day);
    }
  }

  private drop(line: number): void {
    for (let slot = 0; slot < this.table.count(line); slot += 1) {
      this.seated.clear(this.table.firstId(line) + slot);
      if (this.table.byte(line, slot) !== GONE) this.kept -= 1;
    }
    this.table.remove(line);
  }

  /** Looks whether purposes overlap on a day whose lines changed. */
  private review(siteId: number, day: number): void {
    const lines = [...this.lines(siteId, day)];
    const mixed = lines.some((a, n) => lines.slice(n + 1).some((b) => this.mayMix(a, b)));
    const site = this.sites.get(siteId);
    site?.setMixed(day, mixed);
    site?.touch(day);
    if (mixed) this.unread.push({ siteId, day });
  }

  /** Do slots of these lines begin together, as long as each other, but with different purposes? */
  private mayMix(a: number, b: number): boolean {
    const { table } = this;
    if (table.purpose(a) === table.purpose(b) || table.minutes(a) !== table.minutes(b)) return false;
    const apart = Math.abs(table.startsAt(a) - table.startsAt(b));
    const first = table.startsAt(a) < table.startsAt(b) ? a : b;
    const step = table.minutes(a) * MINUTE;
    return apart % step === 0 && apart < table.count(first) * step;
  }

  /** False when the slot is not in memory, or not with this time and purpose. */
  private update(row: SlotRow): boolean {
    const { table } = this;
    const startsAt = row.startsAt.getTime();
    const day = this.days.dayOf(startsAt);
    for (const line of this.lines(row.siteId, day)) {
      const slot = table.slotOf(line, row.id);
      if (slot < 0) continue;
      const isSame = table.startsAt(line, slot) === startsAt && table.minutes(line) === row.minutes;
      if (!isSame || !samePurpose(this.purposes.get(table.purpose(line)), row)) return false;
      table.setByte(line, slot, byteOf(row));
      this.sites.get(row.siteId)?.touch(day);
      return true;
    }
    return false;
  }

  private takeOut(gone: ReadonlySet<number>): void {
    const { table } = this;
    for (const line of table.all()) {
      for (let slot = 0; slot < table.count(line); slot += 1) {
        if (!gone.has(table.firstId(line) + slot) || table.byte(line, slot) === GONE) continue;
        this.kept -= 1;
        table.setByte(line, slot, GONE);
        this.sites.get(table.siteId(line))?.touch(this.days.dayOf(table.startsAt(line)));
      }
    }
  }

  private slotIds(siteId: number, day: number): number[] {
    const ids: number[] = [];
    for (const line of this.lines(siteId, day)) {
      for (let slot = 0; slot < this.table.count(line); slot += 1) ids.push(this.table.firstId(line) + slot);
    }
    return ids;
  }
}

import { kindsText, Seated, type SeatedRow } from './seated';
import { GONE, MINUTE, samePurpose, type SlotLine } from './slot-line';
import type { SlotIndex } from './slot-index';

/** Compares slots as the database has them with an index, part by part. */
export interface SlotComparison {
  add(lines: readonly SlotLine[]): void;
  addSeated(rows: readonly SeatedRow[]): void;
  /** Slots that differ in time, purpose, places or people, that memory lacks, or that only memory has. */
  differing(): number;
}

export function compareSlots(index: SlotIndex, now: number): SlotComparison {
  let wrong = 0;
  let found = 0;
  let seated = 0;
  return {
    add(lines) {
      for (const line of lines.flatMap((one) => index.byDay(one))) {
        const known = [...index.lines(line.siteId, index.days.dayOf(line.startsAt))];
        for (let n = 0; n < line.free.length; n += 1) {
          const byte = byteIn(index, known, line, n);
          if (byte !== null) found += 1;
          if (byte !== line.free[n]) wrong += 1;
        }
      }
    },
    addSeated(rows) {
      const there = new Seated();
      there.set(rows.filter(({ siteId, startsAt }) => index.isMixedAt(siteId, startsAt.getTime())));
      for (const slotId of there.slotIds()) {
        const here = index.seated.of(slotId);
        if (here.length > 0) seated += 1;
        if (kindsText(there.of(slotId)) !== kindsText(here)) wrong += 1;
      }
    },
    differing() {
      const memory = coming(index, now);
      return wrong + (memory.slots - found) + (memory.seated - seated);
    },
  };
}

/** What memory keeps of a slot; null when it is not there with this time and purpose. */
function byteIn({ table, purposes }: SlotIndex, known: readonly number[], line: SlotLine, n: number): number | null {
  const startsAt = line.startsAt + n * line.minutes * MINUTE;
  for (const at of known) {
    const slot = table.slotOf(at, line.firstId + n);
    if (slot < 0) continue;
    const isSame = table.startsAt(at, slot) === startsAt && table.minutes(at) === line.minutes;
    return isSame && samePurpose(purposes.get(table.purpose(at)), line) ? table.byte(at, slot) : null;
  }
  return null;
}

/** Slots in memory that begin after the instant, and those of them with people in them that could be moved. */
function coming(index: SlotIndex, now: number): { slots: number; seated: number } {
  const { table } = index;
  let [slots, seated] = [0, 0];
  for (const line of table.all()) {
    const isMixed = index.isMixedAt(table.siteId(line), table.startsAt(line));
    for (let n = table.firstAfter(line, now); n < table.count(line); n += 1) {
      if (table.byte(line, n) === GONE) continue;
      slots += 1;
      if (isMixed && index.seated.of(table.firstId(line) + n).length > 0) seated += 1;
    }
  }
  return { slots, seated };
}

import { type LineTable, NO_LINE } from './line-table';
import { MINUTE, placesOf } from './slot-line';
import { bySoonest, type PartyTime } from './starts';

/** What is asked of a day on which all clinics of a start are for the same purpose, so that places simply add up. */
export interface PlainQuestion {
  /** By the number of a purpose: 1 where it serves everybody. */
  serving: Uint8Array;
  people: number;
  /** Each takes two adjacent slots of one clinic. */
  moreTime: boolean;
  /** Only slots that begin after this instant. */
  now: number;
}

/** The free times of a day from its first line on, soonest first; at least the first `most` of them. */
export function plainTimes(table: LineTable, head: number, asked: PlainQuestion, most: number): PartyTime[] {
  const found: PartyTime[] = [];
  let lines = 0;
  // Of several people each start may have too few places, so only for one are the first of each line surely enough.
  const mostOfLine = asked.people === 1 ? most : Number.POSITIVE_INFINITY;
  for (let line = head; line !== NO_LINE; line = table.next(line)) {
    if (asked.serving[table.purpose(line)] !== 1 || table.total(line) === 0) continue;
    lines += 1;
    addTimes(found, table, head, line, asked, mostOfLine);
  }
  if (lines > 1) found.sort(bySoonest);
  const merged = lines > 1 ? mergeSame(found) : found;
  return asked.people === 1 ? merged : forPeople(merged, asked.people);
}

function addTimes(
  found: PartyTime[],
  table: LineTable,
  head: number,
  line: number,
  { moreTime, now }: PlainQuestion,
  most: number,
): void {
  const minutes = table.minutes(line);
  const count = table.count(line);
  let slot = table.nextFree(line, table.firstAfter(line, now));
  for (let n = 0; slot < count && n < most; slot = table.nextFree(line, slot + 1)) {
    const places = table.byte(line, slot);
    const free = moreTime ? Math.min(places, placesAfter(table, head, line, slot)) : places;
    if (free === 0) continue;
    found.push({ startsAt: table.startsAt(line, slot), minutes, free });
    n += 1;
  }
}

/** Places in the slot of the same clinic that begins where this one ends. */
function placesAfter(table: LineTable, head: number, line: number, slot: number): number {
  if (slot + 1 < table.count(line)) return placesOf(table.byte(line, slot + 1));
  const end = table.startsAt(line, slot) + table.minutes(line) * MINUTE;
  for (let other = head; other !== NO_LINE; other = table.next(other)) {
    const isNext =
      table.clinicId(other) === table.clinicId(line) &&
      table.purpose(other) === table.purpose(line) &&
      table.minutes(other) === table.minutes(line) &&
      table.startsAt(other) === end;
    if (isNext) return placesOf(table.byte(other, 0));
  }
  return 0;
}

/** Adds up what begins together and lasts as long. */
function mergeSame(times: readonly PartyTime[]): PartyTime[] {
  const merged: PartyTime[] = [];
  for (const time of times) {
    const last = merged.at(-1);
    if (last?.startsAt === time.startsAt && last.minutes === time.minutes) last.free += time.free;
    else merged.push(time);
  }
  return merged;
}

function forPeople(times: readonly PartyTime[], people: number): PartyTime[] {
  return times.flatMap((time) => (time.free < people ? [] : [{ ...time, free: Math.floor(time.free / people) }]));
}

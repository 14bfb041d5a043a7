import { MINUTE, placesOf, type SlotLine } from './slot-line';

export const NO_LINE = -1;

/** Numbers of one line, side by side in one array. */
const NEXT = 0;
const CLINIC = 1;
const SITE = 2;
/** Seconds since 1970, unsigned. */
const START = 3;
const COUNT = 4;
const MINUTES = 5;
const FIRST_ID = 6;
const PURPOSE = 7;
/** Where its bytes begin. */
const AT = 8;
/** Sum of its places. */
const TOTAL = 9;
const FIELDS = 10;

/**
 * The lines of slots in two typed arrays: ten numbers a line and one byte a slot. A line is known by where its numbers begin.
 * Nothing here is an object of its own, so that millions of slots cost the garbage collector nothing.
 */
export class LineTable {
  private numbers = new Int32Array(FIELDS * 64);
  private bytes = new Uint8Array(4096);
  private usedNumbers = 0;
  private usedBytes = 0;
  private readonly freedLines: number[] = [];
  /** Room of lines that are gone, by its length: most lines of a region are equally long. */
  private readonly freedBytes = new Map<number, number[]>();

  add(line: SlotLine, purpose: number): number {
    const count = line.free.length;
    const n = this.roomForLine();
    const at = this.roomForBytes(count);
    this.bytes.set(line.free, at);
    let total = 0;
    for (let i = 0; i < count; i += 1) total += placesOf(line.free[i] as number);
    const { numbers } = this;
    numbers[n + NEXT] = NO_LINE;
    numbers[n + CLINIC] = line.clinicId;
    numbers[n + SITE] = line.siteId;
    numbers[n + START] = line.startsAt / 1000;
    numbers[n + COUNT] = count;
    numbers[n + MINUTES] = line.minutes;
    numbers[n + FIRST_ID] = line.firstId;
    numbers[n + PURPOSE] = purpose;
    numbers[n + AT] = at;
    numbers[n + TOTAL] = total;
    return n;
  }

  remove(n: number): void {
    const count = this.count(n);
    const freed = this.freedBytes.get(count) ?? [];
    freed.push(this.at(n, AT));
    this.freedBytes.set(count, freed);
    this.freedLines.push(n);
    this.numbers[n + COUNT] = 0;
  }

  next(n: number): number {
    return this.at(n, NEXT);
  }

  setNext(n: number, next: number): void {
    this.numbers[n + NEXT] = next;
  }

  clinicId(n: number): number {
    return this.at(n, CLINIC);
  }

  siteId(n: number): number {
    return this.at(n, SITE);
  }

  minutes(n: number): number {
    return this.at(n, MINUTES);
  }

  firstId(n: number): number {
    return this.at(n, FIRST_ID);
  }

  purpose(n: number): number {
    return this.at(n, PURPOSE);
  }

  count(n: number): number {
    return this.at(n, COUNT);
  }

  /** Places in all its slots, those that have begun among them. */
  total(n: number): number {
    return this.at(n, TOTAL);
  }

  startsAt(n: number, slot = 0): number {
    return (this.at(n, START) >>> 0) * 1000 + slot * this.minutes(n) * MINUTE;
  }

  /** Number of the slot with this id within the line; -1 when it is of another. */
  slotOf(n: number, id: number): number {
    const slot = id - this.firstId(n);
    return slot >= 0 && slot < this.count(n) ? slot : -1;
  }

  /** Number of the slot that begins at exactly this instant; -1 when none does. */
  slotAt(n: number, instant: number): number {
    const slot = (instant - this.startsAt(n)) / (this.minutes(n) * MINUTE);
    return Number.isInteger(slot) && slot >= 0 && slot < this.count(n) ? slot : -1;
  }

  /** The first slot that begins after the instant. */
  firstAfter(n: number, instant: number): number {
    const slot = Math.floor((instant - this.startsAt(n)) / (this.minutes(n) * MINUTE)) + 1;
    return Math.min(Math.max(0, slot), this.count(n));
  }

  /** Places, CLOSED or GONE. */
  byte(n: number, slot: number): number {
    return this.bytes[this.at(n, AT) + slot] as number;
  }

  setByte(n: number, slot: number, byte: number): void {
    const at = this.at(n, AT) + slot;
    this.numbers[n + TOTAL] = this.total(n) - placesOf(this.bytes[at] as number) + placesOf(byte);
    this.bytes[at] = byte;
  }

  /** Places in this line and those after it, of purposes that serve, in slots that begin after the instant. */
  sum(head: number, serving: Uint8Array, instant: number): number {
    const { numbers } = this;
    let sum = 0;
    for (let n = head; n !== NO_LINE; n = numbers[n + NEXT] as number) {
      if (serving[numbers[n + PURPOSE] as number] !== 1) continue;
      sum +=
        this.startsAt(n) > instant ? (numbers[n + TOTAL] as number) : this.totalFrom(n, this.firstAfter(n, instant));
    }
    return sum;
  }

  /** The next slot from this one on that has places; the number of slots when none has. */
  nextFree(n: number, from: number): number {
    const at = this.at(n, AT);
    const count = this.count(n);
    for (let slot = from; slot < count; slot += 1) if (placesOf(this.bytes[at + slot] as number) > 0) return slot;
    return count;
  }

  /** Every line there is, in no order. */
  *all(): Generator<number> {
    for (let n = 0; n < this.usedNumbers; n += FIELDS) if (this.count(n) > 0) yield n;
  }

  /** Bytes of memory it takes. */
  size(): number {
    return this.numbers.byteLength + this.bytes.byteLength;
  }

  private totalFrom(n: number, first: number): number {
    const at = this.at(n, AT);
    const end = at + this.count(n);
    let total = 0;
    for (let i = at + first; i < end; i += 1) total += placesOf(this.bytes[i] as number);
    return total;
  }

  private at(n: number, field: number): number {
    return this.numbers[n + field] as number;
  }

  private roomForLine(): number {
    const freed = this.freedLines.pop();
    if (freed !== undefined) return freed;
    const n = this.usedNumbers;
    this.usedNumbers += FIELDS;
    if (this.usedNumbers > this.numbers.length) {
      const larger = new Int32Array(grown(this.usedNumbers));
      larger.set(this.numbers);
      this.numbers = larger;
    }
    return n;
  }

  private roomForBytes(count: number): number {
    const freed = this.freedBytes.get(count)?.pop();
    if (freed !== undefined) return freed;
    const at = this.usedBytes;
    this.usedBytes += count;
    if (this.usedBytes > this.bytes.length) {
      const larger = new Uint8Array(grown(this.usedBytes));
      larger.set(this.bytes);
      this.bytes = larger;
    }
    return at;
  }
}

/** A quarter more than needed: growing stays rare, and little is wasted. */
function grown(needed: number): number {
  return Math.ceil(needed * 1.25);
}

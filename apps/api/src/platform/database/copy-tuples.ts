/** Days from 1970 to 2000, where PostgreSQL begins to count. */
const DAYS_TO_2000 = 10_957;
const FIRST_ROOM = 1 << 20;

/** Rows in the binary form of COPY, each begun with `row`. */
export class CopyTuples {
  private room = Buffer.allocUnsafe(FIRST_ROOM);
  private length = 0;

  /** Bytes so far; where the next row will begin. */
  get size(): number {
    return this.length;
  }

  bytes(): Buffer {
    return this.room.subarray(0, this.length);
  }

  row(columns: number): void {
    this.length = this.with(2).writeInt16BE(columns, this.length);
  }

  none(): void {
    this.length = this.with(4).writeInt32BE(-1, this.length);
  }

  integer(value: number): void {
    const room = this.with(8);
    room.writeInt32BE(4, this.length);
    this.length = room.writeInt32BE(value, this.length + 4);
  }

  small(value: number | null): void {
    if (value === null) return this.none();
    const room = this.with(6);
    room.writeInt32BE(2, this.length);
    this.length = room.writeInt16BE(value, this.length + 4);
  }

  boolean(value: boolean): void {
    const room = this.with(5);
    room.writeInt32BE(1, this.length);
    this.length = room.writeUInt8(value ? 1 : 0, this.length + 4);
  }

  text(value: string | null): void {
    if (value === null) return this.none();
    const most = value.length * 3;
    const room = this.with(4 + most);
    const written = room.write(value, this.length + 4, 'utf8');
    room.writeInt32BE(written, this.length);
    this.length += 4 + written;
  }

  binary(value: Buffer | null): void {
    if (value === null) return this.none();
    const room = this.with(4 + value.length);
    room.writeInt32BE(value.length, this.length);
    value.copy(room, this.length + 4);
    this.length += 4 + value.length;
  }

  uuid(value: string): void {
    const room = this.with(20);
    room.writeInt32BE(16, this.length);
    let at = this.length + 4;
    for (let n = 0; n < UUID_LETTERS; n += 2) {
      if (value.charCodeAt(n) === DASH) n += 1;
      room[at] = ((HEX[value.charCodeAt(n)] as number) << 4) | (HEX[value.charCodeAt(n + 1)] as number);
      at += 1;
    }
    this.length = at;
  }

  date(value: string | null): void {
    if (value === null) return this.none();
    this.integer(
      daysFrom1970(Number(value.slice(0, 4)), Number(value.slice(5, 7)), Number(value.slice(8, 10))) - DAYS_TO_2000,
    );
  }

  private with(more: number): Buffer {
    if (this.length + more > this.room.length) {
      const wider = Buffer.allocUnsafe(Math.max(this.room.length * 2, this.length + more));
      this.room.copy(wider, 0, 0, this.length);
      this.room = wider;
    }
    return this.room;
  }
}

const UUID_LETTERS = 36;
const DASH = 0x2d;
/** By letter, what it stands for. */
const HEX = new Uint8Array(128);
for (const [value, letter] of '0123456789abcdef'.split('').entries()) HEX[letter.charCodeAt(0)] = value;

/** Days of the calendar, without making a Date of each. Source: Howard Hinnant, days_from_civil. */
function daysFrom1970(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
}

const FIRST_ROOM = 1 << 12;
/** Of the room, how much is used before it grows. */
const FULL = 0.7;
/** Numbers a person: half of the key, the name, and the line. */
const EACH = 4;

/**
 * Who was on the list already, in 16 bytes a person, so that millions fit: half of the keyed hash that tells one from another (two of three
 * million people share it once in a million lists), and a hash of the first name, which tells twins from a row that is there twice.
 */
export class SeenPeople {
  private room = FIRST_ROOM;
  private held = new Int32Array(FIRST_ROOM * EACH);
  private used = 0;

  /** Null for somebody new, else the line of the one before and whether that has the same first name. */
  add(keys: Buffer, at: number, name: number, line: number): { line: number; hasName: boolean } | null {
    if (this.used > this.room * FULL) this.grow();
    // None is 0, which is an empty place.
    const low = keys.readInt32LE(at * 16) || 1;
    const high = keys.readInt32LE(at * 16 + 4);
    const place = this.placeOf(low, high);
    if (this.held[place] !== 0) return { line: this.held[place + 3] as number, hasName: this.held[place + 2] === name };
    this.put(place, [low, high, name, line]);
    this.used += 1;
    return null;
  }

  private placeOf(low: number, high: number): number {
    const { held, room } = this;
    let slot = low & (room - 1);
    for (;;) {
      const place = slot * EACH;
      if (held[place] === 0 || (held[place] === low && held[place + 1] === high)) return place;
      slot = (slot + 1) & (room - 1);
    }
  }

  private put(place: number, person: ArrayLike<number>): void {
    this.held.set(person, place);
  }

  private grow(): void {
    const before = this.held;
    this.room *= 2;
    this.held = new Int32Array(this.room * EACH);
    for (let at = 0; at < before.length; at += EACH) {
      const [low, high] = [before[at] as number, before[at + 1] as number];
      if (low !== 0) this.put(this.placeOf(low, high), before.subarray(at, at + EACH));
    }
  }
}

/** FNV-1a, 32 bits. */
export function nameHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}

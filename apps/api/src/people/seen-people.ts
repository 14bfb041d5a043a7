const FIRST_ROOM = 1 << 12;
/** Of the room, how much is used before it grows. */
const FULL = 0.7;
/** Numbers a person: half of the key, and the name. */
const EACH = 3;

/**
 * Who was on the list already, in 12 bytes a person, so that millions fit: half of the keyed hash that tells one from another (two of three
 * million people share it once in a million lists), and a hash of the first name, which tells twins from a row that is there twice.
 */
export class SeenPeople {
  private room = FIRST_ROOM;
  private held = new Int32Array(FIRST_ROOM * EACH);
  private used = 0;

  /** `new`, or whether the one before had the same first name. */
  add(keys: Buffer, at: number, name: number): 'new' | 'same_name' | 'other_name' {
    if (this.used > this.room * FULL) this.grow();
    // None is 0, which is an empty place.
    const low = keys.readInt32LE(at * 16) || 1;
    const high = keys.readInt32LE(at * 16 + 4);
    const place = this.placeOf(low, high);
    if (this.held[place] !== 0) return this.held[place + 2] === name ? 'same_name' : 'other_name';
    this.put(place, low, high, name);
    this.used += 1;
    return 'new';
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

  private put(place: number, low: number, high: number, name: number): void {
    this.held[place] = low;
    this.held[place + 1] = high;
    this.held[place + 2] = name;
  }

  private grow(): void {
    const before = this.held;
    this.room *= 2;
    this.held = new Int32Array(this.room * EACH);
    for (let at = 0; at < before.length; at += EACH) {
      const [low, high, name] = [before[at] as number, before[at + 1] as number, before[at + 2] as number];
      if (low !== 0) this.put(this.placeOf(low, high), low, high, name);
    }
  }
}

/** FNV-1a, 32 bits. */
export function nameHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}

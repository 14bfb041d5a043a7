const FIRST_ROOM = 1 << 12;
/** Of the room, how much is used before it grows. */
const FULL = 0.7;

/**
 * Who was on the list already, in 12 bytes a person, so that millions fit: half of the keyed hash that tells one from another (two of three
 * million people share it once in a million lists), and a hash of the first name, which tells twins from a row that is there twice.
 */
export class SeenPeople {
  private halves = new BigUint64Array(FIRST_ROOM);
  private names = new Int32Array(FIRST_ROOM);
  private used = 0;

  /** `new`, or whether the one before had the same first name. */
  add(keys: Buffer, at: number, firstName: string): 'new' | 'same_name' | 'other_name' {
    if (this.used > this.halves.length * FULL) this.grow();
    const half = keys.readBigUInt64LE(at * 16) || 1n;
    const name = hashOf(firstName);
    const slot = this.slotOf(half);
    if (this.halves[slot] === half) return this.names[slot] === name ? 'same_name' : 'other_name';
    this.halves[slot] = half;
    this.names[slot] = name;
    this.used += 1;
    return 'new';
  }

  private slotOf(half: bigint): number {
    const mask = this.halves.length - 1;
    let slot = Number(half & 0x7fffffffn) & mask;
    while (this.halves[slot] !== 0n && this.halves[slot] !== half) slot = (slot + 1) & mask;
    return slot;
  }

  private grow(): void {
    const [halves, names] = [this.halves, this.names];
    this.halves = new BigUint64Array(halves.length * 2);
    this.names = new Int32Array(halves.length * 2);
    for (const [at, half] of halves.entries()) {
      if (half === 0n) continue;
      const slot = this.slotOf(half);
      this.halves[slot] = half;
      this.names[slot] = names[at] as number;
    }
  }
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}

import { createHash } from 'node:crypto';

/** Chance that comes out the same for the same text (mulberry32). */
export function randomOf(text) {
  let state = createHash('sha256').update(text).digest().readUInt32LE(0);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  /** A whole number, both ends included. */
  const between = (from, to) => from + Math.floor(next() * (to - from + 1));
  const shuffled = (list) => {
    const all = [...list];
    for (let i = all.length - 1; i > 0; i -= 1) {
      const j = between(0, i);
      [all[i], all[j]] = [all[j], all[i]];
    }
    return all;
  };
  return {
    between,
    shuffled,
    pick: (from) => from[between(0, from.length - 1)],
    chance: (probability) => next() < probability,
  };
}

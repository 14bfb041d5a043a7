import { personFlags } from '@fairslot/domain';
import type { Draws } from './draws';
import type { Cell } from './joint';
import { adultChance, childChance, familyChance, loneParentChance, partnerChance } from './parameters';

/** Somebody before it is known whom they live with. */
export interface Draft {
  cell: Cell;
  age: number;
  sex: 'f' | 'm';
  flags: number;
  /** Days since 1970. */
  born: number;
}

const GROWN = 18;
const CARE_HOME = 1 << personFlags.indexOf('care_home');
const STREAM = 7;
/** So many wait in a Place, fifth and group before homes are made of them: enough to find a partner of the same age. */
const WAITING = 120;

/**
 * Puts people of one Place, fifth and ethnic group together in homes: a grown-up, perhaps a partner of about the same age, perhaps
 * children. Nobody is added or left out, so every margin stays as it was drawn.
 */
export function* homes(drafts: Iterable<Draft>, draws: Draws): Generator<Draft[]> {
  const waiting = new Map<number, Draft[]>();
  let street = 0;
  for (const draft of drafts) {
    const { place, fifth, group } = draft.cell;
    const key = (place * 5 + fifth) * 5 + group;
    const pool = waiting.get(key) ?? [];
    if (pool.length === 0) waiting.set(key, pool);
    pool.push(draft);
    if (pool.length < WAITING) continue;
    waiting.set(key, []);
    yield* streetOf(pool, draws.at((street += 1), STREAM));
  }
  for (const pool of waiting.values()) yield* streetOf(pool, draws.at((street += 1), STREAM));
}

function streetOf(pool: Draft[], draws: Draws): Draft[][] {
  const children = pool.filter(({ age }) => age < GROWN);
  const grown = pool.filter(({ age }) => age >= GROWN);
  const made: Draft[][] = [];
  while (grown.length > 0) {
    const head = grown.shift() as Draft;
    const home = [head];
    made.push(home);
    if (head.flags & CARE_HOME) continue;
    const hasPartner = draws.chance(partnerChance(head.age));
    if (hasPartner) take(grown, home, nearest(grown, head));
    for (let n = 0; n < 2 && draws.chance(adultChance(head.age)); n += 1) take(grown, home, grown.length - 1);
    if (head.age < 20 || head.age > 54 || !draws.chance(hasPartner ? familyChance : loneParentChance)) continue;
    for (let n = 0; n < childChance.length && draws.chance(childChance[n] as number); n += 1)
      take(
        children,
        home,
        children.findIndex(({ age }) => head.age - age >= 17 && head.age - age <= 45),
      );
  }
  // Whoever is left lives with grown-ups, however old; without any, with one another.
  const able = made.filter(([head]) => head && !(head.flags & CARE_HOME) && head.age >= 20 && head.age < 75);
  for (const child of children) {
    if (able.length > 0) (draws.pick(able) as Draft[]).push(child);
    else if (made.length > 0) (draws.pick(made) as Draft[]).push(child);
    else made.push([child]);
  }
  return made;
}

function nearest(grown: readonly Draft[], { age }: Draft): number {
  let [at, least] = [-1, 13];
  for (const [index, one] of grown.entries()) {
    const apart = Math.abs(one.age - age);
    if (apart < least && !(one.flags & CARE_HOME)) [at, least] = [index, apart];
  }
  return at;
}

function take(from: Draft[], home: Draft[], at: number): void {
  if (at < 0) return;
  const [one] = from.splice(at, 1);
  if (one) home.push(one);
}

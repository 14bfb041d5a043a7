import type { AllocationSlot, Claimant, Occupant } from '../src/allocation/types';
import { FlowNetwork } from './max-flow';

// The rules of allocation written a second time, by other methods than the program's, for tests to compare.

export interface OpenSlot extends AllocationSlot {
  reserved: number;
}

export const maySit = (slot: AllocationSlot, { serviceId, audienceId, pinnedTo }: Claimant): boolean =>
  (pinnedTo ?? slot.id) === slot.id &&
  slot.serviceIds.some((service) => service === serviceId) &&
  (!slot.audienceIds || slot.audienceIds.some((audience) => audience === audienceId));

export const inIdOrder = <Slot extends AllocationSlot>(slots: readonly Slot[]): Slot[] =>
  slots.toSorted((a, b) => a.id - b.id);

export const byKeepingRule = (people: readonly Occupant[]): Occupant[] =>
  people.toSorted((a, b) =>
    a.rank !== b.rank ? a.rank - b.rank : a.createdAt !== b.createdAt ? a.createdAt - b.createdAt : a.id - b.id,
  );

/** How many of these people can sit at once, by maximum flow: source → each person → the slots that may serve them → sink. */
export const mostSeated = (slots: readonly AllocationSlot[], people: readonly Claimant[]): number => {
  const [source, sink] = [0, 1];
  const network = new FlowNetwork(2 + people.length + slots.length);
  slots.forEach(({ capacity }, at) => network.edge(2 + people.length + at, sink, Math.max(0, capacity)));
  people.forEach((person, index) => {
    network.edge(source, 2 + index, 1);
    slots.forEach((slot, at) => {
      if (maySit(slot, person)) network.edge(2 + index, 2 + people.length + at, 1);
    });
  });
  return network.maxFlow(source, sink);
};

/** Ids of those kept when each in keeping order is kept if a fresh flow seats them with everybody kept before. */
export const keptByFlow = (slots: readonly AllocationSlot[], people: readonly Occupant[]): number[] => {
  const kept: Occupant[] = [];
  for (const person of byKeepingRule(people)) {
    if (mostSeated(slots, [...kept, person]) > kept.length) kept.push(person);
  }
  return kept.map(({ id }) => id);
};

export interface BestAnswer {
  kept: number[];
  moves: number;
  /** Sum of the positions, in id order, of the slots that serve the kept. */
  positions: number;
}

/**
 * The best of every way to give each person one of the slots, or none: most kept, then the highest-ranked, then fewest
 * moves, then lowest positions. Goes through all of them; equal places left after equal people are looked at once.
 */
export const bestOfAll = (slots: readonly AllocationSlot[], people: readonly Occupant[]): BestAnswer => {
  const open = inIdOrder(slots);
  const order = byKeepingRule(people);
  const n = order.length;
  // One number that grows with (how many kept, who as bits with the first in keeping order highest, −moves, −positions).
  const [positionsBase, movesBase] = [n * open.length + 1, n + 1];
  const unit = positionsBase * movesBase;
  const seen = order.map(() => new Map<string, number>());
  const best = (index: number, left: readonly number[]): number => {
    if (index === n) return 0;
    const known = seen[index]!.get(left.join());
    if (known !== undefined) return known;
    let score = best(index + 1, left);
    open.forEach((slot, at) => {
      if (left[at]! <= 0 || !maySit(slot, order[index]!)) return;
      const cost = (slot.id === order[index]!.slotId ? 0 : positionsBase) + at;
      const worth = (2 ** n + 2 ** (n - 1 - index)) * unit - cost;
      score = Math.max(score, worth + best(index + 1, left.with(at, left[at]! - 1)));
    });
    seen[index]!.set(left.join(), score);
    return score;
  };
  const score = best(
    0,
    open.map(({ capacity }) => capacity),
  );
  const keptAndCounted = Math.ceil(score / unit);
  const cost = keptAndCounted * unit - score;
  return {
    kept: order.filter((_, index) => (keptAndCounted >> (n - 1 - index)) & 1).map(({ id }) => id),
    moves: Math.floor(cost / positionsBase),
    positions: cost % positionsBase,
  };
};

/**
 * Could the same people sit with fewer moves, or as many in lower positions? An arrangement is the cheapest exactly when
 * no ring of changes saves anything (Klein 1967): each person of the ring goes to the next one's slot, or into free room.
 */
export const couldBeCheaper = (
  slots: readonly AllocationSlot[],
  people: readonly Occupant[],
  places: ReadonlyMap<number, number>,
): boolean => {
  const open = inIdOrder(slots);
  const move = 1000;
  const price = (person: Occupant, at: number) => (open[at]!.id === person.slotId ? 0 : move) + at;
  // The last node is free room: whoever comes to a slot with room ends the ring there, and any slot may have given someone up.
  const free = open.length;
  const change = [...open, null].map(() => [...open, null].map(() => Infinity));
  const left = open.map(({ capacity }) => capacity);
  for (const person of people) {
    const from = open.findIndex(({ id }) => id === places.get(person.id));
    left[from]! -= 1;
    open.forEach((slot, to) => {
      if (!maySit(slot, person)) return;
      change[from]![to] = Math.min(change[from]![to]!, price(person, to) - price(person, from));
    });
  }
  left.forEach((room, at) => {
    change[free]![at] = 0;
    if (room > 0) change[at]![free] = 0;
  });
  // All shortest ways (Floyd 1962); a way back to oneself below zero is a ring that saves.
  for (let by = 0; by <= free; by += 1)
    for (let from = 0; from <= free; from += 1)
      for (let to = 0; to <= free; to += 1)
        change[from]![to] = Math.min(change[from]![to]!, change[from]![by]! + change[by]![to]!);
  return change.some((row, at) => row[at]! < 0);
};

/** The slots as newcomers may fill them: what is not reserved, but never less than the people who are there. */
export const asNewcomersFind = (slots: readonly OpenSlot[], people: readonly Occupant[]): AllocationSlot[] =>
  slots.map((slot) => {
    const before = people.filter(({ slotId }) => slotId === slot.id).length;
    return { ...slot, capacity: Math.max(slot.capacity - slot.reserved, before) };
  });

/** Those of the people who sit in one of the slots. */
export const seatedIn = (slots: readonly AllocationSlot[], people: readonly Occupant[]): Occupant[] =>
  people.filter(({ slotId }) => slots.some(({ id }) => id === slotId));

/** How many more of the claimant fit beside everybody who sits there, by maximum flow. */
export const extraByFlow = (slots: readonly OpenSlot[], people: readonly Occupant[], claimant: Claimant): number => {
  const seated = seatedIn(slots, people);
  const rooms = asNewcomersFind(slots, people);
  const places = rooms.reduce((sum, { capacity }) => sum + capacity, 0);
  const more = Array.from({ length: places }, () => claimant);
  return mostSeated(rooms, [...seated, ...more]) - seated.length;
};

import { Seating } from './seating';
import { canServe, type AllocationSlot, type Occupant } from './types';

/** People of one kind who are in the same slot now: alike in every way but their order. */
interface Group {
  people: Occupant[];
  /** Index of the slot they are in; −1 when it is none of these. */
  home: number;
  /** What one of them costs in each slot; null where the slot cannot serve them. */
  costs: (number | null)[];
  /** How many of them each slot gets. */
  flow: number[];
}

const UNREACHED = Number.POSITIVE_INFINITY;

const groupsOf = (slots: readonly AllocationSlot[], people: readonly Occupant[]): Group[] => {
  const groups = new Map<string, Group>();
  // Dearer than all tie-breaks together, so that one move less always wins.
  const move = slots.length * (people.length + 1);
  for (const person of people) {
    const key = `${Seating.kindOf(person)}@${person.slotId ?? ''}`;
    let group = groups.get(key);
    if (!group) {
      const costs = slots.map((slot, index) =>
        canServe(slot, person) ? (slot.id === person.slotId ? 0 : move) + index : null,
      );
      const home = slots.findIndex(({ id }) => id === person.slotId);
      group = { people: [], home, costs, flow: slots.map(() => 0) };
      groups.set(key, group);
    }
    group.people.push(person);
  }
  return [...groups.values()];
};

/** Cheapest way from a group with people left to a slot with room, through slots that hand people on (Bellman–Ford). */
const cheapestPath = (
  from: Group,
  groups: readonly Group[],
  room: readonly number[],
): { slot: number; via: Group }[] | null => {
  const slots = room.length;
  const cost = room.map(() => UNREACHED);
  const via = room.map((): { group: Group; slot: number | null } | undefined => undefined);
  from.costs.forEach((price, slot) => {
    if (price === null) return;
    cost[slot] = price;
    via[slot] = { group: from, slot: null };
  });
  for (let changed = true; changed;) {
    changed = false;
    for (const group of groups) {
      for (let left = 0; left < slots; left += 1) {
        if (group.flow[left] === 0 || cost[left] === UNREACHED) continue;
        const refund = group.costs[left] as number;
        for (let slot = 0; slot < slots; slot += 1) {
          const price = group.costs[slot];
          if (price == null || slot === left) continue;
          const total = (cost[left] as number) - refund + price;
          if (total >= (cost[slot] as number)) continue;
          cost[slot] = total;
          via[slot] = { group, slot: left };
          changed = true;
        }
      }
    }
  }
  let end = -1;
  room.forEach((left, slot) => {
    const better = end < 0 || (cost[slot] as number) < (cost[end] as number);
    if (left > 0 && cost[slot] !== UNREACHED && better) end = slot;
  });
  if (end < 0) return null;
  const path: { slot: number; via: Group }[] = [];
  for (let slot: number | null = end; slot !== null;) {
    const step: { group: Group; slot: number | null } = via[slot] as { group: Group; slot: number | null };
    path.push({ slot, via: step.group });
    slot = step.slot;
  }
  return path;
};

/** Sends as many of the group along the path as every handover on it allows; answers how many. */
const send = (path: readonly { slot: number; via: Group }[], most: number, room: number[]): number => {
  let people = Math.min(most, room[(path[0] as { slot: number }).slot] as number);
  path.forEach(({ via }, n) => {
    const before = path[n + 1];
    if (before) people = Math.min(people, via.flow[before.slot] as number);
  });
  const end = (path[0] as { slot: number }).slot;
  room[end] = (room[end] as number) - people;
  path.forEach(({ slot, via }, n) => {
    const before = path[n + 1];
    via.flow[slot] = (via.flow[slot] as number) + people;
    if (before) via.flow[before.slot] = (via.flow[before.slot] as number) - people;
  });
  return people;
};

/** Leaves in their slot as many as may stay there; answers how many. No arrangement of these alone would be cheaper. */
const leaveAtHome = ({ people, home, costs, flow }: Group, room: number[]): number => {
  if (costs[home] == null) return 0;
  const stay = Math.min(people.length, room[home] as number);
  flow[home] = stay;
  room[home] = (room[home] as number) - stay;
  return stay;
};

/**
 * Where each of these people is served, all of whom fit: with the fewest moves, then in the clinics with the lowest ids
 * (least sum of positions in id order). Successive cheapest paths over groups of people alike (Ahuja, Magnanti, Orlin 1993, §9.7).
 */
export const leastMoves = (slots: readonly AllocationSlot[], people: readonly Occupant[]): Map<number, number> => {
  const inOrder = [...slots].sort((a, b) => a.id - b.id);
  const groups = groupsOf(inOrder, people);
  const room = inOrder.map(({ capacity }) => capacity);
  const stay = groups.map((group) => leaveAtHome(group, room));
  for (const [index, group] of groups.entries()) {
    for (let left = group.people.length - (stay[index] as number); left > 0;) {
      const path = cheapestPath(group, groups, room);
      if (!path) throw new RangeError('these people do not all fit');
      left -= send(path, left, room);
    }
  }
  const places = new Map<number, number>();
  for (const { people: alike, home, flow } of groups) {
    // Those who came first stay; whoever has to move goes to the lowest clinic id first.
    const order = [...(home >= 0 ? [home] : []), ...[...inOrder.keys()].filter((index) => index !== home)];
    const waiting = [...alike];
    for (const index of order) {
      for (const person of waiting.splice(0, flow[index] as number)) {
        places.set(person.id, (inOrder[index] as AllocationSlot).id);
      }
    }
  }
  return places;
};

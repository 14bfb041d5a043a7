import fc from 'fast-check';
import type { Claimant, Occupant } from '../src/allocation/types';
import { maySit, type OpenSlot } from './allocation-oracles';

/** The clinics of one start and the bookings that have, or want back, a place there. */
export interface AllocationCase {
  slots: OpenSlot[];
  people: Occupant[];
}

export interface Bounds {
  /** Fewest and most. */
  bookings: readonly [number, number];
  slots: readonly [number, number];
  services: number;
  /** Of each slot, at most. */
  capacity: number;
  /** Percentage of the services that a slot offers, about. */
  offers: number;
}

export const SMALL: Bounds = { bookings: [0, 9], slots: [0, 4], services: 3, capacity: 3, offers: 50 };
export const LARGE: Bounds = { bookings: [6, 30], slots: [2, 6], services: 10, capacity: 7, offers: 35 };

/** Room enough that about half of all newcomers find a place. */
export const ROOMY: Bounds = { ...LARGE, capacity: 10 };

/** A slot that is not among those given: of a clinic that was cancelled, or of another start. */
export const ELSEWHERE = 99;

// Jest looks globals up anew at every use, which is slow.
const { floor, imul } = Math;

/** Random choices out of one whole number (mulberry32), because drawing each from fast-check costs more than what is tested. */
const chooser = (seed: number) => {
  let state = seed;
  const choose = (choices: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + imul(mixed ^ (mixed >>> 7), mixed | 61);
    return floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * choices);
  };
  const pick = <T>(from: readonly T[]): T => from[choose(from.length)] as T;
  const shuffled = <T>(items: readonly T[]): T[] =>
    items
      .map((item) => ({ item, key: choose(2 ** 30) }))
      .toSorted((a, b) => a.key - b.key)
      .map(({ item }) => item);
  return { choose, pick, shuffled };
};

const seed = fc.nat(2 ** 31 - 1);
const seeds = ([minLength, maxLength]: readonly [number, number]) =>
  fc.array(seed, { minLength, maxLength, size: 'max' });

/** Ids in another order than the list, so that nothing leans on the order of the list. */
const slotIdAt = (index: number): number => ((index * 3) % 7) + 1;
const bookingIdAt = (index: number): number => ((index * 7) % 31) + 1;

const SERVICES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

const slotOf = (bounds: Bounds, from: number, index: number): OpenSlot => {
  const { choose, pick } = chooser(from);
  return {
    id: slotIdAt(index),
    capacity: choose(bounds.capacity + 1),
    serviceIds: SERVICES.slice(0, bounds.services).filter(() => choose(100) < bounds.offers),
    audienceIds: pick([null, null, null, null, undefined, [1], [2, 1], []]),
    reserved: pick([0, 0, 1, 2]),
  };
};

/** Mostly somebody whom one of the slots serves, were there room; now and then somebody whom none does, or one alone may. */
const claimantOf = (bounds: Bounds, from: number, slots: readonly OpenSlot[]): Claimant => {
  const { choose, pick } = chooser(from);
  const any = { serviceId: choose(bounds.services) + 1, audienceId: pick([null, undefined, 1, 2]) };
  const pinned = choose(12) === 0;
  const slot = choose(10) > 0 && slots.length > 0 ? pick(slots) : undefined;
  return {
    serviceId: slot?.serviceIds.length ? pick(slot.serviceIds) : any.serviceId,
    audienceId: slot?.audienceIds?.length ? pick(slot.audienceIds) : any.audienceId,
    pinnedTo: pinned ? (slot?.id ?? ELSEWHERE) : pick([null, undefined]),
  };
};

/** Most sit where they can be served; some are stranded or elsewhere, and after a change some sit in a wrong slot. */
const occupantOf = (
  bounds: Bounds,
  from: number,
  slots: readonly OpenSlot[],
  index: number,
  wrong: boolean,
): Occupant => {
  const claimant = claimantOf(bounds, from, slots);
  const { serviceId, audienceId, pinnedTo } = claimant;
  const { choose, pick } = chooser(from ^ 0x5bd1e995);
  const right = slots.filter((slot) => maySit(slot, claimant));
  const where = choose(12);
  const usual = right.length > 0 ? pick(right).id : null;
  const slotId =
    where === 0 ? null : where === 1 ? ELSEWHERE : where === 2 && wrong && slots.length > 0 ? pick(slots).id : usual;
  const rank = pick([0, 1, 1, 2] as const);
  // Few moments, so that bookings made at the same one are common.
  return { id: bookingIdAt(index), slotId, serviceId, audienceId, pinnedTo, rank, createdAt: choose(6) };
};

const cases = (bounds: Bounds, wrong: boolean): fc.Arbitrary<AllocationCase> =>
  fc
    .record({
      slots: seeds(bounds.slots),
      people: seeds(bounds.bookings),
    })
    .map((drawn) => {
      const slots = drawn.slots.map((from, index) => slotOf(bounds, from, index));
      return { slots, people: drawn.people.map((from, index) => occupantOf(bounds, from, slots, index, wrong)) };
    });

/** After clinics changed: people in slots that no longer serve them or are gone, slots with more people than places. */
export const afterAChange = (bounds: Bounds): fc.Arbitrary<AllocationCase> => cases(bounds, true);

/** Between changes: whoever sits in one of the slots can be served there. Slots may still be over their capacity. */
export const atRest = (bounds: Bounds): fc.Arbitrary<AllocationCase> => cases(bounds, false);

/** A case at rest with people who come to it. */
export const withParty = (bounds: Bounds, most = 6): fc.Arbitrary<AllocationCase & { party: Claimant[] }> =>
  fc
    .tuple(atRest(bounds), seeds([1, most]))
    .map(([state, drawn]) => ({ ...state, party: drawn.map((from) => claimantOf(bounds, from, state.slots)) }));

/** The same case told in another order, with other names for the slots. */
export const retold = (state: AllocationCase, from: number): AllocationCase => {
  const { shuffled } = chooser(from);
  const names = shuffled(Array.from({ length: 2 * state.slots.length }, (_, index) => 100 + index));
  const renamed = new Map(state.slots.map(({ id }, index) => [id, names[index] as number]));
  const nameOf = (id: number) => renamed.get(id) ?? id;
  return {
    slots: shuffled(state.slots).map((slot) => ({ ...slot, id: nameOf(slot.id) })),
    people: shuffled(state.people).map(({ id, serviceId, audienceId, rank, createdAt, ...at }) => {
      const slotId = at.slotId === null ? null : nameOf(at.slotId);
      const pinnedTo = at.pinnedTo == null ? null : nameOf(at.pinnedTo);
      return { id, serviceId, audienceId, rank, createdAt, slotId, pinnedTo };
    }),
  };
};

/** Any such telling, by number. */
export const telling = seed;

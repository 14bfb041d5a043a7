import fc from 'fast-check';
import { atRest, type AllocationCase, retold, ROOMY, telling, withParty } from '../../test/allocation-cases';
import { asNewcomersFind, extraByFlow, maySit, mostSeated, seatedIn } from '../../test/allocation-oracles';
import { freeFor, type OpenSlot, seatParty } from './seat-party';
import type { Claimant, Occupant } from './types';

const CASES = { numRuns: 10_000 };
const FEWER = { numRuns: 2000 };
const [A, B, C] = [1, 2, 3];
const COVID = 1;
const FLU = 2;
const RSV = 3;

const aSlot = (id: number, capacity: number, serviceIds: number[], more: Partial<OpenSlot> = {}): OpenSlot => ({
  id,
  capacity,
  serviceIds,
  reserved: 0,
  ...more,
});
const aBooking = (id: number, serviceId: number, slotId: number | null, more: Partial<Occupant> = {}): Occupant => ({
  id,
  serviceId,
  slotId,
  rank: 1,
  createdAt: id,
  ...more,
});

type WithParty = AllocationCase & { party: Claimant[] };

const alike = (a: Claimant, b: Claimant): boolean =>
  a.serviceId === b.serviceId &&
  (a.audienceId ?? null) === (b.audienceId ?? null) &&
  (a.pinnedTo ?? null) === (b.pinnedTo ?? null);

/** Whether the party fits beside everybody who sits there, by maximum flow. */
const fits = ({ slots, people, party }: WithParty): boolean => {
  const all = [...seatedIn(slots, people), ...party];
  return mostSeated(asNewcomersFind(slots, people), all) === all.length;
};

describe('how many more can be booked', () => {
  test('is the extra flow, with places reserved, pinned bookings, groups, and slots over their capacity', () => {
    fc.assert(
      fc.property(withParty(ROOMY, 1), ({ slots, people, party }) => {
        const [claimant] = party as [Claimant];
        return freeFor(slots, people, claimant) === extraByFlow(slots, people, claimant);
      }),
      CASES,
    );
  });

  test('depends neither on the order nor on the names of the clinics', () => {
    fc.assert(
      fc.property(atRest(ROOMY), telling, fc.nat(9), (state, number, service) => {
        const claimant = { serviceId: service + 1, audienceId: number % 3 };
        const again = retold(state, number);
        return freeFor(again.slots, again.people, claimant) === freeFor(state.slots, state.people, claimant);
      }),
      FEWER,
    );
  });

  test('counts a clinic for both of its services, but each place once', () => {
    const slots = [aSlot(1, 1, [A, B]), aSlot(2, 1, [A, C])];
    const free = (people: Occupant[]) => [A, B, C].map((serviceId) => freeFor(slots, people, { serviceId }));
    expect(free([])).toEqual([2, 1, 1]);
    expect(free([aBooking(1, B, 1)])).toEqual([1, 0, 1]);
  });

  test.each([1, 2])('is one for COVID after FLU was booked, also when FLU was put in clinic %i', (slotId) => {
    const slots = [aSlot(1, 1, [FLU, COVID]), aSlot(2, 1, [FLU, RSV])];
    expect(freeFor(slots, [aBooking(1, FLU, slotId)], { serviceId: COVID })).toBe(1);
    expect(seatParty(slots, [aBooking(1, FLU, slotId)], [{ serviceId: COVID }])).toEqual({
      slotIds: [1],
      moves: slotId === 1 ? [{ id: 1, from: 1, to: 2 }] : [],
    });
  });

  test('leaves out what is reserved, and is never below zero', () => {
    const free = (capacity: number, reserved: number, people: Occupant[] = []) =>
      freeFor([aSlot(1, capacity, [FLU], { reserved })], people, { serviceId: FLU });
    expect([free(5, 2), free(5, 5), free(5, 6), free(0, 0)]).toEqual([3, 0, 0, 0]);
    expect(free(1, 0, [aBooking(1, FLU, 1), aBooking(2, FLU, 1)])).toBe(0);
  });

  test('does not count a booking that is stranded or sits at another time', () => {
    const people = [aBooking(1, FLU, null), aBooking(2, FLU, 9)];
    expect(freeFor([aSlot(1, 2, [FLU])], people, { serviceId: FLU })).toBe(2);
  });
});

describe('a party', () => {
  test('is seated as a whole, all where they may be and no slot fuller than it may, or refused because nothing seats it', () => {
    fc.assert(
      fc.property(withParty(ROOMY), (state) => {
        const { slots, people, party } = state;
        const told = JSON.stringify(state);
        const seats = seatParty(slots, people, party);
        if (told !== JSON.stringify(state)) return false;
        if (!seats || !fits(state)) return seats === null && !fits(state);
        const byId = new Map(slots.map((slot) => [slot.id, slot]));
        const after = new Map(seatedIn(slots, people).map((person) => [person.id, { person, slotId: person.slotId }]));
        for (const { id, from, to } of seats.moves) {
          const moving = after.get(id);
          // Once each, from where they were, and never nowhere.
          if (!moving || moving.slotId !== from || from === to) return false;
          after.set(id, { person: moving.person, slotId: to });
        }
        const everybody = [
          ...[...after.values()].map(({ person, slotId }) => [person, slotId as number] as const),
          ...seats.slotIds.map((slotId, index) => [party[index]!, slotId] as const),
        ];
        return (
          seats.slotIds.length === party.length &&
          new Set(seats.moves.map(({ id }) => id)).size === seats.moves.length &&
          seats.moves.every(({ id }) => after.get(id)?.person.pinnedTo == null) &&
          everybody.every(([person, slotId]) => byId.has(slotId) && maySit(byId.get(slotId)!, person)) &&
          asNewcomersFind(slots, people).every(
            ({ id, capacity }) => everybody.filter(([, slotId]) => slotId === id).length <= capacity,
          )
        );
      }),
      CASES,
    );
  });

  test('moves, of people alike in a clinic, whoever is only held and then whoever came last', () => {
    fc.assert(
      fc.property(withParty(ROOMY), ({ slots, people, party }) => {
        const moved = new Set(seatParty(slots, people, party)?.moves.map(({ id }) => id));
        const stayed = people.filter(({ id }) => !moved.has(id));
        const latest = (one: Occupant, other: Occupant): boolean => {
          if (one.rank !== other.rank) return one.rank > other.rank;
          return one.createdAt === other.createdAt ? one.id > other.id : one.createdAt > other.createdAt;
        };
        return people
          .filter(({ id }) => moved.has(id))
          .every((one) =>
            stayed.every((other) => one.slotId !== other.slotId || !alike(one, other) || latest(one, other)),
          );
      }),
      FEWER,
    );
  });

  test('moves nobody out of a place that somebody alike then takes', () => {
    fc.assert(
      fc.property(withParty(ROOMY), ({ slots, people, party }) => {
        const { moves, slotIds } = seatParty(slots, people, party) ?? { moves: [], slotIds: [] };
        const byId = new Map(people.map((person) => [person.id, person]));
        const taken = [
          ...moves.map(({ id, to }) => ({ by: byId.get(id)!, slotId: to })),
          ...slotIds.map((slotId, index) => ({ by: party[index]!, slotId })),
        ];
        return moves.every(
          ({ id, from }) => !taken.some(({ by, slotId }) => slotId === from && alike(by, byId.get(id)!)),
        );
      }),
      FEWER,
    );
  });

  test('sits side by side in several clinics when one has too few places', () => {
    const slots = [aSlot(1, 1, [FLU]), aSlot(2, 2, [FLU])];
    const party = [{ serviceId: FLU }, { serviceId: FLU }, { serviceId: FLU }];
    expect(seatParty(slots, [], party)).toEqual({ slotIds: [1, 2, 2], moves: [] });
    expect(seatParty(slots, [], [...party, { serviceId: FLU }])).toBeNull();
  });

  test('may shift one of its own to seat the next, and gets its slots in its own order', () => {
    const slots = [aSlot(1, 1, [FLU, COVID]), aSlot(2, 1, [FLU])];
    expect(seatParty(slots, [], [{ serviceId: FLU }, { serviceId: COVID }])).toEqual({ slotIds: [2, 1], moves: [] });
  });

  test('does not move a pinned booking, nor take a reserved place', () => {
    const pinned = aBooking(1, FLU, 1, { pinnedTo: 1 });
    const slots = [aSlot(1, 1, [FLU, COVID]), aSlot(2, 1, [FLU])];
    expect(seatParty(slots, [pinned], [{ serviceId: COVID }])).toBeNull();
    const reserved = [aSlot(1, 1, [FLU, COVID]), aSlot(2, 1, [FLU], { reserved: 1 })];
    expect(seatParty(reserved, [aBooking(1, FLU, 1)], [{ serviceId: COVID }])).toBeNull();
    expect(seatParty(slots, [aBooking(1, FLU, 1)], [{ serviceId: COVID }])?.slotIds).toEqual([1]);
  });

  test('moves one booking in one step however far the chain that frees its place', () => {
    const slots = [aSlot(1, 1, [A]), aSlot(2, 1, [A, B]), aSlot(3, 1, [B, C])];
    const people = [aBooking(1, A, 2), aBooking(2, B, 3)];
    expect(seatParty(slots, people, [{ serviceId: C }])).toEqual({
      slotIds: [3],
      moves: [
        { id: 1, from: 2, to: 1 },
        { id: 2, from: 3, to: 2 },
      ],
    });
  });
});

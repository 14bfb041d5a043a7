import fc from 'fast-check';
import { type AllocationCase, ROOMY, withParty } from '../../test/allocation-cases';
import { asNewcomersFind, mostSeated, seatedIn } from '../../test/allocation-oracles';
import { Seating } from './seating';

const CASES = { numRuns: 10_000 };

const seatingOf = ({ slots, people }: AllocationCase): Seating => {
  const seating = new Seating(slots, new Map(slots.map(({ id, capacity, reserved }) => [id, capacity - reserved])));
  for (const person of seatedIn(slots, people)) seating.place(person, person.slotId as number);
  return seating;
};

const told = (seating: Seating): string => JSON.stringify([...seating.seatsByKind()]);

test('asking how many more leaves the seating as it was, and what comes after goes as if nobody had asked', () => {
  fc.assert(
    fc.property(withParty(ROOMY), (state) => {
      const { party } = state;
      const [asked, quiet] = [seatingOf(state), seatingOf(state)];
      const before = told(asked);
      const more = party.map((newcomer) => asked.extra(newcomer, 9));
      const parties = asked.extraParties(party, 3);
      return (
        told(asked) === before &&
        party.every((newcomer, index) => asked.extra(newcomer, 9) === more[index]) &&
        asked.extraParties(party, 3) === parties &&
        party.every((newcomer) => asked.seat(newcomer) === quiet.seat(newcomer)) &&
        told(asked) === told(quiet)
      );
    }),
    CASES,
  );
});

test('a party fits as often as a maximum flow seats all of them', () => {
  fc.assert(
    fc.property(withParty(ROOMY, 3), (state) => {
      const seated = seatedIn(state.slots, state.people);
      const rooms = asNewcomersFind(state.slots, state.people);
      const fits = (parties: number) => {
        const all = [...seated, ...Array.from({ length: parties }, () => state.party).flat()];
        return mostSeated(rooms, all) === all.length;
      };
      let parties = 0;
      while (parties < 5 && fits(parties + 1)) parties += 1;
      return seatingOf(state).extraParties(state.party, 5) === parties;
    }),
    { numRuns: 2000 },
  );
});

test('how many more stops at the number asked for', () => {
  const seating = new Seating([{ id: 1, capacity: 9, serviceIds: [1] }]);
  expect(seating.extra({ serviceId: 1 }, 4)).toBe(4);
  expect(seating.extra({ serviceId: 1 })).toBe(9);
  expect(seating.extraParties([{ serviceId: 1 }, { serviceId: 1 }], 3)).toBe(3);
  expect(seating.extraParties([{ serviceId: 1 }, { serviceId: 1 }], 9)).toBe(4);
});

test('a newcomer takes the place of somebody who can go elsewhere', () => {
  const seating = new Seating([
    { id: 7, capacity: 1, serviceIds: [1, 2] },
    { id: 5, capacity: 1, serviceIds: [1] },
  ]);
  seating.place({ serviceId: 1 }, 7);
  expect([seating.seat({ serviceId: 2 }), seating.seat({ serviceId: 1 })]).toEqual([true, false]);
  expect([...seating.seatsByKind().values()]).toEqual([[5], [7]]);
});

test('nobody can be placed in a slot that is not among those given', () => {
  expect(() => new Seating([]).place({ serviceId: 1 }, 7)).toThrow(RangeError);
});

import fc from 'fast-check';
import { afterAChange, type AllocationCase, LARGE, retold, SMALL, telling } from '../../test/allocation-cases';
import { bestOfAll, couldBeCheaper, inIdOrder, keptByFlow, maySit, mostSeated } from '../../test/allocation-oracles';
import { inKeepingOrder, reallocate } from './reallocate';
import type { AllocationSlot, Occupant } from './types';

const CASES = { numRuns: 10_000 };
const COVID = 1;
const FLU = 2;
const RSV = 3;

const aSlot = (id: number, capacity: number, ...serviceIds: number[]): AllocationSlot => ({ id, capacity, serviceIds });
const aBooking = (id: number, serviceId: number, slotId: number | null, more: Partial<Occupant> = {}): Occupant => ({
  id,
  serviceId,
  slotId,
  rank: 1,
  createdAt: id,
  ...more,
});

const ascending = (ids: readonly number[]): string => ids.toSorted((a, b) => a - b).join();

/** The answer, and where everybody who is served sits afterwards, by booking id. */
const answer = ({ slots, people }: AllocationCase) => {
  const { kept, moved, stranded } = reallocate(slots, people);
  const before = new Map(people.map(({ id, slotId }) => [id, slotId as number]));
  const places = new Map(kept.map((id) => [id, before.get(id) as number]));
  for (const { id, to } of moved) places.set(id, to);
  return { kept, moved, stranded, places, served: ascending([...places.keys()]) };
};

test('every booking is kept, moved or stranded, only where it may be and there is room; once more changes nothing', () => {
  fc.assert(
    fc.property(afterAChange(LARGE), (state) => {
      const { slots, people } = state;
      const told = JSON.stringify(state);
      const { kept, moved, stranded, places } = answer(state);
      const byId = new Map(people.map((person) => [person.id, person]));
      const after = people.map((person) => Object.assign({}, person, { slotId: places.get(person.id) ?? null }));
      const again = answer({ slots, people: after });
      const each = ascending([...kept, ...moved.map(({ id }) => id), ...stranded]);
      return (
        told === JSON.stringify(state) &&
        each === ascending([...byId.keys()]) &&
        moved.every(({ id, from, to }) => from === byId.get(id)?.slotId && to !== from) &&
        [...places].every(([id, to]) => slots.some((slot) => slot.id === to && maySit(slot, byId.get(id)!))) &&
        slots.every(({ id, capacity }) => [...places.values()].filter((to) => to === id).length <= capacity) &&
        again.moved.length === 0 &&
        again.stranded.join() === stranded.join()
      );
    }),
    CASES,
  );
});

test('of all possible arrangements it finds the one with most people, the highest-ranked, fewest moves, lowest clinics', () => {
  fc.assert(
    fc.property(afterAChange(SMALL), (state) => {
      const best = bestOfAll(state.slots, state.people);
      const { served, moved, places } = answer(state);
      const order = inIdOrder(state.slots).map(({ id }) => id);
      const positions = [...places.values()].reduce((sum, id) => sum + order.indexOf(id), 0);
      return served === ascending(best.kept) && moved.length === best.moves && positions === best.positions;
    }),
    CASES,
  );
});

test('with 30 bookings and 6 clinics it keeps as many as a maximum flow, those whom a flow keeps in order, and no ring of changes is cheaper', () => {
  fc.assert(
    fc.property(afterAChange(LARGE), ({ slots, people }) => {
      const { served, places } = answer({ slots, people });
      const kept = people.filter(({ id }) => places.has(id));
      return (
        places.size === mostSeated(slots, people) &&
        served === ascending(keptByFlow(slots, people)) &&
        !couldBeCheaper(slots, kept, places)
      );
    }),
    CASES,
  );
});

test('who is kept, and how many move, depends neither on the order nor on the names of the clinics', () => {
  fc.assert(
    fc.property(afterAChange(LARGE), telling, (state, number) => {
      const [once, again] = [answer(state), answer(retold(state, number))];
      return once.served === again.served && once.moved.length === again.moved.length;
    }),
    CASES,
  );
});

test('when a clinic is cancelled, a chain of moves keeps everybody whom a clinic can still serve', () => {
  const slots = [aSlot(1, 1, FLU, COVID), aSlot(2, 1, FLU, RSV)];
  const people = [aBooking(1, FLU, 1), aBooking(2, COVID, 3)];
  expect(reallocate(slots, people)).toEqual({
    kept: [],
    moved: [
      { id: 1, from: 1, to: 2 },
      { id: 2, from: 3, to: 1 },
    ],
    stranded: [],
  });
});

test('a clinic with one place less keeps the person checked in, then the earliest booked, and lets the held time go', () => {
  const people = [
    aBooking(1, FLU, 1, { rank: 2, createdAt: 1 }),
    aBooking(2, FLU, 1, { createdAt: 3 }),
    aBooking(3, FLU, 1, { createdAt: 2 }),
    aBooking(4, FLU, 1, { rank: 0, createdAt: 9 }),
  ];
  expect(reallocate([aSlot(1, 3, FLU)], people)).toEqual({ kept: [4, 3, 2], moved: [], stranded: [1] });
  expect(reallocate([aSlot(1, 1, FLU)], people)).toMatchObject({ kept: [4], stranded: [1, 2, 3] });
});

test('of people alike, those who booked first stay and those who booked last move', () => {
  const people = [3, 1, 2].map((createdAt) => aBooking(createdAt, FLU, 2, { createdAt }));
  expect(reallocate([aSlot(1, 2, FLU), aSlot(2, 1, FLU)], people)).toMatchObject({
    kept: [1],
    moved: [
      { id: 2, from: 2, to: 1 },
      { id: 3, from: 2, to: 1 },
    ],
  });
});

test('a place that comes free goes to a stranded booking that fits', () => {
  const people = [aBooking(1, FLU, 1), aBooking(2, COVID, null), aBooking(3, RSV, null)];
  expect(reallocate([aSlot(1, 2, FLU, COVID)], people)).toEqual({
    kept: [1],
    moved: [{ id: 2, from: null, to: 1 }],
    stranded: [3],
  });
});

test('a booking that is pinned stays while others move around it', () => {
  const slots = [aSlot(1, 1, FLU), aSlot(2, 1, FLU)];
  const people = [aBooking(1, FLU, 1), aBooking(2, FLU, 1, { pinnedTo: 1, rank: 2 })];
  expect(reallocate(slots, people)).toEqual({ kept: [2], moved: [{ id: 1, from: 1, to: 2 }], stranded: [] });
});

test('nobody is moved while everybody fits, even where lower clinics have room', () => {
  const slots = [aSlot(1, 5, FLU), aSlot(2, 5, FLU)];
  const people = [aBooking(1, FLU, 2), aBooking(2, FLU, 2)];
  expect(reallocate(slots, people)).toEqual({ kept: [1, 2], moved: [], stranded: [] });
});

test('the clinic of a group takes only its people', () => {
  const slots = [{ ...aSlot(1, 5, FLU), audienceIds: [7] }];
  const people = [aBooking(1, FLU, 2), aBooking(2, FLU, 2, { audienceId: 7 }), aBooking(3, FLU, 2, { audienceId: 8 })];
  expect(reallocate(slots, people)).toMatchObject({ moved: [{ id: 2, from: 2, to: 1 }], stranded: [1, 3] });
});

test('checked in goes before booked and booked before held, then the earliest, then the lower id', () => {
  const people = [
    aBooking(1, FLU, 1, { rank: 2, createdAt: 1 }),
    aBooking(5, FLU, 1, { createdAt: 4 }),
    aBooking(2, FLU, 1, { createdAt: 5 }),
    aBooking(4, FLU, 1, { createdAt: 4 }),
    aBooking(3, FLU, 1, { rank: 0, createdAt: 9 }),
  ];
  expect(people.sort(inKeepingOrder).map(({ id }) => id)).toEqual([3, 4, 5, 2, 1]);
});

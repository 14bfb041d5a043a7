import fc from 'fast-check';
import { reallocate } from '../allocation/reallocate';
import { afterAChange, SMALL } from '../../test/allocation-cases';
import { reallocateStarts, type StartFacts, type VisitRow } from './reallocate-starts';

const FLU = 1;
const aSlot = (id: number, capacity = 1, status: 'open' | 'closed' = 'open') => ({
  id,
  capacity,
  status,
  serviceIds: [FLU],
});
const single = (id: number, slotId: number | null, more: Partial<VisitRow> = {}): VisitRow => ({
  id,
  slotId,
  serviceId: FLU,
  rank: 1,
  createdAt: id,
  continues: null,
  ...more,
});
/** The two rows of a visit in two slots; null: stranded from them. */
const long = (id: number, slots: [number, number], isStranded = false): [VisitRow, VisitRow] => {
  const at = (slot: number) => ({ slotId: isStranded ? null : slot, pinnedTo: slot, createdAt: id });
  return [single(id, slots[0], at(slots[0])), single(id + 0.5, slots[1], { ...at(slots[1]), continues: id })];
};
const start = (slots: StartFacts['slots'], ...bookings: VisitRow[]): StartFacts => ({ slots, bookings });
const strandedIn = (starts: StartFacts[], cause: 'change' | 'more_room' = 'change') =>
  reallocateStarts(starts, cause).stranded.toSorted((a, b) => a - b);

test('without visits of two slots it is what re-allocating each start is', () => {
  fc.assert(
    fc.property(afterAChange(SMALL), ({ slots, people }) => {
      const facts = {
        slots: slots.map((slot) => ({ ...slot, status: 'open' as const })),
        bookings: people.map((person) => ({ ...person, continues: null })),
      };
      expect(reallocateStarts([facts], 'change')).toEqual(reallocate(slots, people));
    }),
  );
});

test('where there is more room nobody loses a booking', () => {
  fc.assert(
    fc.property(afterAChange(SMALL), ({ slots, people }) => {
      const open = slots.map((slot) => ({ ...slot, status: 'open' as const }));
      const before = reallocate(slots, people);
      const places = new Map(before.moved.map(({ id, to }) => [id, to]));
      const lost = new Set(before.stranded);
      const bookings = people.map((person): VisitRow => {
        const slotId = lost.has(person.id) ? null : (places.get(person.id) ?? person.slotId);
        // Whoever was checked in may be only booked again.
        return { ...person, rank: person.rank === 0 ? 1 : person.rank, slotId, continues: null };
      });
      const { stranded } = reallocateStarts([{ slots: open, bookings }], 'more_room');
      return stranded.every((id) => lost.has(id) || bookings.find((row) => row.id === id)?.rank === 2);
    }),
    { numRuns: 2000 },
  );
});

test('a closed slot serves nobody', () => {
  expect(strandedIn([start([aSlot(1, 1, 'closed')], single(1, 1))])).toEqual([1]);
});

test('both slots of a visit or neither, and the one it leaves serves somebody else', () => {
  const [one, two] = long(1, [1, 2]);
  const starts = [start([aSlot(1)], one, single(9, null)), start([aSlot(2, 1, 'closed')], two)];
  expect(reallocateStarts(starts, 'change')).toMatchObject({ moved: [{ id: 9, from: null, to: 1 }] });
  expect(strandedIn(starts)).toEqual([1, 1.5]);
});

test('a visit that cannot be kept takes no other with it', () => {
  const [a1, a2] = long(2, [1, 2]);
  const [b2, b3] = long(3, [2, 3]);
  const starts = [start([aSlot(1)], single(1, 1), a1), start([aSlot(2)], a2, b2), start([aSlot(3)], b3)];
  expect(strandedIn(starts)).toEqual([2, 2.5]);
});

test('a stranded visit comes back where both its slots are free, and where only holds are in its way', () => {
  const [one, two] = long(1, [1, 2], true);
  const free = [start([aSlot(1)], one), start([aSlot(2)], two)];
  expect(strandedIn(free, 'more_room')).toEqual([]);
  expect(strandedIn([start([aSlot(1)], one, single(9, 1, { rank: 2 })), start([aSlot(2)], two)], 'more_room')).toEqual([
    9,
  ]);
});

test('a stranded visit throws nobody out, however early it was made', () => {
  const [one, two] = long(1, [1, 2], true);
  const [b2, b3] = long(5, [2, 3]);
  for (const cause of ['change', 'more_room'] as const) {
    expect(strandedIn([start([aSlot(1)], one), start([aSlot(2)], two, single(9, 2))], cause)).toEqual([1, 1.5]);
    const near = [start([aSlot(1, 1, 'closed')], one), start([aSlot(2)], two, b2), start([aSlot(3)], b3)];
    expect(strandedIn(near, cause)).toEqual([1, 1.5]);
  }
});

test('the earlier of two visits is kept, and two that were stranded do not both come back into one place', () => {
  const [a1, a2] = long(2, [1, 2], true);
  const [b1, b2] = long(1, [1, 2], true);
  expect(strandedIn([start([aSlot(1)], a1, b1), start([aSlot(2)], a2, b2)], 'more_room')).toEqual([2, 2.5]);
});

test('a held visit that loses one of its slots ends whole', () => {
  const [one, two] = long(1, [1, 2]).map((row): VisitRow => ({ ...row, rank: 2 })) as [VisitRow, VisitRow];
  expect(strandedIn([start([aSlot(1)], one), start([aSlot(2, 1, 'closed')], two)])).toEqual([1, 1.5]);
});

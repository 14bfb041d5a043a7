import * as fc from 'fast-check';
import { type ClinicOption, freeFor, NO_OPTIONS, Seating } from '@fairslot/domain';
import { Clock } from '../platform/clock/clock';
import type { Config } from '../platform/config/config';
import { Metrics } from '../platform/metrics/metrics';
import type { ServiceRow } from '../services/service.entity';
import type { ServicePauses } from '../services/service-pauses';
import { FreeTimes } from './free-times';
import type { SeatedRow } from './seated';
import { SlotBoard } from './slot-board';
import { linesOf } from './slot-line';
import type { SlotRow } from './slots.store';
import type { Wish } from './wish';

const MINUTE = 60_000;
const SITES = [1, 2];
const SERVICES = [1, 2, 3];
const AUDIENCES = [null, 7, 8];
const DATE = '2030-06-10';
const MORNING = Date.parse('2030-06-10T08:00:00Z');
/** Half an hour before local midnight, so that clinics of a late evening cross it. */
const EVENING = Date.parse('2030-06-10T22:30:00Z');

interface Booked {
  slotId: number;
  serviceId: number;
  audienceId: number | null;
  pinned: boolean;
}

const NOTHING_PAUSED = { version: 0, of: () => null } as unknown as ServicePauses;

/** Rows as a database would have them, and a board that follows them. */
class World {
  readonly rows = new Map<number, SlotRow>();
  bookings: Booked[] = [];
  readonly clock = new Clock();
  readonly board = new SlotBoard(new Metrics(), { TIME_ZONE: 'Europe/London' } as Config);
  readonly times = new FreeTimes(this.board, NOTHING_PAUSED, this.clock);
  private nextId = 1;
  private nextClinic = 1;

  addClinic(
    c: Omit<SlotRow, 'id' | 'clinicId' | 'startsAt' | 'taken'> & { from: number; starts: number[]; idGap: number },
  ): number[] {
    const { from, starts, idGap, ...slot } = c;
    const clinicId = this.nextClinic++;
    const ids = starts.map((start) => {
      const id = (this.nextId += idGap);
      this.rows.set(id, { ...slot, id, clinicId, startsAt: new Date(from + start * MINUTE), taken: 0 });
      return id;
    });
    this.nextId += 1;
    return ids;
  }

  book(slotId: number, serviceId: number, audienceId: number | null = null, pinned = false): void {
    const row = this.rows.get(slotId);
    if (!row || row.taken >= row.capacity) return;
    row.taken += 1;
    this.bookings.push({ slotId, serviceId, audienceId, pinned });
  }

  /** What FollowSlots does with slots that changed. */
  follow(ids: readonly number[]): void {
    const rows = ids.flatMap((id) => this.rows.get(id) ?? []).map((row) => ({ ...row }));
    const unfit = this.board.apply(rows, ids, this.clock.now().getTime());
    const clinics = new Set(unfit.map(({ clinicId }) => clinicId));
    if (unfit.length > 0)
      this.board.replace(unfit, linesOf([...this.rows.values()].filter(({ clinicId }) => clinics.has(clinicId))));
    const places = this.board.index.toSeat(rows);
    this.board.index.seat(places, this.seated(new Set(places.slotIds)));
  }

  /** As after a start. */
  load(): void {
    const index = this.board.empty();
    index.add(linesOf([...this.rows.values()]));
    index.seat({ slotIds: [], siteDays: [...index.unseated] }, this.seated(new Set(this.rows.keys())));
    this.board.show(index);
  }

  private seated(ids: ReadonlySet<number>): SeatedRow[] {
    const rows = new Map<string, SeatedRow>();
    for (const { slotId, serviceId, audienceId, pinned } of this.bookings) {
      const slot = this.rows.get(slotId);
      if (pinned || !slot || !ids.has(slotId)) continue;
      const key = `${slotId}/${serviceId}/${audienceId}`;
      const known = rows.get(key);
      const { siteId, startsAt } = slot;
      rows.set(key, { slotId, siteId, startsAt, serviceId, audienceId, people: (known?.people ?? 0) + 1 });
    }
    return [...rows.values()];
  }

  /** "start/length: free" of every time, from the rows alone. */
  expected(siteId: number, serviceId: number, audienceId: number | null): string[] {
    return this.starts(siteId).flatMap(([start, slots]) => {
      const people = this.bookings.flatMap((booked, id) =>
        slots.some((slot) => slot.id === booked.slotId)
          ? [{ ...booked, id, rank: 1 as const, createdAt: 0, pinnedTo: booked.pinned ? booked.slotId : null }]
          : [],
      );
      const free = freeFor(slots, people, { serviceId, audienceId });
      return free > 0 ? [`${start}: ${free}`] : [];
    });
  }

  /** As `expected`, for people side by side. */
  expectedTogether(siteId: number, serviceIds: number[]): string[] {
    return this.starts(siteId).flatMap(([start, slots]) => {
      const free = seatingOf(slots, this.bookings).extraParties(
        serviceIds.map((serviceId) => ({ serviceId })),
        99,
      );
      return free > 0 ? [`${start}: ${free}`] : [];
    });
  }

  /** As `expected`, for one person with two adjacent slots of a clinic, while nobody is booked. */
  expectedMoreTime(siteId: number, serviceId: number): string[] {
    return this.starts(siteId).flatMap(([start, slots]) => {
      const free = slots.reduce((sum, slot) => {
        // Where each appointment is longer, one does.
        if (start.endsWith('longer'))
          return slot.audienceIds === null && slot.serviceIds.includes(serviceId)
            ? sum + Math.max(0, slot.capacity - slot.reserved)
            : sum;
        const next = [...this.rows.values()].find(
          (row) =>
            row.status === 'open' &&
            row.clinicId === slot.clinicId &&
            row.startsAt.getTime() === slot.startsAt.getTime() + slot.minutes * MINUTE,
        );
        const both =
          next && [slot, next].every((row) => row.audienceIds === null && row.serviceIds.includes(serviceId));
        return both ? sum + Math.min(...[slot, next].map((row) => Math.max(0, row.capacity - row.reserved))) : sum;
      }, 0);
      return free > 0 ? [`${start}: ${free}`] : [];
    });
  }

  private starts(siteId: number): [string, SlotRow[]][] {
    const open = [...this.rows.values()].filter((row) => row.siteId === siteId && row.status === 'open');
    const starts = [...new Set(open.map(startOf))].sort();
    // Nobody is moved between clinics that differ in what they are besides: each sort is a world of its own.
    return starts.map((start) => [
      start,
      open.filter((row) => startOf(row) === start).map((row) => ({ ...row, options: [] })),
    ]);
  }

  found(siteId: number, wish: Wish): string[] {
    const asked = this.times.ask(wish, '2030-06-01', '2030-06-30');
    return this.times
      .all(siteId, asked)
      .map(
        ({ startsAt, minutes, free, options = NO_OPTIONS }) =>
          `${startOf({ startsAt: new Date(startsAt), minutes, options })}: ${free}`,
      )
      .sort();
  }
}

function seatingOf(slots: readonly SlotRow[], bookings: readonly Booked[]): Seating {
  const seating = new Seating(slots, new Map(slots.map(({ id, capacity, reserved }) => [id, capacity - reserved])));
  for (const { slotId, serviceId, audienceId, pinned } of bookings)
    if (slots.some(({ id }) => id === slotId))
      seating.place({ serviceId, audienceId, pinnedTo: pinned ? slotId : null }, slotId);
  return seating;
}

const startOf = ({
  startsAt,
  minutes,
  options = NO_OPTIONS,
}: Pick<SlotRow, 'startsAt' | 'minutes'> & { options?: readonly ClinicOption[] }): string =>
  `${startsAt.toISOString()}/${minutes} ${options.join('+')}`;
const wish = (services: number[], more: Partial<Wish> = {}): Wish => ({
  services: services.map((id) => ({ id }) as ServiceRow),
  together: 'parallel',
  moreTime: false,
  audienceId: null,
  prefers: NO_OPTIONS,
  without: NO_OPTIONS,
  ...more,
});

const someOf = <T>(items: readonly T[]): fc.Arbitrary<T[]> => fc.subarray([...items], { minLength: 1 });
const clinic = fc
  .record({
    siteId: fc.constantFrom(...SITES),
    from: fc.constantFrom(MORNING, MORNING, MORNING + 10 * MINUTE, MORNING + 5 * MINUTE, EVENING),
    minutes: fc.constantFrom(10, 10, 20),
    slots: fc.integer({ min: 1, max: 7 }),
    pause: fc.constantFrom(0, 0, 10, 15),
    idGap: fc.constantFrom(1, 1, 2),
    serviceIds: someOf(SERVICES),
    audienceIds: fc.option(someOf([7, 8]), { nil: null, freq: 5 }),
    options: fc.constantFrom<ClinicOption[]>([], [], ['quiet'], ['longer'], ['women_only', 'longer']),
    capacity: fc.integer({ min: 0, max: 4 }),
    reserved: fc.constantFrom(0, 0, 1),
    status: fc.constantFrom('open', 'open', 'open', 'paused') as fc.Arbitrary<SlotRow['status']>,
  })
  .map(({ slots, pause, ...c }) => ({
    ...c,
    starts: Array.from({ length: slots }, (_, n) => n * c.minutes + (n > 2 ? pause : 0)),
  }));

const change = fc.record({
  what: fc.constantFrom(
    'book',
    'book',
    'book',
    'leave',
    'move',
    'status',
    'capacity',
    'services',
    'time',
    'delete',
    'clinic',
    'load',
  ),
  slot: fc.nat(200),
  other: fc.nat(200),
  service: fc.constantFrom(...SERVICES),
  audience: fc.constantFrom(...AUDIENCES),
  number: fc.nat(4),
  clinic,
});
type Change = typeof change extends fc.Arbitrary<infer C> ? C : never;

/** Makes one change to the rows, and tells the board as the trigger would. */
function make(world: World, c: Change): void {
  const rows = [...world.rows.values()];
  const row = rows[c.slot % Math.max(1, rows.length)];
  if (c.what === 'clinic' || !row) return world.follow(world.addClinic(c.clinic));
  if (c.what === 'load') return world.load();
  const booked = world.bookings[c.other % Math.max(1, world.bookings.length)];
  const target = rows[c.other % rows.length] as SlotRow;
  const ofClinic = rows.filter(({ clinicId }) => clinicId === row.clinicId);
  const changed = new Set([row.id]);
  if (c.what === 'book') world.book(row.id, c.service, c.audience, c.number === 0);
  if (c.what === 'leave' && booked) leave(world, booked, changed);
  if (c.what === 'move' && booked && target.taken < target.capacity) {
    leave(world, booked, changed);
    world.book(target.id, booked.serviceId, booked.audienceId, booked.pinned);
    changed.add(target.id);
  }
  if (c.what === 'status') row.status = row.status === 'open' ? 'closed' : 'open';
  if (c.what === 'capacity') row.capacity = Math.max(row.taken, c.number);
  if (c.what === 'services') for (const slot of ofClinic) slot.serviceIds = c.clinic.serviceIds;
  if (c.what === 'time') row.startsAt = new Date(row.startsAt.getTime() + (c.number + 1) * 5 * MINUTE);
  if (c.what === 'services') for (const { id } of ofClinic) changed.add(id);
  if (c.what === 'delete') {
    world.bookings = world.bookings.filter(({ slotId }) => slotId !== row.id);
    world.rows.delete(row.id);
  }
  world.follow([...changed]);
}

function leave(world: World, booked: Booked, changed: Set<number>): void {
  world.bookings = world.bookings.filter((other) => other !== booked);
  (world.rows.get(booked.slotId) as SlotRow).taken -= 1;
  changed.add(booked.slotId);
}

test('what the board says is free is the extra flow over the rows, after any changes', () => {
  fc.assert(
    fc.property(
      fc.array(clinic, { minLength: 1, maxLength: 5 }),
      fc.array(change, { maxLength: 15 }),
      (clinics, changes) => {
        const world = new World();
        for (const c of clinics) world.follow(world.addClinic(c));
        for (const c of changes) {
          make(world, c);
          const audienceId = c.audience;
          for (const siteId of SITES)
            expect(world.found(siteId, wish([c.service], { audienceId }))).toEqual(
              world.expected(siteId, c.service, audienceId),
            );
        }
        expect(world.board.index.slots).toBe(world.rows.size);
        for (const siteId of SITES)
          for (const service of SERVICES)
            for (const audienceId of AUDIENCES)
              expect(world.found(siteId, wish([service], { audienceId }))).toEqual(
                world.expected(siteId, service, audienceId),
              );
      },
    ),
    { numRuns: 50 },
  );
});

test('people side by side are offered what seating them one by one over the rows gives', () => {
  const booking = fc.record({ slot: fc.nat(50), service: fc.constantFrom(...SERVICES), pinned: fc.boolean() });
  fc.assert(
    fc.property(
      fc.array(clinic, { minLength: 1, maxLength: 5 }),
      fc.array(booking, { maxLength: 15 }),
      fc.array(fc.constantFrom(...SERVICES), { minLength: 2, maxLength: 3 }),
      (clinics, bookings, people) => {
        const world = new World();
        const ids = clinics.flatMap((c) => world.addClinic(c));
        for (const { slot, service, pinned } of bookings)
          world.book(ids[slot % ids.length] as number, service, null, pinned);
        world.load();
        for (const siteId of SITES)
          expect(world.found(siteId, wish(people))).toEqual(world.expectedTogether(siteId, people));
      },
    ),
    { numRuns: 150 },
  );
});

test('more time is two adjacent slots of one clinic', () => {
  fc.assert(
    fc.property(fc.array(clinic, { minLength: 1, maxLength: 5 }), fc.constantFrom(...SERVICES), (clinics, service) => {
      const world = new World();
      // A visit never crosses midnight, because no clinic does.
      for (const c of clinics) world.addClinic({ ...c, from: Math.min(c.from, MORNING + 10 * MINUTE) });
      world.load();
      for (const siteId of SITES)
        expect(world.found(siteId, wish([service], { moreTime: true }))).toEqual(
          world.expectedMoreTime(siteId, service),
        );
    }),
    { numRuns: 150 },
  );
});

const oneSlot = (serviceIds: number[], more: Partial<Parameters<World['addClinic']>[0]> = {}) => ({
  siteId: 1,
  from: MORNING,
  starts: [0],
  idGap: 1,
  minutes: 10,
  serviceIds,
  audienceIds: null,
  capacity: 1,
  reserved: 0,
  status: 'open' as const,
  ...more,
});
const freeAtMorning = (world: World, services: number[], more: Partial<Wish> = {}): number =>
  world.times.all(1, world.times.ask(wish(services, more), DATE, DATE)).find(({ startsAt }) => startsAt === MORNING)
    ?.free ?? 0;

describe('free for a service', () => {
  const [A, B, C] = [1, 2, 3];

  test('of clinics {A, B} and {A, C} with a place each is A 2, B 1, C 1; after one B it is A 1, B 0, C 1', () => {
    const world = new World();
    const [first] = world.addClinic(oneSlot([A, B])) as [number];
    world.addClinic(oneSlot([A, C]));
    world.load();
    expect([A, B, C].map((service) => freeAtMorning(world, [service]))).toEqual([2, 1, 1]);
    world.book(first, B);
    world.follow([first]);
    expect([A, B, C].map((service) => freeAtMorning(world, [service]))).toEqual([1, 0, 1]);
  });

  test.each([0, 1])('COVID is bookable beside {FLU, COVID} and {FLU, RSV} when FLU sits in clinic %s', (seat) => {
    const [flu, covid, rsv] = [1, 2, 3];
    const world = new World();
    const slots = [...world.addClinic(oneSlot([flu, covid])), ...world.addClinic(oneSlot([flu, rsv]))];
    world.load();
    world.book(slots[seat] as number, flu);
    world.follow([slots[seat] as number]);
    expect([flu, covid, rsv].map((service) => freeAtMorning(world, [service]))).toEqual([1, 1, 1]);
  });

  test('changes when two people swap clinics, though no counter does', () => {
    const world = new World();
    const [wide] = world.addClinic(oneSlot([A, B, C])) as [number];
    const [narrow] = world.addClinic(oneSlot([A, B])) as [number];
    world.addClinic(oneSlot([B]));
    world.book(wide, A);
    world.book(narrow, B);
    world.load();
    expect(freeAtMorning(world, [C])).toBe(1);
    for (const booked of world.bookings) booked.serviceId = A;
    world.follow([wide, narrow]);
    expect(freeAtMorning(world, [C])).toBe(0);
  });

  test('leaves people alone who are pinned', () => {
    const world = new World();
    const [first] = world.addClinic(oneSlot([A, B])) as [number];
    world.addClinic(oneSlot([A, C]));
    world.book(first, A, null, true);
    world.load();
    expect([A, B, C].map((service) => freeAtMorning(world, [service]))).toEqual([1, 0, 1]);
  });

  test('shows nothing of a clinic that is for an audience but to those with it', () => {
    const world = new World();
    world.addClinic(oneSlot([A], { audienceIds: [7] }));
    world.load();
    expect([null, 8, 7].map((audienceId) => freeAtMorning(world, [A], { audienceId }))).toEqual([0, 0, 1]);
  });
});

test('times that have begun are not offered, and are forgotten with their line', () => {
  const world = new World();
  world.addClinic(oneSlot([1], { starts: [0, 10, 20] }));
  world.load();
  const times = (): number[] =>
    world.times.all(1, world.times.ask(wish([1]), DATE, DATE)).map(({ startsAt }) => startsAt);
  const shift = (instant: number): void => world.clock.shiftTo(instant - Date.now());
  shift(MORNING + 5 * MINUTE);
  expect(times()).toEqual([MORNING + 10 * MINUTE, MORNING + 20 * MINUTE]);
  world.board.forgetBefore(world.clock.now().getTime());
  expect(world.board.index.slots).toBe(3);
  shift(MORNING + 21 * MINUTE);
  expect(times()).toEqual([]);
  world.board.forgetBefore(world.clock.now().getTime());
  expect(world.board.index.slots).toBe(0);
});

test('candidates are the slots on sale at exactly that start, full ones too', () => {
  const world = new World();
  const [full] = world.addClinic(oneSlot([1, 2])) as [number];
  const [long] = world.addClinic(oneSlot([1], { minutes: 20, capacity: 3 })) as [number];
  world.addClinic(oneSlot([1], { status: 'paused' }));
  world.addClinic(oneSlot([2]));
  const [ours] = world.addClinic(oneSlot([1], { audienceIds: [7], capacity: 2 })) as [number];
  world.addClinic(oneSlot([1], { from: MORNING + MINUTE }));
  world.book(full, 1);
  world.load();
  const ids = (minutes?: number, audienceId: number | null = null): number[] =>
    world.board
      .candidates(1, 1, MORNING, minutes, audienceId)
      .map(({ id }) => id)
      .sort((a, b) => a - b);
  expect(ids()).toEqual([full, long]);
  expect(ids(10)).toEqual([full]);
  expect(ids(undefined, 7)).toEqual([full, long, ours]);
  expect(world.board.candidates(1, 1, MORNING, 20)).toEqual([{ id: long, serviceIds: [1], free: 3, minutes: 20 }]);
});

test('a region of 500 sites is a few bytes a slot', () => {
  const world = new World();
  const index = world.board.empty();
  for (let siteId = 1; siteId <= 500; siteId += 1)
    for (let day = 0; day < 8; day += 1) {
      const startsAt = MORNING + day * 1440 * MINUTE;
      const line = { clinicId: siteId * 100 + day, siteId, startsAt, minutes: 5, serviceIds: [1], audienceIds: null };
      index.add([{ ...line, firstId: (siteId * 100 + day) * 100, free: new Uint8Array(100).fill(2) }]);
    }
  expect(index.slots).toBe(400_000);
  expect(index.table.size() / index.slots).toBeLessThan(2);
});

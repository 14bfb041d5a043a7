import { MemoryCore } from './memory-core';
import { Crash } from './memory-store';
import type { Booked, Held } from './requests';
import { finished, type Steps } from './steps';

const MINUTE = 60_000;
const NOW = Date.parse('2026-05-04T08:00:00Z');
const START = NOW + 60 * MINUTE;
const [SITE, FLU, RSV] = [1, 2, 3];

const ascending = (a: number, b: number): number => a - b;

/** Everything that is in the tables, in an order of its own. */
const tablesOf = ({ store }: MemoryCore): string => {
  const slots = store.allSlots().map((slot) => ({
    ...slot,
    people: store
      .people(slot.id)
      .map(({ id }) => id)
      .toSorted(ascending),
  }));
  const bookings = [...store.bookings.values()].map(({ start, ...row }) => ({ ...row, start: start.key }));
  const starts = [...store.starts.values()].map(({ key, slots: here, waiting }) => [
    key,
    here.map(({ id }) => id),
    waiting.map(({ id }) => id).toSorted(ascending),
  ]);
  return JSON.stringify({ slots, bookings, starts, held: [...store.held].toSorted(ascending) });
};

/** A core with somebody booked, somebody cancelled with the place kept, somebody stranded, and two holds. */
const aBusyCore = () => {
  const core = new MemoryCore();
  core.store.now = NOW;
  let keys = 0;
  const keyed = () => ({ key: `k${(keys += 1)}`, requestHash: '' });
  const clinic = (serviceIds: number[], capacity = 2) => {
    const starts = [0, 10, 20].map((minutes) => START + minutes * MINUTE);
    return core.clinics.add({ siteId: SITE, starts, minutes: 10, capacity, serviceIds }).clinicId;
  };
  const hold = (start: number, ...services: number[]) =>
    finished(
      core.holds.hold({ ...keyed(), siteId: SITE, start, attendees: services.map((serviceId) => ({ serviceId })) }),
    ) as unknown as Held;
  const book = (start: number, serviceId: number): number => {
    const { partyId, token } = hold(start, serviceId);
    const answer = finished(core.changes.confirm({ ...keyed(), partyId, token, people: 1 }));
    return (answer as unknown as Booked).bookingIds[0] as number;
  };
  const [wide, narrow] = [clinic([FLU, RSV]), clinic([FLU], 1)];
  const [booked, kept, stranded] = [book(START, FLU), book(START, FLU), book(START + 20 * MINUTE, RSV)];
  finished(core.changes.cancel({ ...keyed(), bookingId: kept }));
  const [party, target] = [hold(START + 10 * MINUTE, FLU, FLU), hold(START + 10 * MINUTE, RSV)];
  core.clinics.setClosed(SITE, START + 20 * MINUTE, START + 21 * MINUTE, true);
  const move = (bookingId: number) => core.changes.move({ ...keyed(), bookingId, ...target });
  const acts: Record<string, () => Steps<unknown>> = {
    hold: () => core.holds.hold({ ...keyed(), siteId: SITE, start: START, attendees: [{ serviceId: RSV }] }),
    confirm: () => core.changes.confirm({ ...keyed(), ...party, people: 2 }),
    cancel: () => core.changes.cancel({ ...keyed(), bookingId: booked }),
    restore: () => core.changes.restore({ ...keyed(), bookingId: kept }),
    move: () => move(stranded),
    release: () => core.holds.release(party.partyId, party.token),
    *'edit of a clinic'() {
      core.clinics.edit(wide, { serviceIds: [RSV], capacity: 1 });
      yield;
    },
    *'opening of a time'() {
      core.clinics.setClosed(SITE, START + 20 * MINUTE, START + 21 * MINUTE, false);
      yield;
    },
    *'new clinic'() {
      clinic([RSV]);
      core.clinics.setPaused(narrow, true);
      yield;
    },
  };
  return { core, acts };
};

/** Whether the act, dying at this write, leaves a trace; null where it is over before. */
const leavesTrace = (name: string, writes: number): boolean | null => {
  const { core, acts } = aBusyCore();
  const steps = (acts[name] as () => Steps<unknown>)();
  const before = tablesOf(core);
  try {
    for (let done: boolean | undefined = false; !done;) {
      core.store.writesUntilCrash = writes;
      done = steps.next().done;
    }
    return null;
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
    return tablesOf(core) !== before;
  }
};

test.each(Object.keys(aBusyCore().acts))('%s: dying at any write leaves everything as it was', (name) => {
  const traces: boolean[] = [];
  for (let trace = leavesTrace(name, 1); trace !== null; trace = leavesTrace(name, traces.length + 1))
    traces.push(trace);
  expect(traces.length).toBeGreaterThan(0);
  expect(traces).not.toContain(true);
});

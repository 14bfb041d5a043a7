import fc from 'fast-check';
import { addDays } from './local-date';
import { checkClinicShape, slotStarts } from './slots';
import { minutesOfDay, timeOfMinutes } from './time';

const LONDON = 'Europe/London';
const night = (date: string) => slotStarts({ date, from: '00:00', until: '04:00', slotMinutes: 30 }, LONDON);
const times = (slots: ReturnType<typeof slotStarts>) =>
  slots.map(({ localTime, repeated }) => localTime + (repeated ? ' again' : ''));

test('on the night the clocks go forward a clinic has no slot in the hour that does not exist', () => {
  expect(times(night('2026-03-29'))).toEqual(['00:00', '00:30', '02:00', '02:30', '03:00', '03:30']);
  expect(night('2026-03-29')[2]?.startsAt.toISOString()).toBe('2026-03-29T01:00:00.000Z');
});

test('on the night the clocks go back the second hour has slots of its own, labelled, in the order they happen', () => {
  const slots = night('2026-10-25');
  expect(times(slots)).toEqual([
    '00:00',
    '00:30',
    '01:00',
    '01:30',
    '01:00 again',
    '01:30 again',
    '02:00',
    '02:30',
    '03:00',
    '03:30',
  ]);
  const gaps = slots.slice(1).map(({ startsAt }, index) => startsAt.getTime() - Number(slots[index]?.startsAt));
  expect(new Set(gaps)).toEqual(new Set([30 * 60_000]));
});

test('a day clinic maps to the right instants on both sides of a change', () => {
  const first = (date: string) =>
    slotStarts({ date, from: '09:00', until: '17:00', slotMinutes: 10 }, LONDON)[0]?.startsAt.toISOString();
  expect(['2026-03-28', '2026-03-29', '2026-10-24', '2026-10-25'].map(first)).toEqual([
    '2026-03-28T09:00:00.000Z',
    '2026-03-29T08:00:00.000Z',
    '2026-10-24T08:00:00.000Z',
    '2026-10-25T09:00:00.000Z',
  ]);
});

test('a tail shorter than a slot is dropped, and a clinic may end at 24:00', () => {
  expect(times(slotStarts({ date: '2026-06-01', from: '09:00', until: '09:50', slotMinutes: 20 }, LONDON))).toEqual([
    '09:00',
    '09:20',
  ]);
  expect(times(slotStarts({ date: '2026-06-01', from: '23:00', until: '24:00', slotMinutes: 30 }, LONDON))).toEqual([
    '23:00',
    '23:30',
  ]);
});

test('a break removes every slot it overlaps, and none that only touches it', () => {
  const clinic = { date: '2026-06-01', from: '09:00', until: '11:00', slotMinutes: 20 };
  const withBreak = (from: string, until: string) =>
    times(slotStarts({ ...clinic, breaks: [{ from, until }] }, LONDON));
  expect(withBreak('09:40', '10:20')).toEqual(['09:00', '09:20', '10:20', '10:40']);
  expect(withBreak('09:50', '10:10')).toEqual(['09:00', '09:20', '10:20', '10:40']);
});

test('away from clock changes there are as many slots as fit, each at its own instant', () => {
  const clinic = fc.record({
    day: fc.integer({ min: 0, max: 100 }),
    from: fc.nat(1300),
    length: fc.nat(139),
    slotMinutes: fc.integer({ min: 1, max: 60 }),
  });
  fc.assert(
    fc.property(clinic, ({ day, from, length, slotMinutes }) => {
      const hours = { from: timeOfMinutes(from), until: timeOfMinutes(from + length), slotMinutes };
      const slots = slotStarts({ date: addDays('2026-05-01', day), ...hours }, LONDON);
      expect(slots.length).toBe(Math.floor(length / slotMinutes));
      expect(new Set(slots.map(({ startsAt }) => startsAt.getTime())).size).toBe(slots.length);
      expect(slots.every(({ localTime }) => Number(minutesOfDay(localTime)) >= from)).toBe(true);
    }),
  );
});

describe('the shape of a clinic', () => {
  const shape = { from: '09:00', until: '12:00', slotMinutes: 10, capacity: 2 };
  const faults = (change: object) =>
    checkClinicShape({ ...shape, ...change }).map(({ path, reason }) => `${path} ${reason}`);

  test('one that fits the limits has no fault, the limits included', () => {
    expect(faults({})).toEqual([]);
    expect(faults({ capacity: 99, slotMinutes: 60, breaks: [{ from: '09:00', until: '10:00' }] })).toEqual([]);
    expect(faults({ capacity: 1, slotMinutes: 1, until: '24:00' })).toEqual([]);
  });

  test.each([
    [{ capacity: 0 }, ['capacity out_of_range']],
    [{ capacity: 100, slotMinutes: 61 }, ['capacity out_of_range', 'slotMinutes out_of_range']],
    [{ capacity: 1.5 }, ['capacity out_of_range']],
    [{ slotMinutes: Number.NaN }, ['slotMinutes out_of_range']],
    [{ until: '09:00' }, ['until not_after_start']],
    [{ from: '24:00', until: '25:00' }, ['from not_a_time', 'until not_a_time']],
    [
      { breaks: [{ from: '08:50', until: '12:10' }] },
      ['breaks.0.from outside_clinic', 'breaks.0.until outside_clinic'],
    ],
    [{ breaks: [{ from: '10:00', until: '10:00' }] }, ['breaks.0.until not_after_start']],
    [{ until: '09:05' }, ['until no_slots']],
    [{ breaks: [{ from: '09:00', until: '12:00' }] }, ['until no_slots']],
  ])('%j has the faults %j', (change, expected) => {
    expect(faults(change)).toEqual(expected);
  });
});

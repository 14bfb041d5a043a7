import fc from 'fast-check';
import { isClosedBy, plannedSlots, releaseInstant, slotStartsIn, spreadEvenly, type ClinicPlan } from './clinic-slots';
import { addDays } from './local-date';
import { slotStarts } from './slots';

const ZONE = 'Europe/London';
const NOW = new Date('2026-03-01T09:00:00Z');
const aPlan = (more: Partial<ClinicPlan> = {}): ClinicPlan => ({
  date: '2026-03-20',
  from: '09:00',
  until: '10:00',
  slotMinutes: 10,
  capacity: 4,
  dailyCap: null,
  heldBack: null,
  ...more,
});
const capacities = (plan: ClinicPlan, now = NOW) => plannedSlots(plan, now, ZONE).map(({ capacity }) => capacity);
const reserves = (plan: ClinicPlan, now = NOW) => plannedSlots(plan, now, ZONE).map(({ reserved }) => reserved);

describe('spreading', () => {
  test('shares differ by one at most, the earlier ones are larger, and limits hold', () => {
    expect(spreadEvenly(7, [4, 4, 4])).toEqual([3, 2, 2]);
    expect(spreadEvenly(7, [4, 1, 4])).toEqual([3, 1, 3]);
    expect(spreadEvenly(2, [4, 4, 4])).toEqual([1, 1, 0]);
    expect(spreadEvenly(99, [4, 0, 4])).toEqual([4, 0, 4]);
    expect(spreadEvenly(0, [4])).toEqual([0]);
    expect(spreadEvenly(3, [])).toEqual([]);
  });

  test('the sum is the total, or all there is room for', () => {
    fc.assert(
      fc.property(fc.nat(3000), fc.array(fc.nat(99), { maxLength: 60 }), (total, limits) => {
        const shares = spreadEvenly(total, limits);
        const room = limits.reduce((sum, limit) => sum + limit, 0);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBe(Math.min(total, room));
        shares.forEach((share, n) => expect(share).toBeLessThanOrEqual(limits[n] as number));
        // Nobody has two more than a later one that still had room.
        shares.forEach((share, n) =>
          shares.slice(n + 1).forEach((other, m) => {
            const hasRoom = other < (limits[n + 1 + m] as number);
            expect(hasRoom && share > other + 1).toBe(false);
            expect(share < other && share < (limits[n] as number)).toBe(false);
          }),
        );
      }),
    );
  });
});

describe('a daily cap', () => {
  test('becomes capacities of the slots, and none where it is not reached', () => {
    expect(capacities(aPlan())).toEqual([4, 4, 4, 4, 4, 4]);
    expect(capacities(aPlan({ dailyCap: 20 }))).toEqual([4, 4, 3, 3, 3, 3]);
    expect(capacities(aPlan({ dailyCap: 4 }))).toEqual([1, 1, 1, 1, 0, 0]);
    expect(capacities(aPlan({ dailyCap: 24 }))).toEqual([4, 4, 4, 4, 4, 4]);
    expect(capacities(aPlan({ dailyCap: 500 }))).toEqual([4, 4, 4, 4, 4, 4]);
  });
});

describe('a share held back', () => {
  const heldBack = { percent: 25, releaseDaysBefore: 2, releaseTime: '17:00' };

  test('is a rounded percentage of all places, spread over the slots', () => {
    expect(reserves(aPlan({ heldBack }))).toEqual([1, 1, 1, 1, 1, 1]);
    expect(reserves(aPlan({ heldBack: { ...heldBack, percent: 10 } }))).toEqual([1, 1, 0, 0, 0, 0]);
    expect(reserves(aPlan({ heldBack: { ...heldBack, percent: 100 } }))).toEqual([4, 4, 4, 4, 4, 4]);
    expect(reserves(aPlan({ heldBack: { ...heldBack, percent: 0 } }))).toEqual([0, 0, 0, 0, 0, 0]);
  });

  test('is never more than a slot can take under a cap', () => {
    const plan = aPlan({ dailyCap: 4, heldBack: { ...heldBack, percent: 100 } });
    expect(reserves(plan)).toEqual([1, 1, 1, 1, 0, 0]);
    expect(plannedSlots(plan, NOW, ZONE).map(({ reserveUntil }) => reserveUntil !== null)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  test('goes on sale by the local calendar, and is none once that has passed', () => {
    const [slot] = plannedSlots(aPlan({ heldBack }), NOW, ZONE);
    expect(slot?.reserveUntil).toEqual(new Date('2026-03-18T17:00:00Z'));
    expect(releaseInstant('2026-04-01', heldBack, ZONE)).toEqual(new Date('2026-03-30T16:00:00Z'));
    expect(reserves(aPlan({ heldBack }), new Date('2026-03-18T16:59:59Z'))).toEqual([1, 1, 1, 1, 1, 1]);
    expect(reserves(aPlan({ heldBack }), new Date('2026-03-18T17:00:00Z'))).toEqual([0, 0, 0, 0, 0, 0]);
  });

  test('without a time is never released', () => {
    const [slot] = plannedSlots(
      aPlan({ heldBack: { percent: 25, releaseDaysBefore: null, releaseTime: null } }),
      NOW,
      ZONE,
    );
    expect(slot).toMatchObject({ reserved: 1, reserveUntil: null });
  });

  test('at a time that the clocks skip is released an hour later by the wall, which is the same moment', () => {
    expect(releaseInstant('2026-03-29', { percent: 1, releaseDaysBefore: 0, releaseTime: '01:30' }, ZONE)).toEqual(
      new Date('2026-03-29T01:30:00Z'),
    );
  });
});

test('on the nights when the clocks change the slots are those that exist', () => {
  const night = { from: '00:00', until: '04:00', slotMinutes: 30, dailyCap: 10 };
  expect(capacities(aPlan({ ...night, date: '2026-03-29' }))).toEqual([2, 2, 2, 2, 1, 1]);
  expect(capacities(aPlan({ ...night, date: '2026-10-25' }))).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
});

test.each([
  ['Europe/London', ['2026-03-28', '2026-10-24']],
  ['Australia/Lord_Howe', ['2026-04-04', '2026-10-03']],
  ['America/Sao_Paulo', ['2018-02-17', '2018-11-03']],
  ['Pacific/Apia', ['2011-12-29']],
])('in %s starts worked out together are those worked out one by one', (zone, changes) => {
  const starts = slotStartsIn(zone);
  const hours = { from: '00:00', until: '24:00', slotMinutes: 30, breaks: [{ from: '12:00', until: '13:00' }] };
  // An ordinary day first, then the days around each change of the clocks.
  for (const date of ['2026-01-15', ...changes.flatMap((day) => [0, 1, 2].map((n) => addDays(day, n))), '2026-07-15'])
    expect([date, starts({ date, ...hours })]).toEqual([date, slotStarts({ date, ...hours }, zone)]);
});

describe('a closure', () => {
  const days = { from: '2026-03-20', to: '2026-03-22', starts: null, ends: null };
  const at = (date: string, localTime: string, minutes = 10) => ({ date, localTime, minutes });

  test('has both its dates', () => {
    expect(
      ['2026-03-19', '2026-03-20', '2026-03-22', '2026-03-23'].map((date) => isClosedBy(at(date, '09:00'), days)),
    ).toEqual([false, true, true, false]);
  });

  test('of some hours takes away what it overlaps and nothing that only touches it', () => {
    const hours = { ...days, starts: '12:00', ends: '13:00' };
    const times = ['11:50', '11:55', '12:00', '12:50', '13:00'];
    expect(times.map((time) => isClosedBy(at('2026-03-20', time), hours))).toEqual([false, true, true, true, false]);
    expect(isClosedBy(at('2026-03-20', '23:55'), { ...days, starts: '12:00', ends: '24:00' })).toBe(true);
  });
});

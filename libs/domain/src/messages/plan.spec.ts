import fc from 'fast-check';
import { DateTime } from 'luxon';
import { MESSAGE_KINDS } from './kinds';
import { planBookingMessages, planMissed, planNextDose, planReminders, type BookingChange } from './plan';
import { mayLeaveFrom } from './quiet-hours';

const zone = 'Europe/London';
const both = { hasMobile: true, hasEmail: true };
const change: BookingChange = {
  kind: 'booked',
  now: new Date('2026-10-14T12:00:00Z'),
  startsAt: new Date('2026-10-20T09:00:00Z'),
  occurrence: 2,
  contact: both,
  zone,
};
const planned = (more: Partial<BookingChange> = {}): string[] =>
  planBookingMessages({ ...change, ...more }).map(
    ({ kind, channel, sendAfter }) => `${kind} ${channel} ${sendAfter.toISOString().slice(0, 16)}`,
  );

test('news goes every way there is, at once and for a day; each reminder goes one way, at ten and at five local time', () => {
  expect(planned()).toEqual([
    'reminder_3_days sms 2026-10-17T09:00',
    'reminder_1_day sms 2026-10-19T16:00',
    'booked sms 2026-10-14T12:00',
    'booked email 2026-10-14T12:00',
  ]);
  const [reminder, , news] = planBookingMessages(change);
  expect(reminder).toMatchObject({ notAfter: new Date('2026-10-20T07:00:00Z'), occurrence: 2 });
  expect(news).toMatchObject({ notAfter: new Date('2026-10-15T12:00:00Z'), occurrence: 2 });
});

test('who books less than a day before a reminder is due is not reminded', () => {
  expect(planned({ now: new Date('2026-10-16T08:59:59Z') })[0]).toMatch(/^reminder_3_days/);
  expect(planned({ now: new Date('2026-10-16T09:00:00Z') })[0]).toMatch(/^reminder_1_day/);
  expect(planned({ now: new Date('2026-10-18T16:00:00Z') })[0]).toMatch(/^booked/);
});

test('who cancels or is cancelled is reminded of nothing; who moves is reminded of the new time', () => {
  for (const kind of ['cancelled_by_resident', 'cancelled_by_site', 'possible_duplicate'] as const)
    expect(planned({ kind }).map((line) => line.split(' ')[0])).toEqual([kind, kind]);
  expect(planned({ kind: 'moved' })).toHaveLength(4);
  expect(planned({ kind: 'clinic_moved' })).toHaveLength(4);
});

test('who can only be called is called the morning before, and where the site cancels; not to be told what they just did', () => {
  const contact = { hasMobile: false, hasEmail: false };
  expect(planned({ contact })).toEqual(['reminder_1_day call 2026-10-19T09:00']);
  expect(planned({ contact, kind: 'cancelled_by_site' })).toEqual(['cancelled_by_site call 2026-10-14T12:00']);
  expect(planned({ contact, kind: 'cancelled_by_resident' })).toEqual([]);
  expect(planned({ contact: { hasMobile: false, hasEmail: true } })[0]).toMatch(/^reminder_3_days email/);
});

test('at night a site may text only somebody whose appointment begins within a day; an e-mail wakes nobody', () => {
  const night = { kind: 'cancelled_by_site', now: new Date('2026-10-14T21:30:00Z') } as const;
  expect(planned(night)).toEqual([
    'cancelled_by_site sms 2026-10-15T07:00',
    'cancelled_by_site email 2026-10-14T21:30',
  ]);
  expect(planned({ ...night, startsAt: new Date('2026-10-15T07:30:00Z') })[0]).toBe(
    'cancelled_by_site sms 2026-10-14T21:30',
  );
  const [sms] = planBookingMessages({ ...change, kind: 'cancelled_by_site' });
  expect(sms?.notAfter).toEqual(change.startsAt);
});

test('quiet hours end at eight and begin at twenty, local time, for what is not urgent', () => {
  const at = (kind: (typeof MESSAGE_KINDS)[number], time: string): string =>
    mayLeaveFrom({ kind, channel: 'sms', at: new Date(`2026-07-01T${time}Z`), startsAt: null, zone })
      .toISOString()
      .slice(5, 16);
  expect(at('reminder_1_day', '06:59:59')).toBe('07-01T07:00');
  expect(at('invitation', '07:00')).toBe('07-01T07:00');
  expect(at('missed', '18:59:59')).toBe('07-01T18:59');
  expect(at('invitation_again', '19:00')).toBe('07-02T07:00');
  expect(at('next_dose', '23:30')).toBe('07-02T07:00');
  expect(at('booked', '23:30')).toBe('07-01T23:30');
  expect(at('one_time_code', '02:00')).toBe('07-01T02:00');
});

test('missed people hear of it a quarter of an hour later, and not at night', () => {
  const sent = (now: string) =>
    planMissed({ contact: both, now: new Date(now), occurrence: 1, zone }).map(({ channel, sendAfter }) => [
      channel,
      sendAfter.toISOString().slice(0, 16),
    ]);
  expect(sent('2026-10-14T12:00:00Z')).toEqual([['sms', '2026-10-14T12:15']]);
  expect(sent('2026-10-14T18:50:00Z')).toEqual([['sms', '2026-10-15T07:00']]);
});

test('the next dose is spoken of two weeks before, or the next morning', () => {
  const sent = (earliest: string) =>
    planNextDose({
      contact: both,
      now: new Date('2026-10-14T12:00:00Z'),
      occurrence: 1,
      zone,
      earliest,
    })[0]?.sendAfter.toISOString();
  expect(sent('2026-11-11')).toBe('2026-10-28T10:00:00.000Z');
  expect(sent('2026-10-20')).toBe('2026-10-15T09:00:00.000Z');
});

/** Appointments in the weeks around both nights in which the clocks change. */
const aroundChange = fc
  .record({
    night: fc.constantFrom('2026-03-29', '2026-10-25'),
    hours: fc.integer({ min: -24 * 5, max: 24 * 5 }),
    minutes: fc.integer({ min: 0, max: 11 }),
  })
  .map(
    ({ night, hours, minutes }) => new Date(Date.parse(`${night}T00:00:00Z`) + hours * 3_600_000 + minutes * 300_000),
  );

test('10,000 reminders over both nights in which the clocks change are due at the right local day and time', () => {
  let reminders = 0;
  fc.assert(
    fc.property(aroundChange, (startsAt) => {
      const now = new Date(startsAt.getTime() - 20 * 86_400_000);
      const appointment = DateTime.fromJSDate(startsAt, { zone });
      const due = planReminders({ contact: both, now, startsAt, occurrence: 1, zone });
      reminders += due.length;
      const shown = due.map(({ sendAfter }) => DateTime.fromJSDate(sendAfter, { zone }).toFormat('yyyy-MM-dd HH:mm'));
      const wanted = [
        `${appointment.minus({ days: 3 }).toISODate()} 10:00`,
        `${appointment.minus({ days: 1 }).toISODate()} 17:00`,
      ];
      return shown.join() === wanted.join();
    }),
    { numRuns: 5000, seed: 20_261_025 },
  );
  expect(reminders).toBe(10_000);
});

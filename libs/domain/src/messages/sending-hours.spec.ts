import type { MessageChannel, MessageKind } from './kinds';
import { mayLeaveFrom } from './quiet-hours';
import {
  closesAt,
  nextWorkingDay,
  opensAt,
  type SendingCalendar,
  type SendingHours,
  USUAL_HOURS,
  WIDEST_HOURS,
} from './sending-hours';

const england: SendingCalendar = { zone: 'Europe/London', holidays: 'england-and-wales' };
const opens = (at: string, hours: SendingHours = USUAL_HOURS, calendar = england) =>
  opensAt(new Date(at), hours, calendar).toISOString().slice(0, 16);

test.each([
  ['a weekday within the hours', '2026-11-26T14:30:00Z', '2026-11-26T14:30'],
  ['the first minute', '2026-11-26T09:00:00Z', '2026-11-26T09:00'],
  ['before nine', '2026-11-26T08:59:59Z', '2026-11-26T09:00'],
  ['the last minute', '2026-11-26T18:59:59Z', '2026-11-26T18:59'],
  ['seven in the evening', '2026-11-26T19:00:00Z', '2026-11-27T09:00'],
  ['Saturday within the hours', '2026-11-28T10:00:00Z', '2026-11-28T10:00'],
  ['Saturday evening', '2026-11-28T19:00:00Z', '2026-11-30T09:00'],
  ['Sunday', '2026-11-29T12:00:00Z', '2026-11-30T09:00'],
  ['Saturday evening before the clocks go forward', '2026-03-28T20:00:00Z', '2026-03-30T08:00'],
  ['the Sunday on which they go back', '2026-10-25T00:30:00Z', '2026-10-26T09:00'],
  ['Saturday before that, in summer time', '2026-10-24T17:59:00Z', '2026-10-24T17:59'],
  ['Saturday before that, an hour later', '2026-10-24T18:00:00Z', '2026-10-26T09:00'],
  ['the evening before a bank holiday Monday', '2026-05-02T18:30:00Z', '2026-05-05T08:00'],
  ['a bank holiday Monday', '2026-08-31T11:00:00Z', '2026-09-01T08:00'],
  // Friday 25 December; the 26th is a Saturday, and Boxing Day is kept on Monday.
  ['Christmas Eve, late', '2026-12-24T20:00:00Z', '2026-12-26T09:00'],
  ['Christmas Day', '2026-12-25T10:00:00Z', '2026-12-26T09:00'],
  ['the Saturday after it, late', '2026-12-26T19:30:00Z', '2026-12-29T09:00'],
  ['Good Friday', '2026-04-03T10:00:00Z', '2026-04-04T08:00'],
  ['the last evening of the year', '2026-12-31T19:00:00Z', '2027-01-02T09:00'],
])('invitations leave from nine to seven, Monday to Saturday, on no bank holiday: %s', (_, at, expected) => {
  expect(opens(at)).toBe(expected);
});

test('days and hours are those that were chosen, and holidays where that was', () => {
  expect(opens('2026-11-26T14:30:00Z', { ...USUAL_HOURS, days: [7] })).toBe('2026-11-29T09:00');
  expect(opens('2026-11-26T10:30:00Z', { ...USUAL_HOURS, from: '12:30' })).toBe('2026-11-26T12:30');
  expect(opens('2026-12-25T10:00:00Z', { ...USUAL_HOURS, onHolidays: true })).toBe('2026-12-25T10:00');
  // Only Mondays, and the next one is a bank holiday.
  expect(opens('2026-08-25T10:00:00Z', { ...USUAL_HOURS, days: [1] })).toBe('2026-09-07T08:00');
  expect(opens('2026-12-25T07:59:00Z', WIDEST_HOURS)).toBe('2026-12-25T08:00');
  expect(opens('2026-12-27T19:59:00Z', WIDEST_HOURS)).toBe('2026-12-27T19:59');
});

test('each region has its own holidays and its own clock', () => {
  expect(opens('2026-08-31T11:00:00Z', USUAL_HOURS, { ...england, holidays: 'none' })).toBe('2026-08-31T11:00');
  expect(opens('2026-11-26T11:00:00Z', USUAL_HOURS, { ...england, holidays: ['2026-11-26'] })).toBe('2026-11-27T09:00');
  expect(opens('2026-11-26T11:00:00Z', USUAL_HOURS, { zone: 'America/New_York', holidays: 'none' })).toBe(
    '2026-11-26T14:00',
  );
});

test('the hours end at their end, today or when they open next', () => {
  const closes = (at: string) => closesAt(new Date(at), USUAL_HOURS, england).toISOString().slice(0, 16);
  expect(closes('2026-11-26T12:00:00Z')).toBe('2026-11-26T19:00');
  expect(closes('2026-11-28T19:30:00Z')).toBe('2026-11-30T19:00');
});

test.each([
  ['a Thursday', '2026-11-26T10:00:00Z', '2026-11-27T09:00'],
  ['a Friday', '2026-11-27T10:00:00Z', '2026-11-30T09:00'],
  ['a Saturday, though invitations leave on it', '2026-11-28T10:00:00Z', '2026-11-30T09:00'],
  ['the Friday before a bank holiday Monday', '2026-08-28T10:00:00Z', '2026-09-01T08:00'],
  ['Christmas Eve', '2026-12-24T10:00:00Z', '2026-12-29T09:00'],
  ['the Friday before the clocks go forward', '2026-03-27T10:00:00Z', '2026-03-30T08:00'],
])('a letter is handed over on the next working day: from %s', (_, at, expected) => {
  expect(nextWorkingDay(new Date(at), USUAL_HOURS, england).toISOString().slice(0, 16)).toBe(expected);
});

test('what comes up outside the hours waits: messages for the hours, letters for a working day, calls for nothing', () => {
  const leaves = (channel: MessageChannel, at: string, kind: MessageKind = 'invitation') => {
    const within = { hours: USUAL_HOURS, holidays: england.holidays };
    const from = mayLeaveFrom({ kind, channel, at: new Date(at), startsAt: null, zone: england.zone, within });
    return from.toISOString().slice(0, 16);
  };
  expect(leaves('sms', '2026-11-29T12:00:00Z')).toBe('2026-11-30T09:00');
  expect(leaves('email', '2026-11-26T19:30:00Z', 'invitation_again')).toBe('2026-11-27T09:00');
  expect(leaves('letter', '2026-11-28T12:00:00Z')).toBe('2026-11-30T09:00');
  expect(leaves('letter', '2026-11-26T21:00:00Z')).toBe('2026-11-26T21:00');
  expect(leaves('call', '2026-11-29T12:00:00Z')).toBe('2026-11-29T12:00');
});

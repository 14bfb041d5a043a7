import { USUAL_HOURS, WIDEST_HOURS } from '../messages/sending-hours';
import { type InvitationTerms, planInvitation } from './plan-invitation';

const terms: Omit<InvitationTerms, 'now'> = {
  ends: new Date('2026-12-24T00:00:00Z'),
  secondAfterDays: 3,
  hours: USUAL_HOURS,
  zone: 'Europe/London',
  holidays: 'england-and-wales',
};
const all = (channel: 'sms' | 'letter' | 'call', now: string, more: Partial<InvitationTerms> = {}) =>
  planInvitation(channel, { ...terms, now: new Date(now), ...more });
const planned = (...args: Parameters<typeof all>) =>
  all(...args).map(({ kind, sendAfter }) => `${kind} ${sendAfter.toISOString()}`);

test('a text leaves within the hours, and a second one three days later at the same time of day', () => {
  expect(planned('sms', '2026-11-24T10:00:00Z')).toEqual([
    'invitation 2026-11-24T10:00:00.000Z',
    'invitation_again 2026-11-27T10:00:00.000Z',
  ]);
  expect(planned('sms', '2026-11-26T21:30:00Z')[0]).toBe('invitation 2026-11-27T09:00:00.000Z');
});

test('a second one that would leave on a Sunday or a bank holiday leaves when the hours open next', () => {
  expect(planned('sms', '2026-11-26T10:00:00Z')[1]).toBe('invitation_again 2026-11-30T09:00:00.000Z');
  expect(planned('sms', '2026-08-28T10:00:00Z')[1]).toBe('invitation_again 2026-09-01T08:00:00.000Z');
  expect(planned('sms', '2026-11-26T10:00:00Z', { hours: WIDEST_HOURS })[1]).toBe(
    'invitation_again 2026-11-29T10:00:00.000Z',
  );
});

test('the night in which the clocks change moves nothing', () => {
  expect(planned('sms', '2026-10-24T09:00:00Z')[1]).toBe('invitation_again 2026-10-27T10:00:00.000Z');
});

test('a letter is handed over on the next working day', () => {
  expect(planned('letter', '2026-11-26T10:00:00Z')).toEqual(['invitation 2026-11-27T09:00:00.000Z']);
  expect(planned('letter', '2026-11-28T10:00:00Z')).toEqual(['invitation 2026-11-30T09:00:00.000Z']);
});

test('a message is of use for a week, and to the end of the hours then', () => {
  const until = (...args: Parameters<typeof all>) => all(...args)[0]?.notAfter.toISOString();
  expect(until('sms', '2026-11-26T10:00:00Z')).toBe('2026-12-03T19:00:00.000Z');
  // Only Mondays: one that an outage held up has the next one.
  expect(until('sms', '2026-11-30T10:00:00Z', { hours: { ...USUAL_HOURS, days: [1] } })).toBe(
    '2026-12-07T19:00:00.000Z',
  );
  expect(until('sms', '2026-12-22T10:00:00Z')).toBe('2026-12-24T00:00:00.000Z');
});

test('a letter and a call are one, and nothing leaves after the end', () => {
  expect(planned('letter', '2026-11-26T10:00:00Z')).toHaveLength(1);
  expect(planned('call', '2026-11-26T10:00:00Z')).toHaveLength(1);
  expect(planned('sms', '2026-12-22T10:00:00Z')).toHaveLength(1);
  expect(planned('sms', '2026-12-24T10:00:00Z')).toEqual([]);
});

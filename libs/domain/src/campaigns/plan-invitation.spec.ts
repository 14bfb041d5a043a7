import { planInvitation } from './plan-invitation';

const zone = 'Europe/London';
const terms = { ends: new Date('2026-12-24T00:00:00Z'), secondAfterDays: 3, zone };
const planned = (channel: 'sms' | 'letter' | 'call', now: string, more: object = {}) =>
  planInvitation(channel, { ...terms, now: new Date(now), ...more }).map(
    ({ kind, sendAfter }) => `${kind} ${sendAfter.toISOString()}`,
  );

test('a text leaves in the day, and a second one three days later at the same time of day', () => {
  expect(planned('sms', '2026-11-26T10:00:00Z')).toEqual([
    'invitation 2026-11-26T10:00:00.000Z',
    'invitation_again 2026-11-29T10:00:00.000Z',
  ]);
  expect(planned('sms', '2026-11-26T21:30:00Z')[0]).toBe('invitation 2026-11-27T08:00:00.000Z');
});

test('the night in which the clocks change moves nothing', () => {
  const ends = new Date('2026-12-24T00:00:00Z');
  expect(planned('sms', '2026-10-24T09:00:00Z', { ends })[1]).toBe('invitation_again 2026-10-27T10:00:00.000Z');
});

test('a letter and a call are one, and nothing leaves after the end', () => {
  expect(planned('letter', '2026-11-26T10:00:00Z')).toHaveLength(1);
  expect(planned('call', '2026-11-26T10:00:00Z')).toHaveLength(1);
  expect(planned('sms', '2026-12-22T10:00:00Z')).toHaveLength(1);
  expect(planned('sms', '2026-12-24T10:00:00Z')).toEqual([]);
});

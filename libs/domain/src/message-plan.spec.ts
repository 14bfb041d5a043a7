import { planBookingMessages } from './message-plan';

const now = new Date('2026-10-24T12:00:00Z');
const change = { kind: 'booked', now, startsAt: new Date('2026-11-01T09:00:00Z'), occurrence: 2 } as const;

test('each way to reach the person gets one message, due now and stale after 24 hours', () => {
  const messages = planBookingMessages({ ...change, contact: { hasMobile: true, hasEmail: true } });
  expect(messages.map(({ channel }) => channel)).toEqual(['sms', 'email']);
  expect(messages[0]).toEqual({
    kind: 'booked',
    channel: 'sms',
    sendAfter: now,
    notAfter: new Date('2026-10-25T12:00:00Z'),
    occurrence: 2,
  });
});

test('someone with one way gets one message, someone with none gets none', () => {
  const channels = (hasMobile: boolean, hasEmail: boolean) =>
    planBookingMessages({ ...change, kind: 'moved', contact: { hasMobile, hasEmail } }).map(({ channel }) => channel);
  expect([channels(true, false), channels(false, true), channels(false, false)]).toEqual([['sms'], ['email'], []]);
});

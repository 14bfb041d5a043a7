import { regionWithTimeLeft } from './late-in-the-day.mjs';

test.each([
  ['2026-11-23T10:00:00Z', undefined],
  ['2026-11-23T23:14:00Z', undefined],
  ['2026-11-23T23:16:00Z', '22:16'],
  ['2026-11-23T23:59:30Z', '22:59'],
  ['2026-11-24T00:00:00Z', undefined],
  // Summer time: an hour ahead.
  ['2026-07-01T22:50:00Z', '22:50'],
])('at %s it is %s in the region of the browser tests', (now, there) => {
  const { TIME_ZONE: timeZone } = regionWithTimeLeft(new Date(now));
  const clock = () => new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'short' }).format(new Date(now));
  expect(timeZone && clock()).toBe(there);
});

import { waitForTomorrow } from './late-in-the-day.mjs';

test.each([
  ['2026-11-23T10:00:00Z', 0],
  ['2026-11-23T23:44:00Z', 0],
  ['2026-11-23T23:46:00Z', 14],
  ['2026-11-23T23:59:30Z', 1],
  ['2026-11-24T00:00:00Z', 0],
  // Summer time: an hour ahead.
  ['2026-07-01T22:50:00Z', 10],
])('at %s the browser tests wait %i minutes', (now, minutes) => {
  expect(waitForTomorrow(new Date(now))).toBe(minutes * 60_000);
});

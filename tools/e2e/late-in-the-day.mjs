// The desk tests book somebody for today, and in the last minutes of a day nothing is left to book.
const NEEDED_MINUTES = 15;

/** Milliseconds to wait before the tests make sense: 0, or until the next local day has begun. */
export function waitForTomorrow(now, zone = 'Europe/London') {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const [hour, minute] = parts.format(now).split(':').map(Number);
  const minutesLeft = 24 * 60 - (hour * 60 + minute);
  return minutesLeft > NEEDED_MINUTES ? 0 : minutesLeft * 60_000;
}

// The desk tests book somebody for today, and in the last minutes of a day nothing is left to book.
const NEEDED_MINUTES = 45;

const HOME = 'Europe/London';
/** An hour behind home all year, with the same summer time. */
const BEHIND = 'Atlantic/Azores';

/** Settings of a region whose day lasts long enough for the tests: nothing, or those of one an hour behind. */
export function regionWithTimeLeft(now) {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: HOME,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const [hour, minute] = parts.format(now).split(':').map(Number);
  const minutesLeft = 24 * 60 - (hour * 60 + minute);
  if (minutesLeft > NEEDED_MINUTES) return {};
  return { TIME_ZONE: BEHIND, HOLIDAYS: 'england-and-wales' };
}

import { longTime, shortTime } from './spoken-time';

const zone = 'Europe/London';

test.each([
  ['2026-10-10T09:50:00Z', 'Sat 10 Oct 10:50am'],
  ['2026-10-10T11:00:00Z', 'Sat 10 Oct midday'],
  ['2026-10-10T11:05:00Z', 'Sat 10 Oct 12:05pm'],
  ['2026-12-10T00:00:00Z', 'Thu 10 Dec 12:00am'],
])('%s is said as %s', (instant, said) => {
  expect(shortTime(new Date(instant), zone, 'en')).toBe(said);
});

test('the two half past ones of the night the clocks go back are told apart', () => {
  expect(longTime(new Date('2026-10-25T00:30:00Z'), zone, 'en')).toBe('Sunday 25 October 2026, 1:30am (first)');
  expect(longTime(new Date('2026-10-25T01:30:00Z'), zone, 'en')).toBe('Sunday 25 October 2026, 1:30am (second)');
  expect(longTime(new Date('2026-10-25T02:00:00Z'), zone, 'en')).toBe('Sunday 25 October 2026, 2:00am');
});

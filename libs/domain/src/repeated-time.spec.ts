import { repetitionOf } from './repeated-time';

const LONDON = 'Europe/London';

test.each([
  ['2026-10-25T00:00:00Z', 'first'],
  ['2026-10-25T00:59:59.999Z', 'first'],
  ['2026-10-25T01:00:00Z', 'second'],
  ['2026-10-25T01:30:45Z', 'second'],
])('in the night the clocks go back, the local time of %s is the %s of its kind', (instant, which) => {
  expect(repetitionOf(new Date(instant), LONDON)).toBe(which);
});

test.each(['2026-10-24T23:59:00Z', '2026-10-25T02:00:00Z', '2026-03-29T01:00:00Z', '2026-07-01T12:00:00Z'])(
  'the local time of %s occurs once',
  (instant) => {
    expect(repetitionOf(new Date(instant), LONDON)).toBeNull();
  },
);

test('a zone that puts its clocks back by half an hour repeats half an hour', () => {
  const at = (instant: string) => repetitionOf(new Date(instant), 'Australia/Lord_Howe');
  expect(at('2026-04-04T14:29:00Z')).toBeNull();
  expect(at('2026-04-04T14:30:00Z')).toBe('first');
  expect(at('2026-04-04T15:00:00Z')).toBe('second');
  expect(at('2026-04-04T15:30:00Z')).toBeNull();
});

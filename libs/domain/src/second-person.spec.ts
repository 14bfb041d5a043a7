import { secondPersonFor } from './second-person';

const NOW = new Date('2026-11-01T09:00:00Z');
const inHours = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000);
const far = [inHours(48)];

test.each([
  [10, 10, 'not_needed'],
  [11, 11, 'needed'],
  [0, 50, 'not_needed'],
  [0, 51, 'needed'],
])('%i cancelled and %i told in two days: %s', (cancelled, told, wanted) => {
  expect(secondPersonFor({ cancelled, told, starts: far }, NOW)).toBe(wanted);
});

test('is urgent only where everybody concerned was to come within 24 hours', () => {
  const reach = { cancelled: 11, told: 11 };
  expect(secondPersonFor({ ...reach, starts: [inHours(1), inHours(24)] }, NOW)).toBe('urgent');
  expect(secondPersonFor({ ...reach, starts: [inHours(1), inHours(24.1)] }, NOW)).toBe('needed');
});

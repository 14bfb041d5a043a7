import { groupDays, nextHours, type DayHours } from './day-hours';

const weekdays: DayHours[] = [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', until: '17:00' }));
/** A Thursday. */
const today = '2026-11-26';

describe('the hours that come next', () => {
  it.each([
    ['08:00', '2026-11-26'],
    ['09:00', '2026-11-26'],
    ['16:59', '2026-11-26'],
    // Until five means: at five it is over.
    ['17:00', '2026-11-27'],
  ])('at %s are those of %s', (time, date) => {
    expect(nextHours(weekdays, today, time, 7)?.date).toBe(date);
  });

  it('on Saturday are those of Monday, or none where nobody looks so far ahead', () => {
    expect(nextHours(weekdays, '2026-11-28', '10:00', 7)).toEqual({
      date: '2026-11-30',
      from: '09:00',
      until: '17:00',
    });
    expect(nextHours(weekdays, '2026-11-28', '10:00', 2)).toBeNull();
  });

  it('pass over what is closed, and take the second span of a day', () => {
    const twice: DayHours[] = [
      { day: 4, from: '14:00', until: '16:00' },
      { day: 4, from: '09:00', until: '12:00' },
    ];
    expect(nextHours(twice, today, '08:00', 1)?.from).toBe('09:00');
    expect(nextHours(twice, today, '12:30', 1)?.from).toBe('14:00');
    expect(nextHours(twice, today, '08:00', 1, ({ from }) => from === '09:00')?.from).toBe('14:00');
    expect(nextHours([], today, '08:00', 7)).toBeNull();
  });
});

it('days with the same hours are told together where they follow each other', () => {
  const hours = [...weekdays, { day: 6, from: '10:00', until: '14:00' }].filter(({ day }) => day !== 3);
  expect(groupDays(hours)).toEqual([
    { days: [1, 2], spans: [{ from: '09:00', until: '17:00' }] },
    { days: [4, 5], spans: [{ from: '09:00', until: '17:00' }] },
    { days: [6], spans: [{ from: '10:00', until: '14:00' }] },
  ]);
  expect(groupDays([])).toEqual([]);
});

import { wishedTimes, type TimeWishes } from './time-wishes';

const ZONE = 'Europe/London';
const at = (date: string, instant: string) => ({ date, startsAt: Date.parse(instant) });
// A Friday, and the Saturday and Sunday on which the clocks go back.
const times = {
  fridayMorning: at('2026-10-23', '2026-10-23T11:59:00+01:00'),
  fridayMidday: at('2026-10-23', '2026-10-23T12:00:00+01:00'),
  fridayEvening: at('2026-10-23', '2026-10-23T17:00:00+01:00'),
  saturday: at('2026-10-24', '2026-10-24T16:59:00+01:00'),
  sundayMorning: at('2026-10-25', '2026-10-25T11:30:00Z'),
  sundayMidday: at('2026-10-25', '2026-10-25T12:00:00Z'),
};
const kept = (wishes: TimeWishes) => {
  const fits = wishedTimes(wishes, ZONE);
  return Object.entries(times)
    .filter(([, time]) => fits?.(time) ?? true)
    .map(([name]) => name);
};

it('days of the week and parts of the day are those of the local calendar', () => {
  expect(kept({ days: 'weekdays' })).toEqual(['fridayMorning', 'fridayMidday', 'fridayEvening']);
  expect(kept({ days: 'weekends' })).toEqual(['saturday', 'sundayMorning', 'sundayMidday']);
  expect(kept({ parts: ['morning'] })).toEqual(['fridayMorning', 'sundayMorning']);
  expect(kept({ parts: ['afternoon'] })).toEqual(['fridayMidday', 'saturday', 'sundayMidday']);
  expect(kept({ parts: ['evening'], days: 'weekdays' })).toEqual(['fridayEvening']);
  expect(kept({ parts: ['morning', 'evening'], days: 'weekends' })).toEqual(['sundayMorning']);
});

it('no wish, and a wish for every part, leave nothing out', () => {
  expect(wishedTimes({}, ZONE)).toBeUndefined();
  expect(wishedTimes({ parts: ['morning', 'afternoon', 'evening'] }, ZONE)).toBeUndefined();
});

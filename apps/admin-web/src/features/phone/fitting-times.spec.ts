import { nobody } from './caller';
import { fittingTimes } from './fitting-times';

const at = (time: string, free: number) => ({ start: `2026-11-21T${time}:00+00:00`, lengthMinutes: 10, free });
const times = [at('09:00', 2), at('09:10', 1), at('09:20', 3), at('10:00', 1)];
const party = (...moreTime: boolean[]) => moreTime.map((more) => ({ ...nobody, moreTime: more }));
const starts = (people: ReturnType<typeof party>, together: 'parallel' | 'consecutive' = 'parallel') =>
  fittingTimes(times, { people, together }).map(({ start }) => start.slice(11, 16));

test('one person fits wherever one place is free', () => {
  expect(starts(party(false))).toEqual(['09:00', '09:10', '09:20', '10:00']);
});

test('people at the same time need a place each', () => {
  expect(starts(party(false, false))).toEqual(['09:00', '09:20']);
});

test('people one after the other need starts in a row', () => {
  expect(starts(party(false, false, false), 'consecutive')).toEqual(['09:00']);
  expect(starts(party(false, false), 'consecutive')).toEqual(['09:00', '09:10']);
});

test('who needs more time needs the next start too', () => {
  expect(starts(party(true))).toEqual(['09:00', '09:10']);
  expect(starts(party(true, false))).toEqual(['09:00']);
  expect(starts(party(true, true))).toEqual([]);
  expect(starts(party(true, false), 'consecutive')).toEqual(['09:00']);
});

test('where each appointment is longer, one is enough; times of one sort are no next time of another', () => {
  const longer = { ...at('11:00', 1), options: ['longer' as const] };
  const people = party(true);
  const fitting = fittingTimes([...times, at('10:50', 1), longer], { people, together: 'parallel' });
  expect(fitting.map(({ start }) => start.slice(11, 16))).toEqual(['09:00', '09:10', '11:00']);
});

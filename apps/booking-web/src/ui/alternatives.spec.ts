import { nearestTimes } from './alternatives';

const at = (start: string) => ({ start: `2026-10-10T${start}:00+01:00`, lengthMinutes: 5, free: 1 });

it('takes the times closest to the one that is gone, before and after, and shows them in order', () => {
  const times = ['09:00', '10:40', '10:55', '11:10', '15:00'].map(at);
  expect(nearestTimes(times, at('10:50').start, 3)).toEqual(['10:40', '10:55', '11:10'].map(at));
});

it('never offers the time that is gone, though the search has not heard of it yet', () => {
  const times = ['10:40', '10:50', '10:55'].map(at);
  expect(nearestTimes(times, at('10:50').start, 3)).toEqual(['10:40', '10:55'].map(at));
});

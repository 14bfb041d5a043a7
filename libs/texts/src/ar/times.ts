import type { times as english } from '../en/times';

/** Draft: nobody who speaks Arabic has checked it. */
export const times: typeof english = {
  clock: '24',
  midday: '12:00',
  repeated: { first: 'الأولى', second: 'الثانية' },
};

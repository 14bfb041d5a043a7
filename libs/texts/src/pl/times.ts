import type { times as english } from '../en/times';

/** Draft: nobody who speaks Polish has checked it. */
export const times: typeof english = {
  clock: '24',
  midday: '12:00',
  repeated: { first: 'pierwsza', second: 'druga' },
};

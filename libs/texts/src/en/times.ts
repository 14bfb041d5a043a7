/** Words of times in messages. */
export const times = {
  /** "10:50pm" or "22:50". */
  clock: '12' as '12' | '24',
  midday: 'midday',
  /** Which of two equal times, in the night the clocks go back: "1:30am (first)". */
  repeated: { first: 'first', second: 'second' },
};

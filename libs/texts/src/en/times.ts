/** Words of times in messages. */
export const times = {
  midday: 'midday',
  /** Which of two equal times, in the night the clocks go back: "1:30am (first)". */
  repeated: { first: 'first', second: 'second' },
};

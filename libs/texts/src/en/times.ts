/** Words of times in messages. */
export const times = {
  midday: 'midday',
  /** Which of two equal times, in the night the clocks go back: "first 1:30am". */
  repeated: { first: 'first', second: 'second' },
};

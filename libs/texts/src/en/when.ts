/** How days and times of day are said. */
export const when = {
  clock: '12' as '12' | '24',
  midday: 'midday',
  midnight: 'midnight',
  am: 'am',
  pm: 'pm',
  /** For a time that the clock shows twice in one night. */
  repeated: (time: string, which: 'first' | 'second') => `${time} (${which})`,
  dateAndTime: (date: string, time: string) => `${date}, ${time}`,
  range: (from: string, to: string) => `${from} to ${to}`,
  /** Of many people who come one after another. */
  lastAt: (first: string, last: string) => `${first}, last at ${last}`,
  /** In place of the name of a day. */
  today: 'today',
  tomorrow: 'tomorrow',
};

import type { Caller } from './caller';

interface Time {
  start: string;
  lengthMinutes: number;
  free: number;
}

const MINUTE = 60_000;

/** The starts at which a party could be seen, by what is free: whether it can is for the hold to say. */
export function fittingTimes<T extends Time>(
  times: readonly T[],
  { people, together }: Pick<Caller, 'people' | 'together'>,
): T[] {
  const free = new Map(times.map((time) => [keyOf(Date.parse(time.start), time.lengthMinutes), time.free]));
  const needed = together === 'consecutive' && people.length > 1 ? oneByOne(people) : sideBySide(people);
  return times.filter(({ start, lengthMinutes }) =>
    needed.every((places, n) => {
      const at = Date.parse(start) + n * lengthMinutes * MINUTE;
      return (free.get(keyOf(at, lengthMinutes)) ?? 0) >= places;
    }),
  );
}

/** Places that are needed at the start, at the next one, and so on. */
const sideBySide = (people: Caller['people']): number[] => {
  const longer = people.filter(({ moreTime }) => moreTime).length;
  return longer > 0 ? [people.length, longer] : [people.length];
};
const oneByOne = (people: Caller['people']): number[] => people.flatMap(({ moreTime }) => (moreTime ? [1, 1] : [1]));

const keyOf = (at: number, minutes: number): string => `${at}/${minutes}`;

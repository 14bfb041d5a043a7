import type { ClinicOption } from '@fairslot/domain';
import type { Caller } from './caller';

interface Time {
  start: string;
  lengthMinutes: number;
  options?: readonly ClinicOption[] | undefined;
  free: number;
}

const MINUTE = 60_000;

/** The starts at which a party could be seen, by what is free: whether it can is for the hold to say. */
export function fittingTimes<T extends Time>(
  times: readonly T[],
  { people, together }: Pick<Caller, 'people' | 'together'>,
): T[] {
  const free = new Map(times.map((time) => [keyOf(Date.parse(time.start), time), time.free]));
  const neededOf = together === 'consecutive' && people.length > 1 ? oneByOne : sideBySide;
  const needed = neededOf(people);
  // Where each appointment is longer, nobody needs two.
  const neededOnce = neededOf(people.map((person) => ({ ...person, moreTime: false })));
  return times.filter((time) =>
    (time.options?.includes('longer') ? neededOnce : needed).every((places, n) => {
      const at = Date.parse(time.start) + n * time.lengthMinutes * MINUTE;
      return (free.get(keyOf(at, time)) ?? 0) >= places;
    }),
  );
}

/** Places that are needed at the start, at the next one, and so on. */
const sideBySide = (people: Caller['people']): number[] => {
  const longer = people.filter(({ moreTime }) => moreTime).length;
  return longer > 0 ? [people.length, longer] : [people.length];
};
const oneByOne = (people: Caller['people']): number[] => people.flatMap(({ moreTime }) => (moreTime ? [1, 1] : [1]));

const keyOf = (at: number, { lengthMinutes, options = [] }: Omit<Time, 'start' | 'free'>): string =>
  `${at}/${lengthMinutes}/${options.join('+')}`;

import { type LocalDate, weekdayOf } from './local-date';
import { startOfLocalDay, instantOf } from './time';

export const PARTS_OF_DAY = ['morning', 'afternoon', 'evening'] as const;
export type PartOfDay = (typeof PARTS_OF_DAY)[number];
export const KINDS_OF_DAY = ['weekdays', 'weekends'] as const;
export type KindOfDay = (typeof KINDS_OF_DAY)[number];

/** When somebody can come; nothing named is any time. */
export interface TimeWishes {
  days?: KindOfDay | undefined;
  parts?: readonly PartOfDay[] | undefined;
}

const AFTERNOON = '12:00';
const EVENING = '17:00';
const SATURDAY = 6;

const isWeekend = (date: LocalDate): boolean => weekdayOf(date) >= SATURDAY;

/** Instants at which the parts of a local day begin. */
function partsFrom(date: LocalDate, zone: string): [afternoon: number, evening: number] {
  const at = (time: string): number => (instantOf(date, time, zone) ?? startOfLocalDay(date, zone)).getTime();
  return [at(AFTERNOON), at(EVENING)];
}

/** Whether a time on a local date suits; undefined where any time does. The morning is before midday, the evening from five. */
export function wishedTimes(
  { days, parts = [] }: TimeWishes,
  zone: string,
): ((time: { startsAt: number; date: LocalDate }) => boolean) | undefined {
  const anyPart = parts.length === 0 || parts.length === PARTS_OF_DAY.length;
  if (!days && anyPart) return undefined;
  const known = new Map<LocalDate, [number, number]>();
  return ({ startsAt, date }) => {
    if (days && isWeekend(date) !== (days === 'weekends')) return false;
    if (anyPart) return true;
    let from = known.get(date);
    if (!from) known.set(date, (from = partsFrom(date, zone)));
    const [afternoon, evening] = from;
    return parts.includes(startsAt < afternoon ? 'morning' : startsAt < evening ? 'afternoon' : 'evening');
  };
}

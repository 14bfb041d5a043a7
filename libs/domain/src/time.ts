import { IANAZone } from 'luxon';
import { addDays, type LocalDate, type LocalTime } from './local-date';

const MINUTE = 60_000;
const DAY = 86_400_000;

const zoneNamed = (zone: string): IANAZone => {
  const found = IANAZone.create(zone);
  if (!found.isValid) throw new RangeError(`not a time zone: ${zone}`);
  return found;
};

const localIso = (instant: Date, zone: string): string => {
  const ms = instant.getTime();
  return new Date(ms + zoneNamed(zone).offset(ms) * MINUTE).toISOString();
};

/** The calendar date that a clock on the wall in `zone` (IANA name) shows at `instant`. */
export const localDateOf = (instant: Date, zone: string): LocalDate => localIso(instant, zone).slice(0, 10);

/** The time of day, 'HH:mm', that a clock on the wall in `zone` shows at `instant`. */
export const localTimeOf = (instant: Date, zone: string): LocalTime => localIso(instant, zone).slice(11, 16);

/** Minutes since local midnight: '09:30' → 570. '24:00' → 1440, the end of the day. Null if `time` is not 'HH:mm'. */
export const minutesOfDay = (time: string): number | null => {
  const match = /^(\d\d):(\d\d)$/.exec(time);
  if (!match) return null;
  const minutes = Number(match[1]) * 60 + Number(match[2]);
  return Number(match[2]) < 60 && minutes <= 1440 ? minutes : null;
};

/** 570 → '09:30'. */
export const timeOfMinutes = (minutes: number): LocalTime =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/**
 * Every instant at which a wall clock shows `date` `time`: none when the clock skips it, two when the clock is put back.
 * Earliest first. Tries the offsets in force a day before and a day after and keeps those that agree with themselves.
 */
export const instantsOf = (date: LocalDate, time: LocalTime, zone: string): Date[] => {
  const minutes = minutesOfDay(time);
  if (minutes === null || minutes === 1440) throw new RangeError(`not a local time: ${time}`);
  const wall = Date.parse(`${addDays(date, 0)}T00:00:00Z`) + minutes * MINUTE;
  const named = zoneNamed(zone);
  const offsets = new Set([named.offset(wall - DAY), named.offset(wall + DAY)]);
  return [...offsets]
    .map((offset) => ({ offset, ms: wall - offset * MINUTE }))
    .filter(({ offset, ms }) => named.offset(ms) === offset)
    .map(({ ms }) => ms)
    .sort((a, b) => a - b)
    .map((ms) => new Date(ms));
};

/** The instant of a local date and time: null if that local time does not exist, the earlier of two if it happens twice. */
export const instantOf = (date: LocalDate, time: LocalTime, zone: string): Date | null =>
  instantsOf(date, time, zone)[0] ?? null;

/** The first instant of `date` in `zone`; where midnight is skipped, the moment the clocks jump. */
export const startOfLocalDay = (date: LocalDate, zone: string): Date => {
  const midnight = instantOf(date, '00:00', zone);
  if (midnight) return midnight;
  const wall = Date.parse(`${date}T00:00:00Z`);
  let before = wall - 2 * DAY;
  let at = wall + 2 * DAY;
  while (at - before > 1) {
    const middle = Math.floor((before + at) / 2);
    if (localDateOf(new Date(middle), zone) >= date) at = middle;
    else before = middle;
  }
  return new Date(at);
};

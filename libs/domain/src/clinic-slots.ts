import { canonicalJson } from './canonical';
import { addDays, type LocalDate, type LocalTime } from './local-date';
import { slotStarts, type ClinicHours, type SlotStart } from './slots';
import { instantOf, minutesOfDay, startOfLocalDay, timeOfMinutes } from './time';

/** A share of a clinic's places that the public cannot take. */
export interface HeldBack {
  /** 0–100, of the sum of capacities. */
  percent: number;
  /** Goes on sale so many days before the date of the clinic; null: never. */
  releaseDaysBefore: number | null;
  /** Local time of that day; null exactly where the days are. */
  releaseTime: LocalTime | null;
}

/** A clinic as far as it decides what its slots are. */
export interface ClinicPlan extends ClinicHours {
  /** How many people can be seen at the same time. */
  capacity: number;
  /** People a day at most; null: no limit. */
  dailyCap: number | null;
  heldBack: HeldBack | null;
}

export interface PlannedSlot extends SlotStart {
  minutes: number;
  capacity: number;
  reserved: number;
  /** When the reserved places go on sale; null where there are none, or they never do. */
  reserveUntil: Date | null;
}

/**
 * Spreads `total` over places with limits as evenly as the limits allow, the earlier ones first. What goes beyond all
 * limits is dropped.
 */
export const spreadEvenly = (total: number, limits: readonly number[]): number[] => {
  const shares = limits.map(() => 0);
  let left = Math.min(
    total,
    limits.reduce((sum, limit) => sum + limit, 0),
  );
  for (let level = 1; left > 0; level += 1) {
    for (let n = 0; n < limits.length && left > 0; n += 1) {
      if ((limits[n] as number) < level) continue;
      shares[n] = level;
      left -= 1;
    }
  }
  return shares;
};

/** When the share goes on sale; a time that the clocks skip is the one an hour later. Null: never. */
export const releaseInstant = (date: LocalDate, heldBack: HeldBack, zone: string): Date | null => {
  const { releaseDaysBefore, releaseTime } = heldBack;
  if (releaseDaysBefore === null || releaseTime === null) return null;
  const day = addDays(date, -releaseDaysBefore);
  return (
    instantOf(day, releaseTime, zone) ?? instantOf(day, timeOfMinutes(Number(minutesOfDay(releaseTime)) + 60), zone)
  );
};

const DAY = 86_400_000;

/**
 * As `slotStarts`, for many dates: clinics with the same hours share the work on every date that has its 24 hours, where a
 * local time is that long after midnight.
 */
export const slotStartsIn = (zone: string): ((clinic: ClinicHours) => SlotStart[]) => {
  const known = new Map<string, LocalTime[]>();
  return (clinic) => {
    const midnight = startOfLocalDay(clinic.date, zone).getTime();
    if (startOfLocalDay(addDays(clinic.date, 1), zone).getTime() - midnight !== DAY) return slotStarts(clinic, zone);
    const { from, until, slotMinutes, breaks } = clinic;
    const key = canonicalJson({ from, until, slotMinutes, breaks });
    const times = known.get(key) ?? slotStarts(clinic, zone).map(({ localTime }) => localTime);
    known.set(key, times);
    return times.map((localTime) => ({
      startsAt: new Date(midnight + Number(minutesOfDay(localTime)) * 60_000),
      localTime,
      repeated: false,
    }));
  };
};

/**
 * The slots of a clinic with what each may take. The daily cap and the share held back are spread over the slots of the
 * whole day, whatever of it has passed or is closed, so that what is left of a day keeps its figures.
 */
export const plannedSlots = (
  clinic: ClinicPlan,
  now: Date,
  zone: string,
  starts: readonly SlotStart[] = slotStarts(clinic, zone),
): PlannedSlot[] => {
  const { capacity, dailyCap, heldBack, slotMinutes: minutes } = clinic;
  const all = starts.map(() => capacity);
  const capacities = dailyCap === null ? all : spreadEvenly(dailyCap, all);
  const release = heldBack && releaseInstant(clinic.date, heldBack, zone);
  const isOver = release !== null && release.getTime() <= now.getTime();
  const places = capacities.reduce((sum, places) => sum + places, 0);
  const kept = heldBack && !isOver ? Math.round((heldBack.percent * places) / 100) : 0;
  const reserves = spreadEvenly(kept, capacities);
  return starts.map((start, n) => {
    const reserved = reserves[n] as number;
    return {
      ...start,
      minutes,
      capacity: capacities[n] as number,
      reserved,
      reserveUntil: reserved > 0 ? release : null,
    };
  });
};

/** Local dates, both included, on which a site is closed: all day, or between two local times of each; for every service, or some. */
export interface ClosedSpan {
  from: LocalDate;
  to: LocalDate;
  starts: LocalTime | null;
  ends: LocalTime | null;
  /** Null: for every service. */
  serviceIds: readonly number[] | null;
}

/** Does the closure take this appointment away? It does where they overlap, as a break would. */
export const isClosedBy = (
  { date, localTime, minutes }: { date: LocalDate; localTime: LocalTime; minutes: number },
  { from, to, starts, ends }: Omit<ClosedSpan, 'serviceIds'>,
): boolean => {
  if (date < from || date > to) return false;
  if (starts === null || ends === null) return true;
  const at = Number(minutesOfDay(localTime));
  return at < Number(minutesOfDay(ends)) && Number(minutesOfDay(starts)) < at + minutes;
};

/** What of these services can still be given at this time; none where all of them are closed. */
export const servicesLeft = (
  at: Parameters<typeof isClosedBy>[0],
  serviceIds: readonly number[],
  closures: readonly ClosedSpan[],
): number[] => {
  const closing = closures.filter((closure) => isClosedBy(at, closure));
  return serviceIds.filter((id) => !closing.some((closure) => closure.serviceIds?.includes(id) ?? true));
};

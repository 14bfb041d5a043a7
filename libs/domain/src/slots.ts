import type { LocalDate, LocalTime } from './local-date';
import { instantsOf, minutesOfDay, timeOfMinutes } from './time';

/** Half-open, local: from 'HH:mm' until 'HH:mm' (or '24:00'). */
export interface LocalSpan {
  from: LocalTime;
  until: LocalTime;
}

export interface ClinicHours extends LocalSpan {
  date: LocalDate;
  slotMinutes: number;
  breaks?: readonly LocalSpan[];
}

export interface SlotStart {
  startsAt: Date;
  localTime: LocalTime;
  /** True for the second of two equal local times, on the night the clocks go back. */
  repeated: boolean;
}

const minutesOf = (time: LocalTime): number => {
  const minutes = minutesOfDay(time);
  if (minutes === null) throw new RangeError(`not a local time: ${time}`);
  return minutes;
};

/** Starts of one clinic as minutes of the local day: whole slots only, none that overlaps a break. */
const startMinutes = ({ from, until, slotMinutes, breaks = [] }: Omit<ClinicHours, 'date'>): number[] => {
  const end = minutesOf(until);
  const spans = breaks.map((span) => ({ from: minutesOf(span.from), until: minutesOf(span.until) }));
  if (!Number.isInteger(slotMinutes) || slotMinutes < 1) throw new RangeError(`not a slot length: ${slotMinutes}`);
  const starts: number[] = [];
  for (let start = minutesOf(from); start + slotMinutes <= end; start += slotMinutes) {
    if (!spans.some((span) => start < span.until && span.from < start + slotMinutes)) starts.push(start);
  }
  return starts;
};

/**
 * The slots of one clinic in the order they happen. A slot exists where its local start exists: a time that the clocks
 * skip has none, a time that happens twice has two. A tail shorter than a slot is dropped.
 */
export const slotStarts = (clinic: ClinicHours, zone: string): SlotStart[] =>
  startMinutes(clinic)
    .map(timeOfMinutes)
    .flatMap((localTime) =>
      instantsOf(clinic.date, localTime, zone).map((startsAt, index) => ({ startsAt, localTime, repeated: index > 0 })),
    )
    .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());

export const CLINIC_LIMITS = { capacity: { min: 1, max: 99 }, slotMinutes: { min: 1, max: 60 } } as const;

export interface ClinicShape extends Omit<ClinicHours, 'date'> {
  /** How many people can be seen at the same time. */
  capacity: number;
}

export interface ClinicFault {
  /** 'capacity', 'slotMinutes', 'from', 'until' or 'breaks.<n>.from', 'breaks.<n>.until'. */
  path: string;
  reason: 'out_of_range' | 'not_a_time' | 'not_after_start' | 'outside_clinic' | 'no_slots';
}

const isWithin = (value: number, { min, max }: { min: number; max: number }): boolean =>
  Number.isInteger(value) && value >= min && value <= max;

const spanFaults = (span: LocalSpan, prefix: string): ClinicFault[] => {
  const [from, until] = [minutesOfDay(span.from), minutesOfDay(span.until)];
  const faults: ClinicFault[] = [];
  if (from === null || from === 1440) faults.push({ path: `${prefix}from`, reason: 'not_a_time' });
  if (until === null) faults.push({ path: `${prefix}until`, reason: 'not_a_time' });
  if (faults.length === 0 && Number(from) >= Number(until))
    faults.push({ path: `${prefix}until`, reason: 'not_after_start' });
  return faults;
};

const breakFaults = (span: LocalSpan, clinic: LocalSpan, index: number): ClinicFault[] => {
  const faults = spanFaults(span, `breaks.${index}.`);
  if (faults.length > 0) return faults;
  if (minutesOf(span.from) < minutesOf(clinic.from))
    faults.push({ path: `breaks.${index}.from`, reason: 'outside_clinic' });
  if (minutesOf(span.until) > minutesOf(clinic.until))
    faults.push({ path: `breaks.${index}.until`, reason: 'outside_clinic' });
  return faults;
};

/** Every fault of a clinic as typed by staff; an empty list means it may be saved. A clinic without one whole slot is a fault. */
export const checkClinicShape = (clinic: ClinicShape): ClinicFault[] => {
  const faults: ClinicFault[] = [];
  if (!isWithin(clinic.capacity, CLINIC_LIMITS.capacity)) faults.push({ path: 'capacity', reason: 'out_of_range' });
  if (!isWithin(clinic.slotMinutes, CLINIC_LIMITS.slotMinutes))
    faults.push({ path: 'slotMinutes', reason: 'out_of_range' });
  const hours = spanFaults(clinic, '');
  faults.push(...hours);
  if (hours.length === 0)
    faults.push(...(clinic.breaks ?? []).flatMap((span, index) => breakFaults(span, clinic, index)));
  if (faults.length === 0 && startMinutes(clinic).length === 0) faults.push({ path: 'until', reason: 'no_slots' });
  return faults;
};

import type { BodyInput, Clinic, createClinic, createSeries, Series } from '@fairslot/contract';
import { checkClinicShape, clinicOptionsOf, seriesDates, slotStarts } from '@fairslot/domain';

/** A clinic or a series as it is filled in, page by page: texts and choices, not judged yet. */
export interface ClinicDraft {
  kind: 'one' | 'series';
  date: string;
  startsOn: string;
  endsOn: string;
  weekdays: number[];
  /** Dates of the rule that are left out. */
  skip: string[];
  from: string;
  until: string;
  breaks: { from: string; until: string }[];
  capacity: number;
  slotMinutes: number;
  dailyCap: string;
  serviceIds: string[];
  heldPercent: string;
  releaseDays: string;
  openTo: string;
  options: string[];
  isMobile: boolean;
  standsAt: string;
  address: string;
  postcode: string;
}

export const emptyDraft = (date: string): ClinicDraft => ({
  kind: 'one',
  date,
  startsOn: date,
  endsOn: '',
  weekdays: [],
  skip: [],
  from: '09:00',
  until: '17:00',
  breaks: [],
  capacity: 1,
  slotMinutes: 10,
  dailyCap: '',
  serviceIds: [],
  heldPercent: '',
  releaseDays: '',
  openTo: 'everyone',
  options: [],
  isMobile: false,
  standsAt: '',
  address: '',
  postcode: '',
});

export const draftKey = (siteId: string): string => `clinic ${siteId}`;

type Shown = Pick<
  Clinic | Series,
  | 'from'
  | 'until'
  | 'slotMinutes'
  | 'capacity'
  | 'serviceIds'
  | 'breaks'
  | 'dailyCap'
  | 'heldBack'
  | 'openTo'
  | 'options'
>;

/** A draft like a clinic there is: only its dates are to be filled in. */
export function draftLike(shown: Shown, date: string, weekdays?: number[]): ClinicDraft {
  const { from, until, slotMinutes, capacity, serviceIds, breaks, dailyCap, heldBack, openTo, options } = shown;
  return {
    ...emptyDraft(date),
    kind: weekdays ? 'series' : 'one',
    weekdays: weekdays ?? [],
    from,
    until,
    breaks,
    slotMinutes,
    capacity,
    serviceIds,
    dailyCap: dailyCap === null ? '' : String(dailyCap),
    heldPercent: heldBack ? String(heldBack.percent) : '',
    releaseDays: heldBack?.releaseDaysBefore === null || !heldBack ? '' : String(heldBack.releaseDaysBefore),
    openTo: openTo === 'everyone' ? openTo : (openTo[0] ?? 'everyone'),
    options,
  };
}

export const datesOf = (d: ClinicDraft): string[] =>
  d.kind === 'one' ? (d.date ? [d.date] : []) : datesOfRule(d).filter((date) => !d.skip.includes(date));

/** With those that are left out. */
export const datesOfRule = (d: ClinicDraft): string[] => (d.startsOn && d.endsOn ? seriesDates(d) : []);

/** How many people the draft is for: in an hour, in a day, in all. Zeros while its hours make no sense. */
export function reckon(d: ClinicDraft): { hour: number; day: number; all: number; clinics: number } {
  const clinics = datesOf(d).length;
  const shape = { from: d.from, until: d.until, slotMinutes: d.slotMinutes, capacity: d.capacity, breaks: d.breaks };
  if (checkClinicShape(shape).length > 0) return { hour: 0, day: 0, all: 0, clinics };
  // Which zone does not matter but for the two nights of the year when the clocks change.
  const starts = slotStarts({ ...shape, date: '2026-06-15' }, 'UTC').length;
  const day = Math.min(starts * d.capacity, Number(d.dailyCap) || Infinity);
  return { hour: Math.floor(60 / d.slotMinutes) * d.capacity, day, all: day * clinics, clinics };
}

function fieldsOf(d: ClinicDraft) {
  const percent = Number(d.heldPercent) || 0;
  return {
    from: d.from,
    until: d.until,
    slotMinutes: d.slotMinutes,
    capacity: d.capacity,
    serviceIds: d.serviceIds,
    breaks: d.breaks.filter(({ from, until }) => from && until),
    dailyCap: d.dailyCap ? Number(d.dailyCap) : null,
    heldBack:
      percent > 0 ? { percent, ...(d.releaseDays !== '' && { releaseDaysBefore: Number(d.releaseDays) }) } : null,
    openTo: d.openTo === 'everyone' ? ('everyone' as const) : [d.openTo],
    options: [...clinicOptionsOf(d.options)],
  };
}

export interface Point {
  latitude: number;
  longitude: number;
}

/** `at` is where a mobile unit stands, once its postcode was looked up. */
export function clinicBody(d: ClinicDraft, at: Point | undefined): BodyInput<typeof createClinic> {
  const location = d.isMobile && at ? { name: d.standsAt, address: d.address, postcode: d.postcode, ...at } : null;
  return { ...fieldsOf(d), date: d.date, location };
}

export function seriesBody(d: ClinicDraft, at: Point | undefined): BodyInput<typeof createSeries> {
  const { date: _, ...body } = clinicBody(d, at);
  return { ...body, startsOn: d.startsOn, endsOn: d.endsOn, weekdays: d.weekdays, skip: d.skip };
}

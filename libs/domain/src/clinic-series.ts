import { canonicalJson } from './canonical';
import type { ClinicOption } from './clinic-options';
import type { HeldBack } from './clinic-slots';
import { addDays, daysBetween, weekdayOf, type LocalDate, type LocalTime } from './local-date';
import { checkClinicShape, type LocalSpan } from './slots';

/** On which dates a series has clinics: those between the two, both included, that fall on these weekdays (1 = Monday). */
export interface SeriesRule {
  startsOn: LocalDate;
  endsOn: LocalDate;
  weekdays: readonly number[];
}

export const SERIES_DAYS = 366;

/** The dates of a rule, in order. */
export const seriesDates = ({ startsOn, endsOn, weekdays }: SeriesRule): LocalDate[] =>
  Array.from({ length: Math.max(0, daysBetween(startsOn, endsOn) + 1) }, (_, n) => addDays(startsOn, n)).filter(
    (date) => weekdays.includes(weekdayOf(date)),
  );

/** What a series says of each of its clinics, and what a single date may have differently. */
export interface ClinicFields {
  from: LocalTime;
  until: LocalTime;
  slotMinutes: number;
  capacity: number;
  /** Ascending, each once. */
  serviceIds: readonly number[];
  breaks: readonly LocalSpan[];
  dailyCap: number | null;
  heldBack: HeldBack | null;
  /** Audiences the clinic is open to, ascending; null: everybody. */
  openTo: readonly number[] | null;
  /** In their order; empty: none. */
  options: readonly ClinicOption[];
}
export type ClinicField = keyof ClinicFields;

export const CLINIC_FIELDS = [
  'from',
  'until',
  'slotMinutes',
  'capacity',
  'serviceIds',
  'breaks',
  'dailyCap',
  'heldBack',
  'openTo',
  'options',
] as const satisfies readonly ClinicField[];

const HOURS = ['from', 'until', 'slotMinutes', 'breaks'] as const;

/** The fields in which two clinics differ. */
export const changedFields = (a: ClinicFields, b: ClinicFields): ClinicField[] =>
  CLINIC_FIELDS.filter((field) => canonicalJson(a[field]) !== canonicalJson(b[field]));

/**
 * The fields a date has of its own after it was edited by itself: those it had and those that changed now, as far as they
 * still differ from the series. Entries that are no field (such as 'cancelled') stay.
 */
export const ownChanges = (
  own: readonly string[],
  before: ClinicFields,
  after: ClinicFields,
  series: ClinicFields,
): string[] => {
  const fields: readonly string[] = CLINIC_FIELDS;
  const differs = new Set<string>(changedFields(after, series));
  const touched = new Set<string>([...own, ...changedFields(before, after)]);
  return [...touched].filter((name) => !fields.includes(name) || differs.has(name));
};

export interface SeriesEdit {
  /** The clinic of one date as it stands. */
  clinic: ClinicFields;
  /** Fields that this date has of its own. */
  own: readonly string[];
  /** What the series said until now. */
  series: ClinicFields;
  edit: Partial<ClinicFields>;
}

/**
 * What an edit of the series makes of one date, and which fields it leaves alone because the date has its own. A service
 * that is new in the series reaches every date. Hours that do not fit those of the date stay as they were.
 */
export const editOfDate = ({
  clinic,
  own,
  series,
  edit,
}: SeriesEdit): { clinic: ClinicFields; left: ClinicField[] } => {
  const wanted = CLINIC_FIELDS.filter((field) => edit[field] !== undefined);
  const isOwn = (field: ClinicField): boolean => own.includes(field);
  let next: ClinicFields = { ...clinic };
  const take = <F extends ClinicField>(field: F): void => {
    next[field] = (edit as ClinicFields)[field];
  };
  for (const field of wanted) if (!isOwn(field)) take(field);
  if (edit.serviceIds && isOwn('serviceIds')) {
    const added = edit.serviceIds.filter((id) => !series.serviceIds.includes(id));
    next.serviceIds = [...new Set([...clinic.serviceIds, ...added])].sort((a, b) => a - b);
  }
  const left = new Set(wanted.filter(isOwn));
  // Breaks outside the hours remove nothing, so they are no fault here.
  if (checkClinicShape({ ...next, breaks: [] }).length > 0) {
    const { from, until, slotMinutes, breaks } = clinic;
    next = { ...next, from, until, slotMinutes, breaks };
    for (const field of HOURS) if (edit[field] !== undefined) left.add(field);
  }
  return { clinic: next, left: [...left].filter((field) => canonicalJson(next[field]) !== canonicalJson(edit[field])) };
};

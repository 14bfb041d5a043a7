import { changedFields, editOfDate, type ClinicFields, type LocalDate } from '@fairslot/domain';
import { columnsOf, fieldsOf, type ClinicRow, type SeriesRow } from './clinic-columns';
import type { NewClinic } from './clinics.store';

export interface SeriesEditWanted {
  /** As it was, and as it is to be. */
  series: SeriesRow;
  next: SeriesRow;
  edit: Partial<ClinicFields>;
  /** The edit says where the unit stands. */
  hasLocation: boolean;
  /** Every clinic of the series in the scope of the edit, cancelled ones too. */
  clinics: readonly ClinicRow[];
  /** The dates of the new rule in that scope; null where the rule stays as it is. */
  dates: readonly LocalDate[] | null;
}

export interface LeftClinic {
  clinic: ClinicRow;
  reason: 'own_changes' | 'cancelled';
  fields: string[];
}

export interface SeriesEditPlan {
  changed: ClinicRow[];
  cancelled: ClinicRow[];
  /** Had been cancelled only because the rule left their dates. */
  reopened: ClinicRow[];
  added: NewClinic[];
  left: LeftClinic[];
  /** Dates that take the location of the edit. */
  located: LocalDate[];
}

/**
 * What an edit of a series does to each date. Changes a date made itself stay; a date that was cancelled by itself stays
 * cancelled; a date that leaves the rule is cancelled unless it has changes of its own.
 */
export function planSeriesEdit(wanted: SeriesEditWanted): SeriesEditPlan {
  const { next, clinics, dates } = wanted;
  const plan: SeriesEditPlan = { changed: [], cancelled: [], reopened: [], added: [], left: [], located: [] };
  for (const clinic of clinics) placeDate(plan, wanted, clinic);
  const known = new Set(clinics.map(({ date }) => date));
  const { siteId, id: seriesId } = next;
  for (const date of dates ?? []) {
    if (known.has(date)) continue;
    plan.added.push({
      siteId,
      seriesId,
      date,
      ...statusAdded(next),
      ownChanges: [],
      ...columnsOf(fieldsOf(next)),
    });
    plan.located.push(date);
  }
  return plan;
}

/** A date that comes to a series that is paused takes no bookings either. */
const statusAdded = ({ status, pausedUntil }: SeriesRow) =>
  status === 'paused' ? ({ status, pausedUntil } as const) : ({ status: 'open', pausedUntil: null } as const);

/** A pause ends with the clinic. */
export const cancelledRow = (clinic: ClinicRow): ClinicRow => ({ ...clinic, status: 'cancelled', pausedUntil: null });

function placeDate(
  plan: SeriesEditPlan,
  { series, next, edit, hasLocation, dates }: SeriesEditWanted,
  clinic: ClinicRow,
): void {
  const { ownChanges: own, date } = clinic;
  const isInRule = dates === null || dates.includes(date);
  if (clinic.status === 'cancelled') {
    if (own.includes('cancelled')) plan.left.push({ clinic, reason: 'cancelled', fields: [] });
    else if (dates !== null && isInRule)
      plan.reopened.push({ ...merged(clinic, series, fieldsOf(next)).clinic, ...statusAdded(next) });
    return;
  }
  if (!isInRule) {
    if (own.length > 0) plan.left.push({ clinic, reason: 'own_changes', fields: [...own] });
    else plan.cancelled.push(cancelledRow(clinic));
    return;
  }
  const { clinic: after, left } = merged(clinic, series, edit);
  const keepsLocation = hasLocation && own.includes('location');
  const fields = [...left, ...(keepsLocation ? ['location'] : [])];
  if (fields.length > 0) plan.left.push({ clinic, reason: 'own_changes', fields });
  if (hasLocation && !keepsLocation) plan.located.push(date);
  if (changedFields(fieldsOf(clinic), fieldsOf(after)).length > 0) plan.changed.push(after);
}

function merged(
  clinic: ClinicRow,
  series: SeriesRow,
  edit: Partial<ClinicFields>,
): { clinic: ClinicRow; left: string[] } {
  const before = fieldsOf(clinic);
  const { clinic: after, left } = editOfDate({
    clinic: before,
    own: clinic.ownChanges,
    series: fieldsOf(series),
    edit,
  });
  return { clinic: { ...clinic, ...columnsOf(after) }, left };
}

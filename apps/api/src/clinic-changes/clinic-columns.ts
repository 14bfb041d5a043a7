import { clinicOptionsOf, type ClinicFields, type ClinicPlan } from '@fairslot/domain';
import type { Clinic, ClinicColumns } from '../clinics/clinic.entity';
import type { ClinicSeries } from './clinic-series.entity';

/** Rows as plain values: they are copied and changed, and only then written. */
export type Columns = Pick<ClinicColumns, keyof ClinicColumns>;
export type ClinicRow = Pick<Clinic, keyof Clinic>;
export type SeriesRow = Pick<ClinicSeries, keyof ClinicSeries>;

/** A row as the rules see it. */
export function fieldsOf(row: Columns): ClinicFields {
  return {
    from: row.starts,
    until: row.ends,
    slotMinutes: row.slotMinutes,
    capacity: row.capacity,
    serviceIds: row.serviceIds,
    breaks: row.breaks,
    dailyCap: row.dailyCap,
    heldBack:
      row.heldBackPercent === 0
        ? null
        : { percent: row.heldBackPercent, releaseDaysBefore: row.heldBackDays, releaseTime: row.heldBackTime },
    openTo: row.audienceIds,
    options: clinicOptionsOf(row.options),
  };
}

/** What the rules decided as a row keeps it. */
export function columnsOf({ heldBack, ...fields }: ClinicFields): Columns {
  return {
    starts: fields.from,
    ends: fields.until,
    slotMinutes: fields.slotMinutes,
    capacity: fields.capacity,
    serviceIds: [...fields.serviceIds],
    breaks: fields.breaks.map(({ from, until }) => ({ from, until })),
    dailyCap: fields.dailyCap,
    heldBackPercent: heldBack?.percent ?? 0,
    heldBackDays: heldBack?.releaseDaysBefore ?? null,
    heldBackTime: heldBack?.releaseTime ?? null,
    audienceIds: fields.openTo && [...fields.openTo],
    options: fields.options.length > 0 ? [...fields.options] : null,
  };
}

export function planOf(clinic: ClinicRow): ClinicPlan {
  const { from, until, slotMinutes, capacity, breaks, dailyCap, heldBack } = fieldsOf(clinic);
  return { date: clinic.date, from, until, slotMinutes, capacity, breaks, dailyCap, heldBack };
}

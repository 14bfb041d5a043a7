import { Injectable } from '@nestjs/common';
import {
  canonicalJson,
  daysBetween,
  SERIES_DAYS,
  seriesDates,
  slotStarts,
  type ClinicFields,
  type LocalDate,
  type SeriesRule,
} from '@fairslot/domain';
import type { FieldFault } from '../platform/http/app-error';

/** More slots than this are not made in one go; a series of a year at five minutes has far fewer. */
const MOST_SLOTS = 100_000;

/** Every fault of a rule; its clinics are known to be sound. */
@Injectable()
export class ReadSeriesBody {
  /** `known` is the rule as it was: what stays of it is no fault, and what has passed does not count. */
  faults(rule: SeriesRule, fields: ClinicFields, today: LocalDate, known?: SeriesRule): FieldFault[] {
    const isNew = (path: 'startsOn' | 'endsOn'): boolean => known === undefined || known[path] !== rule[path];
    const startsOn = rule.startsOn < today && !isNew('startsOn') ? today : rule.startsOn;
    const faults: FieldFault[] = [];
    for (const path of ['startsOn', 'endsOn'] as const)
      if (isNew(path) && rule[path] < today) faults.push({ path, code: 'date_in_past' });
    if (rule.endsOn < rule.startsOn) faults.push({ path: 'endsOn', code: 'range_order' });
    else if (isNew('endsOn') && daysBetween(startsOn, rule.endsOn) >= SERIES_DAYS)
      faults.push({ path: 'endsOn', code: 'range_long' });
    if (faults.length > 0) return faults;
    const dates = seriesDates({ ...rule, startsOn });
    if (dates.length === 0)
      return known && canonicalJson(known.weekdays) === canonicalJson(rule.weekdays)
        ? []
        : [{ path: 'weekdays', code: 'no_dates' }];
    const aDay = slotStarts({ ...fields, date: dates[0] as LocalDate }, 'UTC').length;
    return aDay * dates.length > MOST_SLOTS ? [{ path: known ? 'slotMinutes' : 'endsOn', code: 'range_long' }] : [];
  }
}

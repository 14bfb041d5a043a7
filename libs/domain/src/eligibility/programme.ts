import type { LocalDate, Period } from '../local-date';

/**
 * The date an age or school year is reckoned on: 'appointment' (default), 'programme_start', 'programme_end' or a fixed
 * date 'YYYY-MM-DD'.
 */
export type ReckonedOn = string;

/** One condition on a person. Every member has exactly one key; a new rule is one member here and one `case` in `evaluate-expression.ts`. */
export type EligibilityExpression =
  | boolean
  | { all: EligibilityExpression[] }
  | { any: EligibilityExpression[] }
  | { not: EligibilityExpression }
  | { age: { gte?: Period; lt?: Period; on?: ReckonedOn } }
  | { born: { on_or_after?: LocalDate; on_or_before?: LocalDate } }
  | { birthday: { years: number; on_or_after?: LocalDate; on_or_before?: LocalDate } }
  | { flag: string }
  | { setting: string }
  | { occupation: string | string[] }
  | { place: string[] }
  | { sex: 'male' | 'female' }
  | { pregnant: { weeks_gte?: number; weeks_lt?: number } }
  | { school_year: { gte: number; lte: number; on?: ReckonedOn } }
  | { doses: { vaccine: string | string[]; since?: LocalDate; gte?: number; lt?: number } }
  | { invited: string };

export interface EligibilityCohort {
  id: string;
  label?: string;
  /** Lower comes first. */
  priority: number;
  /** First date on which this cohort may be seen, if later than the programme's start. */
  opens?: LocalDate;
  when: EligibilityExpression;
}

export interface ReferRule {
  id: string;
  message?: string;
  when: EligibilityExpression;
}

/** A vaccination programme as stored: JSON with these names (snake case), dates 'YYYY-MM-DD', both ends included. */
export interface EligibilityProgramme {
  id: string;
  vaccine: string;
  /** Vaccines whose doses count; `vaccine` alone if left out. */
  counts_as?: string[];
  programme_start: LocalDate;
  programme_end: LocalDate;
  /** Doses from this date on count towards `max_doses_in_window`; the programme's start if left out. */
  window_start?: LocalDate;
  max_doses_in_window?: number;
  /** From any earlier counting dose; "at least 91 days after" includes day 91. */
  min_interval?: Period;
  source?: string;
  cohorts: EligibilityCohort[];
  refer?: ReferRule[];
}

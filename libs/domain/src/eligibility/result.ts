import type { LocalDate } from '../local-date';

export const eligibilityOutcomes = [
  'eligible',
  'needs_information',
  'not_yet',
  'already_vaccinated',
  'refer',
  'not_eligible',
] as const;
export type EligibilityOutcome = (typeof eligibilityOutcomes)[number];

export type EligibilityReasonCode =
  | 'in_cohort'
  | 'no_cohort'
  | 'not_in_cohort'
  | 'missing_fact'
  | 'age_or_weeks'
  | 'interval'
  | 'interval_not_reached_before_programme_end'
  | 'cohort_ends_before_interval'
  | 'programme_not_open'
  | 'cohort_not_open'
  | 'programme_ended'
  | 'doses_complete'
  | 'refer';

export interface EligibilityReason {
  code: EligibilityReasonCode;
  cohort?: string;
  /** Id and message of the refer rule. */
  rule?: string;
  message?: string;
  /** The date this reason falls away (not open, too young, too soon) or came to be (ended). */
  date?: LocalDate;
  /** The facts that decided or are missing, with the same keys as `missing`. */
  facts?: string[];
}

/** Outcome on one date, with every reason, the deciding one first. */
export interface EligibilityResult {
  outcome: EligibilityOutcome;
  /** The first date on which the outcome would be `eligible`, as far as is known; with not_yet, and with refer if it is later. */
  earliestDate?: LocalDate;
  /** With needs_information: keys to ask, such as 'dateOfBirth', 'flag:carer', 'pregnancy', 'dueDate', 'doses', 'setting'. */
  missing?: string[];
  reasons: EligibilityReason[];
  /** The first (by priority) cohort that decided. */
  cohort?: string;
  /** Facts of refer rules not answered yet: to ask before booking; they do not hold back the outcome. */
  unansweredReferrals?: string[];
}

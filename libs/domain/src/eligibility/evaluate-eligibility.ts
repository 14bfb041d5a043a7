import type { LocalDate } from '../local-date';
import { cohortProspect, countingDoses, intervalEnds, type CohortProspect } from './cohort-prospect';
import type { EligibilityFacts } from './facts';
import type { EligibilityProgramme } from './programme';
import { inCohort, missingFact, notInCohort, referrals, waitingReasons } from './reasons';
import type { EligibilityReason, EligibilityResult } from './result';

const hasAllDoses = (programme: EligibilityProgramme, facts: EligibilityFacts): boolean => {
  const { max_doses_in_window, programme_start, programme_end, window_start = programme_start } = programme;
  const inWindow = countingDoses(programme, facts).filter(({ date }) => date >= window_start && date <= programme_end);
  return max_doses_in_window !== undefined && inWindow.length >= max_doses_in_window;
};

/** Nothing that could still be asked would open a date: refused. */
const refused = (
  programme: EligibilityProgramme,
  facts: EligibilityFacts,
  prospects: CohortProspect[],
): EligibilityResult => {
  if (!prospects.some(({ mayJoin }) => mayJoin)) {
    return { outcome: 'not_eligible', reasons: [{ code: 'no_cohort' }, ...prospects.map(notInCohort)] };
  }
  const cohort = prospects.find(({ joins }) => joins)?.cohort.id;
  const ready = intervalEnds(programme, facts) ?? undefined;
  const code =
    ready !== undefined && ready <= programme.programme_end
      ? 'cohort_ends_before_interval'
      : 'interval_not_reached_before_programme_end';
  const reason: EligibilityReason = { code, date: ready, facts: ['doses'] };
  return { outcome: 'not_eligible', reasons: [cohort ? { ...reason, cohort } : reason], ...(cohort ? { cohort } : {}) };
};

/** The cohort that takes the person first; the one with the lower priority number if two do on the same date. */
const soonest = (prospects: CohortProspect[]): (CohortProspect & { bookableFrom: LocalDate }) | null =>
  prospects.reduce<(CohortProspect & { bookableFrom: LocalDate }) | null>((best, prospect) => {
    const { bookableFrom } = prospect;
    return bookableFrom !== null && (best === null || bookableFrom < best.bookableFrom)
      ? { ...prospect, bookableFrom }
      : best;
  }, null);

/**
 * May this person have this vaccine at an appointment on `on`? Three-valued: a missing fact is asked for, and only if an
 * answer could bring a date, or an earlier one. Throws RangeError for text that is not a date.
 */
export const evaluateEligibility = (
  programme: EligibilityProgramme,
  facts: EligibilityFacts,
  on: LocalDate,
): EligibilityResult => {
  const prospects = [...programme.cohorts]
    .sort((a, b) => a.priority - b.priority)
    .map((cohort) => cohortProspect(programme, cohort, facts, on));
  const complete: EligibilityReason[] = hasAllDoses(programme, facts)
    ? [{ code: 'doses_complete', facts: ['doses'] }]
    : [];
  if (on > programme.programme_end) {
    return {
      outcome: 'not_eligible',
      reasons: [{ code: 'programme_ended', date: programme.programme_end }, ...complete],
    };
  }
  if (complete.length > 0 && prospects.some(({ mayJoin }) => mayJoin)) {
    const cohort = prospects.find(({ joins }) => joins)?.cohort.id;
    return { outcome: 'already_vaccinated', reasons: complete, ...(cohort ? { cohort } : {}) };
  }
  if (!prospects.some(({ maybeFrom }) => maybeFrom !== null)) return refused(programme, facts, prospects);

  const referral = referrals(programme, facts, on);
  const unanswered = referral.unanswered.length > 0 ? { unansweredReferrals: referral.unanswered } : {};
  const best = soonest(prospects);
  const asking = prospects.filter(
    ({ maybeFrom, missing }) =>
      missing.length > 0 && maybeFrom !== null && (best === null || maybeFrom < best.bookableFrom),
  );
  if (best === null || asking.length > 0) {
    const reasons = [...asking.map(missingFact), ...referral.reasons];
    return {
      outcome: 'needs_information',
      missing: [...new Set(asking.flatMap(({ missing }) => missing))],
      reasons,
      ...unanswered,
    };
  }
  const isLater = best.bookableFrom > on;
  const timing = isLater
    ? waitingReasons(programme, facts, on, best)
    : prospects.filter(({ bookableFrom }) => bookableFrom === on).map(inCohort);
  return {
    outcome: referral.reasons.length > 0 ? 'refer' : isLater ? 'not_yet' : 'eligible',
    ...(isLater ? { earliestDate: best.bookableFrom } : {}),
    reasons: [...referral.reasons, ...timing],
    cohort: best.cohort.id,
    ...unanswered,
  };
};

import type { LocalDate } from '../local-date';
import { intervalEnds, type CohortProspect } from './cohort-prospect';
import { judge } from './evaluate-expression';
import type { EligibilityFacts } from './facts';
import type { EligibilityProgramme } from './programme';
import type { EligibilityReason } from './result';

/** Why the person cannot come on `on` although a cohort takes them later; the date of each is when it falls away. */
export const waitingReasons = (
  programme: EligibilityProgramme,
  facts: EligibilityFacts,
  on: LocalDate,
  { cohort, now, belongsFrom }: CohortProspect,
): EligibilityReason[] => {
  const reasons: EligibilityReason[] = [];
  const { programme_start } = programme;
  const ready = intervalEnds(programme, facts);
  if (on < programme_start) reasons.push({ code: 'programme_not_open', date: programme_start });
  if (cohort.opens && cohort.opens > programme_start && on < cohort.opens) {
    reasons.push({ code: 'cohort_not_open', cohort: cohort.id, date: cohort.opens });
  }
  if (now.value !== true && belongsFrom) {
    reasons.push({ code: 'age_or_weeks', cohort: cohort.id, date: belongsFrom, facts: now.facts });
  }
  if (ready && on < ready) reasons.push({ code: 'interval', date: ready, facts: ['doses'] });
  return reasons;
};

/** Refer rules: those that hold, and the facts missing to decide the others. Nothing is presumed here. */
export const referrals = (
  programme: EligibilityProgramme,
  facts: EligibilityFacts,
  on: LocalDate,
): { reasons: EligibilityReason[]; unanswered: string[] } => {
  const judged = (programme.refer ?? []).map((rule) => ({
    rule,
    verdict: judge(rule.when, { programme, facts, on, presumeNoDoses: false }),
  }));
  return {
    reasons: judged
      .filter(({ verdict }) => verdict.value === true)
      .map(({ rule, verdict }) => ({
        code: 'refer',
        rule: rule.id,
        ...(rule.message === undefined ? {} : { message: rule.message }),
        facts: verdict.facts,
      })),
    unanswered: [
      ...new Set(judged.filter(({ verdict }) => verdict.value === null).flatMap(({ verdict }) => verdict.facts)),
    ],
  };
};

export const notInCohort = ({ cohort, now }: CohortProspect): EligibilityReason => ({
  code: 'not_in_cohort',
  cohort: cohort.id,
  facts: now.facts,
});

export const inCohort = ({ cohort, now }: CohortProspect): EligibilityReason => ({
  code: 'in_cohort',
  cohort: cohort.id,
  facts: now.facts,
});

export const missingFact = ({ cohort, missing }: CohortProspect): EligibilityReason => ({
  code: 'missing_fact',
  cohort: cohort.id,
  facts: missing,
});

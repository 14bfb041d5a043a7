import { addPeriod, type LocalDate } from '../local-date';
import { criticalDates } from './critical-dates';
import { judge } from './evaluate-expression';
import type { EligibilityFacts } from './facts';
import type { EligibilityCohort, EligibilityProgramme } from './programme';
import type { Verdict } from './verdict';

export interface CohortProspect {
  cohort: EligibilityCohort;
  /** On the date asked about. */
  now: Verdict;
  /** The first date from then on that the person is in the cohort, whether it is open or not. */
  belongsFrom: LocalDate | null;
  /** May the person be in it, as far as is known, on any date that it is open? */
  mayJoin: boolean;
  /** Is the person in it on any date that it is open? */
  joins: boolean;
  /** The first open date that is also far enough from earlier doses. */
  bookableFrom: LocalDate | null;
  /** As `bookableFrom`, if the missing facts turned out well; with the facts that are missing then. */
  maybeFrom: LocalDate | null;
  missing: string[];
}

const latest = (...dates: (LocalDate | null | undefined)[]): LocalDate =>
  dates.reduce<LocalDate>((last, date) => (date && date > last ? date : last), '');

export const countingDoses = ({ vaccine, counts_as }: EligibilityProgramme, { doses = [] }: EligibilityFacts) =>
  doses.filter((dose) => (counts_as ?? [vaccine]).includes(dose.vaccine));

/** The first date far enough from every dose had, or null if nothing has to be waited for. */
export const intervalEnds = (programme: EligibilityProgramme, facts: EligibilityFacts): LocalDate | null => {
  const { min_interval } = programme;
  if (!min_interval) return null;
  return latest(...countingDoses(programme, facts).map((dose) => addPeriod(dose.date, min_interval))) || null;
};

/** When, from `on` until the programme ends, one cohort takes this person. */
export const cohortProspect = (
  programme: EligibilityProgramme,
  cohort: EligibilityCohort,
  facts: EligibilityFacts,
  on: LocalDate,
): CohortProspect => {
  const critical = criticalDates(cohort.when, facts).sort();
  const verdictOn = (date: LocalDate): Verdict =>
    judge(cohort.when, { programme, facts, on: date, presumeNoDoses: true });
  const firstFrom = (start: LocalDate, suits: (verdict: Verdict) => boolean): LocalDate | null =>
    [start, ...critical].find((date) => date >= start && date <= programme.programme_end && suits(verdictOn(date))) ??
    null;
  const isIn = (verdict: Verdict): boolean => verdict.value === true;
  const mayBeIn = (verdict: Verdict): boolean => verdict.value !== false;
  const open = latest(on, programme.programme_start, cohort.opens);
  const ready = latest(open, intervalEnds(programme, facts));
  const maybeFrom = firstFrom(ready, mayBeIn);
  const atBest = maybeFrom === null ? null : verdictOn(maybeFrom);
  return {
    cohort,
    now: verdictOn(on),
    belongsFrom: firstFrom(on, isIn),
    mayJoin: firstFrom(open, mayBeIn) !== null,
    joins: firstFrom(open, isIn) !== null,
    bookableFrom: firstFrom(ready, isIn),
    maybeFrom,
    missing: atBest?.value === null ? atBest.facts : [],
  };
};

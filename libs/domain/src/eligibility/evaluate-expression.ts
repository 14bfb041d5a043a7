import { countValidMmrDoses } from './mmr-doses';
import { addPeriod, dateReachingAge, type LocalDate } from '../local-date';
import type { EligibilityFacts } from './facts';
import { weeksPregnant } from './gestation';
import type { EligibilityExpression, EligibilityProgramme, ReckonedOn } from './programme';
import { schoolYearOn } from './school-year';
import { every, known, negated, some, unknown, type Verdict } from './verdict';

/** What an expression is judged against. */
export interface Circumstances {
  programme: Pick<EligibilityProgramme, 'programme_start' | 'programme_end'>;
  facts: EligibilityFacts;
  /** The date of the appointment. */
  on: LocalDate;
  /**
   * With no record of doses, "fewer than n" may be presumed, because without a reliable history nobody counts as immunised
   * (UKHSA, uncertain or incomplete immunisation status). Only where that lets a person in: never under `not`.
   */
  presumeNoDoses: boolean;
}

type Rule<Key extends string> = Extract<EligibilityExpression, Record<Key, unknown>>;

const listed = (value: string | readonly string[]): readonly string[] => (typeof value === 'string' ? [value] : value);

const reckoningDate = (on: ReckonedOn | undefined, { programme, on: appointment }: Circumstances): LocalDate => {
  if (on === undefined || on === 'appointment') return appointment;
  return on === 'programme_start' || on === 'programme_end' ? programme[on] : on;
};

const isBetween = (date: LocalDate, from = '0001-01-01', to = '9999-12-31'): boolean => from <= date && date <= to;

const judgeAge = ({ gte, lt, on }: Rule<'age'>['age'], circumstances: Circumstances): Verdict => {
  const { dateOfBirth } = circumstances.facts;
  if (dateOfBirth === undefined) return unknown('dateOfBirth');
  const date = reckoningDate(on, circumstances);
  const isOldEnough = date >= (gte ? dateReachingAge(dateOfBirth, gte) : dateOfBirth);
  return known(isOldEnough && (!lt || date < dateReachingAge(dateOfBirth, lt)), 'dateOfBirth');
};

const judgePregnancy = (
  { weeks_gte, weeks_lt }: Rule<'pregnant'>['pregnant'],
  { facts, on }: Circumstances,
): Verdict => {
  const { pregnant } = facts;
  if (pregnant === undefined) return unknown('pregnancy');
  if (pregnant === false) return known(false, 'pregnancy');
  if (pregnant === true)
    return (weeks_gte ?? 0) <= 0 && weeks_lt === undefined ? known(true, 'pregnancy') : unknown('dueDate');
  const weeks = weeksPregnant(pregnant.dueDate, on);
  return known(
    weeks !== null && weeks >= (weeks_gte ?? 0) && (weeks_lt === undefined || weeks < weeks_lt),
    'pregnancy',
  );
};

const MMR: ReadonlySet<string> = new Set(['MMR', 'MMRV']);

const judgeDoses = (
  { vaccine, since, gte, lt }: Rule<'doses'>['doses'],
  { facts, presumeNoDoses }: Circumstances,
): Verdict => {
  if (facts.doses === undefined)
    return presumeNoDoses && (gte ?? 0) <= 0 && (lt ?? 1) > 0 ? known(true, 'doses') : unknown('doses');
  const vaccines = listed(vaccine);
  const dates = facts.doses.filter(({ vaccine: had, date }) => vaccines.includes(had) && isBetween(date, since));
  const isMet = (count: number): boolean => count >= (gte ?? 0) && (lt === undefined || count < lt);
  const countsAll = since !== undefined || !vaccines.every((one) => MMR.has(one));
  if (countsAll) return known(isMet(dates.length), 'doses');
  // A dose too early or too soon after another does not count; which of them that is depends on all of them and on the age.
  const days = dates.map(({ date }) => date);
  if (facts.dateOfBirth !== undefined) return known(isMet(countValidMmrDoses(facts.dateOfBirth, days)), 'doses');
  const answers = new Set(Array.from({ length: days.length + 1 }, (_, count) => isMet(count)));
  return answers.size === 1 ? known(isMet(0), 'doses') : unknown('dateOfBirth');
};

const judgeBirth = (dateOfBirth: LocalDate | undefined, isMet: (dateOfBirth: LocalDate) => boolean): Verdict =>
  dateOfBirth === undefined ? unknown('dateOfBirth') : known(isMet(dateOfBirth), 'dateOfBirth');

const judgeFact = <Fact>(key: string, fact: Fact | undefined, isMet: (fact: Fact) => boolean): Verdict =>
  fact === undefined ? unknown(key) : known(isMet(fact), key);

/** Is the expression met on that date? A missing fact makes it unknown, unless the rest decides without it. */
export const judge = (expression: EligibilityExpression, circumstances: Circumstances): Verdict => {
  const { facts } = circumstances;
  if (typeof expression === 'boolean') return known(expression);
  if ('all' in expression) return every(expression.all.map((part) => judge(part, circumstances)));
  if ('any' in expression) return some(expression.any.map((part) => judge(part, circumstances)));
  if ('not' in expression) return negated(judge(expression.not, { ...circumstances, presumeNoDoses: false }));
  if ('age' in expression) return judgeAge(expression.age, circumstances);
  if ('pregnant' in expression) return judgePregnancy(expression.pregnant, circumstances);
  if ('doses' in expression) return judgeDoses(expression.doses, circumstances);
  if ('born' in expression) {
    const { on_or_after, on_or_before } = expression.born;
    return judgeBirth(facts.dateOfBirth, (born) => isBetween(born, on_or_after, on_or_before));
  }
  if ('birthday' in expression) {
    const { years, on_or_after, on_or_before } = expression.birthday;
    return judgeBirth(facts.dateOfBirth, (born) => isBetween(addPeriod(born, { years }), on_or_after, on_or_before));
  }
  if ('school_year' in expression) {
    const { gte, lte, on } = expression.school_year;
    const date = reckoningDate(on, circumstances);
    return judgeBirth(facts.dateOfBirth, (born) => schoolYearOn(born, date) >= gte && schoolYearOn(born, date) <= lte);
  }
  if ('flag' in expression) return judgeFact(`flag:${expression.flag}`, facts.flags?.[expression.flag], (flag) => flag);
  if ('setting' in expression) return judgeFact('setting', facts.setting, (setting) => setting === expression.setting);
  if ('place' in expression) return judgeFact('place', facts.place, (place) => expression.place.includes(place));
  if ('sex' in expression) return judgeFact('sex', facts.sex, (sex) => sex === expression.sex);
  if ('invited' in expression)
    return judgeFact('invited', facts.invited, (campaigns) => campaigns.includes(expression.invited));
  if ('occupation' in expression) {
    return judgeFact('occupation', facts.occupation, (jobs) =>
      listed(expression.occupation).some((job) => jobs.includes(job)),
    );
  }
  return expression satisfies never;
};

import { addDays, type LocalDate } from './local-date';

/** One dose of a service that has several. */
export interface DoseTerms {
  dose: number;
  minimumAge?: { months: number };
  /** Days after the dose before: at least, and at most. Both ends count. */
  afterPrevious?: { days: number };
  withinPrevious?: { days: number };
}

export interface DoseInterval {
  earliest: LocalDate;
  /** Left out where any later date will do. */
  latest?: LocalDate;
}

/** The local dates on which a dose may be given, after the one before it was given on `before`. */
export const doseInterval = (doses: readonly DoseTerms[], dose: number, before: LocalDate): DoseInterval => {
  const terms = doses.find((one) => one.dose === dose);
  const earliest = addDays(before, terms?.afterPrevious?.days ?? 1);
  return terms?.withinPrevious ? { earliest, latest: addDays(before, terms.withinPrevious.days) } : { earliest };
};

/** Does the date lie within the interval? */
export const isWithinInterval = ({ earliest, latest }: DoseInterval, on: LocalDate): boolean =>
  on >= earliest && (latest === undefined || on <= latest);

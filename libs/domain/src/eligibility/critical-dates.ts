import { dateReachingAge, type LocalDate } from '../local-date';
import type { EligibilityFacts } from './facts';
import { pregnancyDates } from './gestation';
import type { EligibilityExpression } from './programme';
import { schoolYearStart } from './school-year';

const isOnAppointment = (on: string | undefined): boolean => on === undefined || on === 'appointment';

/**
 * Every date on which an expression may change its answer for this person; between two of them it stays the same. So the
 * first date that suits is found by trying these few, not each day of a programme of many years. Not sorted.
 */
export const criticalDates = (expression: EligibilityExpression, facts: EligibilityFacts): LocalDate[] => {
  if (typeof expression === 'boolean') return [];
  if ('all' in expression) return expression.all.flatMap((part) => criticalDates(part, facts));
  if ('any' in expression) return expression.any.flatMap((part) => criticalDates(part, facts));
  if ('not' in expression) return criticalDates(expression.not, facts);
  const { dateOfBirth, pregnant } = facts;
  if ('age' in expression && dateOfBirth !== undefined && isOnAppointment(expression.age.on)) {
    const ages = [expression.age.gte, expression.age.lt].filter((age) => age !== undefined);
    return [dateOfBirth, ...ages.map((age) => dateReachingAge(dateOfBirth, age))];
  }
  if ('school_year' in expression && dateOfBirth !== undefined && isOnAppointment(expression.school_year.on)) {
    const { gte, lte } = expression.school_year;
    return [schoolYearStart(dateOfBirth, gte), schoolYearStart(dateOfBirth, lte + 1)];
  }
  if ('pregnant' in expression && typeof pregnant === 'object') {
    const { weeks_gte, weeks_lt } = expression.pregnant;
    return pregnancyDates(
      pregnant.dueDate,
      [weeks_gte, weeks_lt].filter((weeks) => weeks !== undefined),
    );
  }
  return [];
};

import type { EligibilityExpression, EligibilityProgramme } from './programme';

/** One sentence about a person, as it is edited. */
export type GroupCondition =
  /** Years reached on the appointment date: from, and still below to. */
  | { kind: 'age'; from?: number | undefined; below?: number | undefined }
  | { kind: 'sex'; sex: 'female' | 'male' }
  | { kind: 'place'; places: string[] }
  | { kind: 'pregnant' }
  /** The name of a question that people are asked, answered with yes. */
  | { kind: 'flag'; flag: string };

/** People who may have a service: all of its conditions hold. Without conditions: everybody. */
export interface RuleGroup {
  id: string;
  label: string;
  /** Null where the group says more than sentences can: it is kept as it is. */
  conditions: GroupCondition[] | null;
}

/** The groups of a programme, first by priority. */
export function groupsOf({ cohorts }: Pick<EligibilityProgramme, 'cohorts'>): RuleGroup[] {
  return [...cohorts]
    .sort((a, b) => a.priority - b.priority)
    .map(({ id, label = id, when, opens }) => ({ id, label, conditions: opens ? null : conditionsOf(when) }));
}

/** The programme with these groups in the place of its own; a group that is kept must be one of its own. */
export function withGroups(programme: EligibilityProgramme, groups: readonly RuleGroup[]): EligibilityProgramme {
  const cohorts = groups.map(({ id, label, conditions }, n) => {
    const known = programme.cohorts.find((cohort) => cohort.id === id);
    const priority = n + 1;
    if (conditions === null) {
      if (!known) throw new RangeError(`no group ${id}`);
      return { ...known, priority };
    }
    return { id, label, priority, when: expressionOf(conditions) };
  });
  return { ...programme, cohorts };
}

function conditionsOf(when: EligibilityExpression): GroupCondition[] | null {
  if (when === true) return [];
  if (typeof when === 'boolean') return null;
  if (!('all' in when)) {
    const one = conditionOf(when);
    return one ? [one] : null;
  }
  const all = when.all.map(conditionOf);
  return all.includes(null) ? null : (all as GroupCondition[]);
}

function conditionOf(when: EligibilityExpression): GroupCondition | null {
  if (typeof when === 'boolean') return null;
  if ('age' in when) {
    const { gte, lt, on = 'appointment' } = when.age;
    const isYears = (period: object | undefined) => !period || Object.keys(period).join() === 'years';
    if (on !== 'appointment' || !isYears(gte) || !isYears(lt)) return null;
    return { kind: 'age', ...(gte && { from: gte.years }), ...(lt && { below: lt.years }) };
  }
  if ('flag' in when) return { kind: 'flag', flag: when.flag };
  if ('sex' in when) return { kind: 'sex', sex: when.sex };
  if ('place' in when) return { kind: 'place', places: [...when.place] };
  if ('pregnant' in when) return Object.keys(when.pregnant).length === 0 ? { kind: 'pregnant' } : null;
  return null;
}

function expressionOf(conditions: readonly GroupCondition[]): EligibilityExpression {
  const all = conditions.map((condition): EligibilityExpression => {
    switch (condition.kind) {
      case 'age': {
        const { from, below } = condition;
        return {
          age: {
            ...(from !== undefined && { gte: { years: from } }),
            ...(below !== undefined && { lt: { years: below } }),
          },
        };
      }
      case 'flag':
        return { flag: condition.flag };
      case 'sex':
        return { sex: condition.sex };
      case 'place':
        return { place: [...condition.places] };
      case 'pregnant':
        return { pregnant: {} };
    }
  });
  const [first] = all;
  if (!first) return true;
  return all.length === 1 ? first : { all };
}

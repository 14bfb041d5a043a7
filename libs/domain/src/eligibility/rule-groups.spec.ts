import { serviceLibrary } from '../service-library';
import { evaluateEligibility } from './evaluate-eligibility';
import type { EligibilityProgramme } from './programme';
import { groupsOf, withGroups } from './rule-groups';

const season = { programme_start: '2026-09-01', programme_end: '2027-03-31' };

test('what is read as sentences and written back is the same rule, for every service of the library', () => {
  for (const { slug, rule } of serviceLibrary) {
    const programme: EligibilityProgramme = { ...rule, ...season };
    const again = withGroups(programme, groupsOf(programme));
    const meant = (one: EligibilityProgramme) => one.cohorts.map(({ id, when }) => ({ id, when }));
    const inOrder = { ...programme, cohorts: [...programme.cohorts].sort((a, b) => a.priority - b.priority) };
    expect([slug, meant(again)]).toEqual([slug, meant(inOrder)]);
  }
});

test('a changed age decides from then on, and a group that says more is kept', () => {
  const programme: EligibilityProgramme = {
    id: 'flu',
    vaccine: 'FLU',
    ...season,
    cohorts: [
      { id: 'old', label: '65 and over', priority: 1, when: { age: { gte: { years: 65 } } } },
      { id: 'deep', priority: 2, when: { not: { flag: 'carer' } } },
    ],
  };
  expect(groupsOf(programme)).toEqual([
    { id: 'old', label: '65 and over', conditions: [{ kind: 'age', from: 65 }] },
    { id: 'deep', label: 'deep', conditions: null },
  ]);
  const younger = withGroups(programme, [
    {
      id: 'old',
      label: '60 and over',
      conditions: [
        { kind: 'age', from: 60 },
        { kind: 'sex', sex: 'female' },
      ],
    },
    { id: 'deep', label: 'deep', conditions: null },
  ]);
  const facts = { dateOfBirth: '1964-05-05', sex: 'female' as const, flags: { carer: true } };
  expect(evaluateEligibility(programme, facts, '2026-11-01').outcome).toBe('not_eligible');
  expect(evaluateEligibility(younger, facts, '2026-11-01')).toMatchObject({ outcome: 'eligible', cohort: 'old' });
  expect(younger.cohorts[1]?.when).toEqual({ not: { flag: 'carer' } });
  expect(() => withGroups(programme, [{ id: 'gone', label: 'x', conditions: null }])).toThrow(RangeError);
});

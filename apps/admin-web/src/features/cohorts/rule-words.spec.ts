import type { CohortRule } from '@fairslot/contract';
import { changesOf, noRules, sentenceOf } from './rule-words';

const known = {
  services: [{ id: 'flu', name: 'Flu vaccine' }],
  places: [
    { key: 'halton', name: 'Halton' },
    { key: 'wirral', name: 'Wirral' },
  ],
  languages: [],
  lists: [
    { id: 'l1', name: 'Outreach', people: 12 },
    { id: 'l2', name: 'Hostel', people: 3 },
  ],
  campaigns: [{ id: 'k1', name: 'Flu, autumn' }],
};

test.each<[CohortRule, string]>([
  [{ kind: 'age', from: 65 }, 'are aged 65 and over'],
  [{ kind: 'age', from: 50, below: 65 }, 'are aged 50 to 64'],
  [{ kind: 'age', below: 2, on: '2026-09-01' }, 'are under 2 on 1 Sept 2026'],
  [{ kind: 'place', places: ['halton', 'wirral'] }, 'live in Halton or Wirral'],
  [{ kind: 'deprivation', fifths: [1] }, 'live in the most deprived fifth of England'],
  [{ kind: 'ethnicity', groups: ['J', 'K', 'N'] }, 'are of ethnic group Pakistani, Bangladeshi or African'],
  [{ kind: 'language', languages: ['pl'] }, 'speak Polish'],
  [{ kind: 'flag', flags: ['care_home'] }, 'live in a care home'],
  [{ kind: 'flag', flags: ['pregnant', 'carer'] }, 'are pregnant or are carers'],
  [{ kind: 'had', service: 'flu', since: '2026-09-01' }, 'had Flu vaccine (here or elsewhere) on or after 1 Sept 2026'],
  [{ kind: 'invited', service: 'flu', withinDays: 90 }, 'were invited to Flu vaccine in the last 90 days'],
  [
    { kind: 'silent', service: 'flu', withinDays: 30 },
    'were invited to Flu vaccine in the last 30 days and have not answered',
  ],
  [{ kind: 'outcode', outcodes: ['L24', 'L25'] }, 'live in L24 or L25'],
  [{ kind: 'optedOut', channels: ['sms', 'email'] }, 'said STOP to text messages or emails'],
  [{ kind: 'list', lists: ['l1', 'l2'] }, 'are on the list Outreach or Hostel'],
  [{ kind: 'due', service: 'flu', dose: 2 }, 'are due dose 2 of Flu vaccine'],
  [{ kind: 'notResponded', campaign: 'k1' }, 'were invited by Flu, autumn and have not responded'],
  [{ kind: 'missed', service: 'flu', withinDays: 60 }, 'missed an appointment for Flu vaccine in the last 60 days'],
])('%j is a sentence', (rule, sentence) => expect(sentenceOf(rule, known)).toBe(sentence));

test('a version says what it added and took away, and nothing of what stayed', () => {
  const [old, young]: CohortRule[] = [
    { kind: 'age', from: 65 },
    { kind: 'age', below: 5 },
  ];
  const before = { ...noRules, include: [old as CohortRule], leaveOut: [young as CohortRule] };
  const after = { ...noRules, include: [old as CohortRule], doNotContact: [young as CohortRule] };
  expect(changesOf(before, after).map(({ part, is }) => `${is} ${part}`)).toEqual([
    'removed leaveOut',
    'added doNotContact',
  ]);
});

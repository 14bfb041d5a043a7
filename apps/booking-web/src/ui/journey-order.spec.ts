import type { JourneyDraft } from '@fairslot/contract';
import { afterStep, backFrom, detourFrom, type Progress, type Step } from './journey-order';

const where = { label: 'L24', latitude: 53, longitude: -3, approximate: true };
const hold = { holdId: 'h', token: 't', expiresAt: '', siteId: 's', start: '', lengthMinutes: 5 };
const booked = { reference: 'r', start: '', lengthMinutes: 5, siteId: 's', serviceId: 'flu', manageUrl: '' };
const whole: JourneyDraft = {
  serviceId: 'flu',
  forWhom: 'me',
  dateOfBirth: '1950-03-27',
  where,
  help: [],
  hold,
  firstName: 'Amina',
  lastName: 'Khan',
  nhsNumber: '',
  postcode: 'L24 8QB',
  contact: { none: true },
};

/** The whole draft without some of its answers. */
const without = (...keys: (keyof JourneyDraft)[]): JourneyDraft =>
  Object.fromEntries(Object.entries(whole).filter(([key]) => !keys.includes(key as keyof JourneyDraft)));

const at = (draft: JourneyDraft, more: Partial<Progress> = {}): Progress => ({ draft, questions: [], ...more });

test('where people have no NHS numbers nobody is asked for one, nor for the postcode in its place', () => {
  const before = at(without('nhsNumber', 'postcode', 'contact'), { withoutNhsNumber: true });
  expect(afterStep('name', before)).toBe('/book/contact');
  expect(backFrom('contact', before)).toBe('/book/name');
  expect(detourFrom('check', { ...before, draft: without('nhsNumber', 'postcode') })).toBeNull();
  expect(detourFrom('nhs-number', before)).toBe('/book/contact');
});

it.each<[string, Progress, Step, string]>([
  ['nothing is known', at({}), 'what', '/book/what'],
  ['the service is chosen', at({ serviceId: 'flu' }), 'what', '/book/who'],
  ['they book for themselves', at({ serviceId: 'flu', forWhom: 'me' }), 'who', '/book/date-of-birth'],
  ['they book for a child', at({ serviceId: 'flu', forWhom: 'child' }), 'who', '/book/first-name'],
  [
    'a child is named',
    at({ serviceId: 'flu', forWhom: 'child', firstName: 'Leo' }),
    'first-name',
    '/book/date-of-birth',
  ],
  ['the service has doses', at(without('hold', 'where'), { doses: 2 }), 'date-of-birth', '/book/last-dose'],
  [
    'a time for the first of two doses is held',
    at({ ...without('firstName'), answers: { last_dose: 'none' } }, { doses: 2 }),
    'times',
    '/book/next-dose',
  ],
  [
    'a time for the last dose is held',
    at({ ...without('firstName'), answers: { last_dose: '2026-05-05' } }, { doses: 2 }),
    'times',
    '/book/name',
  ],
  ['nobody else of a group is named', at({ ...whole, forWhom: 'group' }), 'date-of-birth', '/book/people'],
  [
    'the rules say no to the first of a group',
    at(
      { ...without('where', 'hold'), forWhom: 'group', others: [{ firstName: 'Leo', dateOfBirth: '2015-05-05' }] },
      { outcome: 'not_eligible' },
    ),
    'people',
    '/book/where',
  ],
  ['help was not asked for yet', at(without('help', 'hold')), 'where', '/book/help-needed'],
  [
    'an interpreter is needed, whose language is not known',
    at({ ...without('hold'), help: ['interpreter'] }),
    'help-needed',
    '/book/help-needed/interpreter',
  ],
  [
    'the language of the interpreter is known',
    at({ ...without('hold'), help: ['interpreter', 'Polish interpreter, by phone'] }),
    'help-needed/interpreter',
    '/book/times',
  ],
  ['help was not asked for, but a time is held', at(without('help')), 'date-of-birth', '/book/check'],
  ['they do not know their NHS number', at(without('postcode', 'contact')), 'nhs-number', '/book/home-postcode'],
  [
    'they were invited',
    at({ ...without('hold', 'help', 'forWhom', 'nhsNumber'), invited: { token: 't', access: 'a' } }),
    'date-of-birth',
    '/book/times',
  ],
  ['a question is open', at(without('where', 'hold'), { questions: ['carer'] }), 'date-of-birth', '/book/about-you'],
  ['the rules say no', at(without('where', 'hold'), { outcome: 'not_eligible' }), 'date-of-birth', '/book/next-steps'],
  ['the rules say not yet', at(without('where', 'hold'), { outcome: 'not_yet' }), 'date-of-birth', '/book/next-steps'],
  [
    'not yet, but they look for later times',
    at(without('hold'), { outcome: 'not_yet' }),
    'date-of-birth',
    '/book/times',
  ],
  ['where is known and a time held, but where changed', at(whole), 'where', '/book/times'],
  ['a time is held', at(without('firstName', 'lastName', 'nhsNumber', 'contact')), 'times', '/book/name'],
  ['the NHS number was not asked', at(without('nhsNumber', 'contact')), 'name', '/book/nhs-number'],
  ['they do not know their NHS number', at(without('contact')), 'nhs-number', '/book/contact'],
  ['an earlier answer was changed from the last page', at(whole), 'name', '/book/check'],
  ['another service was chosen, which frees the time', at(without('hold')), 'what', '/book/times'],
  ['all is done already', at({ ...whole, booked }), 'contact', '/book/done'],
])('when %s, the next page is the first that is missing', (_, progress, step, expected) => {
  expect(afterStep(step, progress)).toBe(expected);
});

it.each<[string, Progress, Step, string | null]>([
  ['an empty draft', at({}), 'what', null],
  ['an empty draft', at({}), 'check', '/book/what'],
  ['an empty draft', at({}), 'name', '/book/what'],
  ['no date of birth', at({ serviceId: 'flu' }), 'times', '/book/date-of-birth'],
  ['no time', at(without('hold')), 'name', '/book/times'],
  ['a last name alone', at(without('firstName')), 'check', '/book/name'],
  ['an open question', at(without('hold'), { questions: ['carer'] }), 'times', '/book/about-you'],
  ['no question to ask', at(without('where', 'hold')), 'about-you', '/book/where'],
  ['a no of the rules', at(without('hold'), { outcome: 'refer' }), 'times', '/book/next-steps'],
  ['a no of the rules', at(without('hold'), { outcome: 'already_vaccinated' }), 'where', '/book/next-steps'],
  ['a no of the rules', at(without('hold'), { outcome: 'refer' }), 'date-of-birth', null],
  ['a not yet of the rules', at(without('hold'), { outcome: 'not_yet' }), 'times', null],
  ['everything', at(whole), 'check', null],
  ['everything', at(whole), 'where', null],
  ['a booking made', at({ ...whole, booked }), 'check', '/book/done'],
  ['a booking made, and a new one begun', at({ ...whole, booked }), 'what', null],
])('with %s, the page %# is shown or leads to what is missing', (_, progress, step, expected) => {
  expect(detourFrom(step, progress)).toBe(expected);
});

it.each<[Step, string[], string]>([
  ['what', [], '/'],
  ['date-of-birth', [], '/book/who'],
  ['where', [], '/book/date-of-birth'],
  ['where', ['carer'], '/book/about-you'],
  ['times', [], '/book/help-needed'],
  ['nhs-number', [], '/book/name'],
  ['contact', [], '/book/home-postcode'],
  ['check', [], '/book/contact'],
])('back from %s with the questions %j is %s', (step, questions, expected) => {
  expect(backFrom(step, at(whole, { questions }))).toBe(expected);
});

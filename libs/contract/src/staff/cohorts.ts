import { z } from 'zod';
import { contactWays, personFlags } from '@fairslot/domain';
import { defineEndpoint } from '../endpoint';
import { fault, localDate, nhsNumber, opaque, page, slug } from '../fields';

const years = z.number().int().min(0, fault('invalid')).max(130, fault('invalid'));
const withinDays = z.number().int().min(1).max(3650);
const some = <T extends z.ZodType>(item: T) => z.array(item).min(1, fault('required')).max(50, fault('invalid'));

/** One sentence about people. */
export const cohortRule = z.discriminatedUnion('kind', [
  /** Years reached on the day: from, and still below to. Without a day, on the day of counting. */
  z
    .object({ kind: z.literal('age'), from: years.optional(), below: years.optional(), on: localDate.optional() })
    .refine(({ from, below }) => from !== undefined || below !== undefined, fault('required'))
    .refine(({ from = 0, below = 131 }) => from < below, fault('range_order')),
  z.object({ kind: z.literal('place'), places: some(slug) }),
  z.object({ kind: z.literal('deprivation'), fifths: some(z.number().int().min(1).max(5)) }),
  z.object({ kind: z.literal('sex'), sexes: some(z.enum(['female', 'male'])) }),
  z.object({ kind: z.literal('ethnicity'), groups: some(z.string().regex(/^[A-SZ]$/, fault('invalid'))) }),
  z.object({ kind: z.literal('language'), languages: some(z.string().regex(/^[a-z]{2,3}$/, fault('invalid'))) }),
  /** The first half of a postcode: what lists say of where somebody lives, below the Place. */
  z.object({
    kind: z.literal('outcode'),
    outcodes: some(z.string().regex(/^[A-Z]{1,2}\d[A-Z\d]?$/, fault('invalid'))),
  }),
  z.object({ kind: z.literal('practice'), practices: some(z.string().regex(/^[A-Z0-9]{3,8}$/, fault('invalid'))) }),
  z.object({ kind: z.literal('flag'), flags: some(z.enum(personFlags)) }),
  z.object({ kind: z.literal('contact'), ways: some(z.enum(contactWays)) }),
  /** Said STOP to messages of one of these kinds. */
  z.object({ kind: z.literal('optedOut'), channels: some(z.enum(['sms', 'email'])) }),
  /** On one of these lists of NHS numbers. */
  z.object({ kind: z.literal('list'), lists: some(opaque) }),
  /** Had this service, here, on or after a day; any time without one. */
  z.object({ kind: z.literal('had'), service: slug, since: localDate.optional() }),
  /** Had the dose before this one so long ago as the service asks, no later than it allows, and not this one; is old enough for it. */
  z.object({ kind: z.literal('due'), service: slug, dose: z.number().int().min(1).max(10) }),
  z.object({ kind: z.literal('booked'), service: slug }),
  z.object({ kind: z.literal('invited'), service: slug, withinDays }),
  /** Invited, and since then neither booked, nor had it, nor declined. */
  z.object({ kind: z.literal('silent'), service: slug, withinDays }),
  /** Invited by this campaign, and since its start neither booked, nor had it, nor declined. */
  z.object({ kind: z.literal('notResponded'), campaign: opaque }),
  /** Did not come to an appointment. */
  z.object({ kind: z.literal('missed'), service: slug, withinDays }),
]);
export type CohortRule = z.output<typeof cohortRule>;

export const cohortRules = z.object({
  /** Every one of these holds. */
  include: z.array(cohortRule).max(20),
  /** None of these holds. */
  leaveOut: z.array(cohortRule).max(20),
  /** Counted in the cohort, and never written to. */
  doNotContact: z.array(cohortRule).max(20),
});
export type CohortRules = z.output<typeof cohortRules>;

const count = z.number().int();
const split = z.array(z.object({ key: z.string(), name: z.string(), people: count }));

export const cohortCount = z.object({
  /** When it was counted. */
  at: z.string(),
  /** People in the Places the caller may see, who are alive. */
  region: count,
  /** In the order of the rules: how many are left after each. */
  steps: z.array(
    z.object({ part: z.enum(['include', 'leaveOut', 'doNotContact']), index: count, taken: count, left: count }),
  ),
  total: count,
  contact: z.object({ mobile: count, email: count, letter: count, none: count }),
  byPlace: split,
  byDeprivation: split,
  byLanguage: split,
  byAge: split,
});
export type CohortCount = z.output<typeof cohortCount>;

export const cohortVersion = z.object({
  version: count,
  rules: cohortRules,
  by: z.string(),
  at: z.string(),
});

export const cohort = z.object({
  id: z.string(),
  name: z.string(),
  /** The latest first; a version never changes. */
  versions: z.array(cohortVersion).min(1),
});
export type Cohort = z.output<typeof cohort>;

const name = z.string(fault('required')).trim().min(1, fault('required')).max(120, fault('invalid'));
const writes = ['invalid', 'sign_in_required', 'not_found'] as const;

export const countCohort = defineEndpoint({
  name: 'countCohort',
  method: 'POST',
  path: '/staff/cohorts/count',
  audience: 'staff:people:read',
  summary: 'How many people the rules leave, one after the other, and how they can be reached',
  body: z.object({ rules: cohortRules }),
  response: cohortCount,
  errors: writes,
});

export const explainCohort = defineEndpoint({
  name: 'explainCohort',
  method: 'POST',
  path: '/staff/cohorts/explain',
  audience: 'staff:people:read',
  summary: 'Whether one person is in, and which rule decided',
  body: z.object({ rules: cohortRules, nhsNumber }),
  response: z.object({
    /** False where no list of the caller's Places has such a person. */
    isKnown: z.boolean(),
    isIn: z.boolean(),
    decidedBy: z.object({ part: z.enum(['include', 'leaveOut', 'doNotContact']), index: count }).nullable(),
  }),
  errors: writes,
});

const maskedPerson = z.object({
  /** Years, in the bands of every count. */
  age: z.string(),
  sex: z.enum(['female', 'male']).nullable(),
  place: z.string(),
  deprivation: count.nullable(),
  language: z.string(),
  contact: z.enum(contactWays),
});

export const listPeople = defineEndpoint({
  name: 'listPeople',
  method: 'GET',
  path: '/staff/people',
  audience: 'staff:people:read',
  summary:
    'How many people the lists of the caller’s Places hold, and ten of them, masked: nobody can be told from it. Looking is noted in the audit',
  response: z.object({ items: z.array(maskedPerson), total: count }),
  errors: ['sign_in_required', 'not_found'],
});

export const seeExamples = defineEndpoint({
  name: 'seeExamples',
  method: 'POST',
  path: '/staff/cohorts/examples',
  audience: 'staff:people:read',
  summary: 'Ten people whom the rules select, masked: nobody can be told from it. Looking is noted in the audit',
  body: z.object({ rules: cohortRules }),
  response: z.object({ items: z.array(maskedPerson) }),
  errors: writes,
});

export const listCohorts = defineEndpoint({
  name: 'listCohorts',
  method: 'GET',
  path: '/staff/cohorts',
  audience: 'staff:people:read',
  summary: 'Saved cohorts, by name',
  response: page(cohort),
  errors: ['sign_in_required'],
});

export const createCohort = defineEndpoint({
  name: 'createCohort',
  method: 'POST',
  path: '/staff/cohorts',
  audience: 'staff:campaigns:write',
  summary: 'Saves rules under a name, as version 1',
  body: z.object({ name, rules: cohortRules }),
  status: 201,
  response: cohort,
  errors: writes,
});

export const getCohort = defineEndpoint({
  name: 'getCohort',
  method: 'GET',
  path: '/staff/cohorts/{cohortId}',
  audience: 'staff:people:read',
  summary: 'A cohort with all its versions',
  params: z.object({ cohortId: opaque }),
  response: cohort,
  errors: ['sign_in_required', 'not_found'],
});

export const addCohortVersion = defineEndpoint({
  name: 'addCohortVersion',
  method: 'POST',
  path: '/staff/cohorts/{cohortId}/versions',
  audience: 'staff:campaigns:write',
  summary: 'Saves changed rules as the next version; campaigns keep the version they have',
  params: z.object({ cohortId: opaque }),
  body: z.object({ rules: cohortRules }),
  status: 201,
  response: cohort,
  errors: writes,
});

/** Of a list that is pasted. */
export const MOST_NUMBERS = 20_000;

const numberList = z.object({
  id: z.string(),
  name: z.string(),
  /** On it when it was kept. */
  people: count,
  by: z.string(),
  at: z.string(),
});
export type NumberList = z.output<typeof numberList>;

export const listNumberLists = defineEndpoint({
  name: 'listNumberLists',
  method: 'GET',
  path: '/staff/people/number-lists',
  audience: 'staff:people:read',
  summary: 'Lists of NHS numbers that were pasted, the latest first; never the numbers',
  response: page(numberList),
  errors: ['sign_in_required'],
});

export const pasteNumberList = defineEndpoint({
  name: 'pasteNumberList',
  method: 'POST',
  path: '/staff/people/number-lists',
  audience: 'staff:campaigns:write',
  summary:
    'Keeps the people of a pasted list of NHS numbers, as keyed hashes, for a rule of a cohort. What is wrong or unknown is told by row; with `check` nothing is kept',
  body: z.object({
    name,
    /** As pasted: apart by lines, commas, semicolons, tabs or spaces, with spaces and dashes in them. */
    numbers: z.string(fault('required')).min(1, fault('required')).max(2_000_000, fault('invalid')),
    check: z.boolean().default(false),
  }),
  status: 201,
  response: numberList.extend({
    /** Empty where nothing was kept. */
    id: z.string(),
    /** Numbers that stand there, right or wrong. */
    rows: count,
    wrong: count,
    /** Of nobody on the lists of the caller's Places. */
    unknown: count,
    twice: count,
    /** The first 1,000. */
    faults: z.array(
      z.object({
        row: count,
        /** What stands there, cut to 40 characters. */
        found: z.string(),
        code: z.enum(['nhs_number_wrong', 'person_unknown', 'row_twice']),
      }),
    ),
  }),
  errors: ['invalid', 'sign_in_required', 'not_found', 'too_large'],
  largest: 2_500_000,
});

export const cohortEndpoints = [
  listNumberLists,
  pasteNumberList,
  countCohort,
  explainCohort,
  listPeople,
  seeExamples,
  listCohorts,
  createCohort,
  getCohort,
  addCohortVersion,
] as const;

import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { opaque } from '../fields';

const listed = z.object({
  id: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  dateOfBirth: z.string(),
  nhsNumber: z.string().nullable(),
  postcode: z.string().nullable(),
  address: z.string().nullable(),
  mobile: z.string().nullable(),
  email: z.string().nullable(),
  sex: z.enum(['female', 'male']).nullable(),
  ethnicity: z.string().nullable(),
  language: z.string(),
  practice: z.string().nullable(),
  place: z.string(),
  /** The import that brought the record, and when a list last changed it. */
  broughtBy: z.string(),
  changedAt: z.string(),
});
export type ListedRecord = z.output<typeof listed>;

const decision = z.object({
  id: z.string(),
  areSame: z.boolean(),
  names: z.string(),
  by: z.string(),
  at: z.string(),
  /** For 24 hours. */
  mayUndo: z.boolean(),
});
export type DuplicateDecision = z.output<typeof decision>;

export const listDuplicates = defineEndpoint({
  name: 'listDuplicates',
  method: 'GET',
  path: '/staff/people/imports/{importId}/duplicates',
  audience: 'staff:people:import',
  summary:
    'People whom an import brought and who may be on the lists already: same last name, first letter, date of birth and postcode. Looking is noted in the audit',
  params: z.object({ importId: opaque }),
  response: z.object({
    name: z.string(),
    /** The first 50, both records of each. */
    items: z.array(z.object({ one: listed, other: listed })),
    total: z.number().int(),
    /** Those of this import in the last 24 hours, the latest first. */
    decided: z.array(decision),
  }),
  errors: ['sign_in_required', 'not_found'],
});

export const decideDuplicate = defineEndpoint({
  name: 'decideDuplicate',
  method: 'POST',
  path: '/staff/people/duplicates',
  audience: 'staff:people:import',
  summary:
    'Says of two records that they are the same person, who is then counted and invited once, or that both are kept, such as twins',
  body: z.object({ oneId: opaque, otherId: opaque, areSame: z.boolean() }),
  status: 201,
  response: z.object({ id: z.string() }),
  errors: ['invalid', 'sign_in_required', 'not_found', 'wrong_state'],
});

export const undoDuplicate = defineEndpoint({
  name: 'undoDuplicate',
  method: 'POST',
  path: '/staff/people/duplicates/{decisionId}/undo',
  audience: 'staff:people:import',
  summary: 'Takes such a decision back within 24 hours',
  params: z.object({ decisionId: opaque }),
  errors: ['sign_in_required', 'not_found', 'wrong_state'],
});

export const duplicateEndpoints = [listDuplicates, decideDuplicate, undoDuplicate] as const;

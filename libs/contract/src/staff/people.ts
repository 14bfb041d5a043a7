import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { fault, opaque, page } from '../fields';

/** What a list may say of a person; the headings of a file are matched to these. */
export const personColumns = [
  'first_name',
  'last_name',
  'date_of_birth',
  'nhs_number',
  'previous_nhs_number',
  'postcode',
  'address',
  'mobile',
  'email',
  'language',
  'sex',
  'ethnicity',
  'practice',
  'place',
  'deprivation_fifth',
  'flags',
  'deceased_on',
] as const;
export type PersonColumn = (typeof personColumns)[number];

const rowFault = z.object({
  /** As a spreadsheet counts: the headings are row 1. */
  line: z.number().int(),
  column: z.string(),
  /** What stands there, cut to 40 characters. */
  found: z.string(),
  code: z.string(),
  message: z.string(),
});

export const peopleImport = z.object({
  id: z.string(),
  name: z.string(),
  /** `checked` wrote nothing; an import can be undone for 24 hours. */
  state: z.enum(['checked', 'imported', 'undoing', 'undone']),
  by: z.string(),
  at: z.string(),
  rows: z.number().int(),
  good: z.number().int(),
  bad: z.number().int(),
  /** Of the good rows: people nobody knew, people whose row was changed, and rows that say what was known. */
  added: z.number().int(),
  changed: z.number().int(),
  same: z.number().int(),
  /** Column of the list → heading in the file. */
  columns: z.record(z.string(), z.string()),
  /** Faults by kind, most frequent first. */
  faultGroups: z.array(z.object({ column: z.string(), code: z.string(), message: z.string(), rows: z.number().int() })),
  /** The first 5,000. */
  faults: z.array(rowFault),
  mayUndo: z.boolean(),
});
export type PeopleImport = z.output<typeof peopleImport>;

const onImport = z.object({ importId: opaque });
const name = z.string(fault('required')).trim().min(1, fault('required')).max(120, fault('invalid'));

export const importPeople = defineEndpoint({
  name: 'importPeople',
  method: 'POST',
  path: '/staff/people/imports',
  audience: 'staff:people:import',
  summary: 'Reads a CSV of people. Good rows are taken, faults are told row by row; with `check` nothing is written',
  body: z.object({
    name,
    csv: z.string().min(1, fault('required')),
    /** Column of the list → heading in the file, where they are not named alike; empty where the file has no such column, whatever a heading says. */
    columns: z.partialRecord(z.enum(personColumns), z.string().max(200)).default({}),
    check: z.boolean().default(false),
  }),
  status: 201,
  response: peopleImport,
  errors: ['invalid', 'sign_in_required', 'not_found', 'too_large'],
  largest: 20_000_000,
});

export const listImports = defineEndpoint({
  name: 'listImports',
  method: 'GET',
  path: '/staff/people/imports',
  audience: 'staff:people:import',
  summary: 'Imports of people, the latest first',
  response: page(peopleImport.omit({ faults: true, faultGroups: true, columns: true })),
  errors: ['sign_in_required'],
});

export const undoImport = defineEndpoint({
  name: 'undoImport',
  method: 'POST',
  path: '/staff/people/imports/{importId}/undo',
  audience: 'staff:people:import',
  summary: 'Takes an import back within 24 hours; people invited or booked since then stay, and are counted',
  params: onImport,
  response: z.object({
    removed: z.number().int(),
    /** People that the import had changed, as they were before. */
    restored: z.number().int(),
    kept: z.number().int(),
  }),
  errors: ['sign_in_required', 'not_found', 'wrong_state'],
});

export const peopleEndpoints = [importPeople, listImports, undoImport] as const;

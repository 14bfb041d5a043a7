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
  /** Of a row that is there twice: the line of the first. */
  sameAs: z.number().int().optional(),
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

/** Bytes of the largest list that is sent as a file: 50MB as a computer shows it. */
export const LARGEST_LIST = 50 * 1024 * 1024;
/** Of a list that is sent as a text; it is held in memory several times over. */
const LARGEST_TEXT = 20_000_000;
/** The list itself: a file, which may be much larger, or its text. */
const csv = z.union([z.string().min(1, fault('required')), z.file().min(1, fault('required'))], fault('required'));

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
    csv,
    /** Column of the list → heading in the file, where they are not named alike; empty where the file has no such column, whatever a heading says. */
    columns: z.partialRecord(z.enum(personColumns), z.string().max(200)).default({}),
    check: z.boolean().default(false),
  }),
  status: 201,
  response: peopleImport,
  errors: ['invalid', 'sign_in_required', 'not_found', 'too_large', 'busy'],
  largest: LARGEST_TEXT,
  largestFile: LARGEST_LIST,
});

export const listImports = defineEndpoint({
  name: 'listImports',
  method: 'GET',
  path: '/staff/people/imports',
  audience: 'staff:people:import',
  summary: 'Imports of people, the latest first',
  response: page(peopleImport.omit({ faults: true, columns: true })),
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

/** What a list of doses may say; the headings of a file are matched to these. */
export const doseColumns = [
  'nhs_number',
  'first_name',
  'last_name',
  'date_of_birth',
  'postcode',
  'service',
  'given_on',
  'product',
  'given_at',
] as const;
export type DoseColumn = (typeof doseColumns)[number];

export const doseImport = peopleImport.omit({ changed: true, state: true }).extend({
  /** `checked` wrote nothing; an import can be undone for 24 hours. */
  state: z.enum(['checked', 'imported', 'undone']),
});
export type DoseImport = z.output<typeof doseImport>;

export const importDoses = defineEndpoint({
  name: 'importDoses',
  method: 'POST',
  path: '/staff/people/doses/imports',
  audience: 'staff:people:import',
  summary:
    'Reads a CSV of doses given elsewhere. Good rows are taken, faults are told row by row; with `check` nothing is written',
  body: z.object({
    name,
    csv,
    /** Column of the list → heading in the file, where they are not named alike; empty where the file has no such column. */
    columns: z.partialRecord(z.enum(doseColumns), z.string().max(200)).default({}),
    check: z.boolean().default(false),
  }),
  status: 201,
  response: doseImport,
  errors: ['invalid', 'sign_in_required', 'not_found', 'too_large', 'busy'],
  largest: LARGEST_TEXT,
  largestFile: LARGEST_LIST,
});

export const listDoseImports = defineEndpoint({
  name: 'listDoseImports',
  method: 'GET',
  path: '/staff/people/doses/imports',
  audience: 'staff:people:import',
  summary:
    'Imports of doses given elsewhere, the latest first, and what came of the bookings that they and lists of people make useless',
  response: page(doseImport.omit({ faults: true, columns: true })).extend({
    /** Of the last 30 days. */
    bookings: z.object({
      /** People asked whether they still want their booking after a dose given elsewhere. */
      asked: z.number().int(),
      /** Asked, and not answered yet. */
      open: z.number().int(),
      kept: z.number().int(),
      /** Ended by the person, and at the end of the time to answer. */
      freed: z.number().int(),
      freedUnanswered: z.number().int(),
      /** Ended because a list says that the person has died. */
      deceased: z.number().int(),
    }),
  }),
  errors: ['sign_in_required'],
});

export const undoDoseImport = defineEndpoint({
  name: 'undoDoseImport',
  method: 'POST',
  path: '/staff/people/doses/imports/{importId}/undo',
  audience: 'staff:people:import',
  summary:
    'Takes an import of doses back within 24 hours; questions not answered yet are taken back too, ended bookings stay ended',
  params: onImport,
  response: z.object({ removed: z.number().int() }),
  errors: ['sign_in_required', 'not_found', 'wrong_state'],
});

const likeList = z.object({
  what: z.enum(['people', 'doses']),
  /** Of the file, in its order. */
  headings: z.array(z.string().max(200)).min(1, fault('required')).max(500),
});

export const rememberedColumns = defineEndpoint({
  name: 'rememberedColumns',
  method: 'POST',
  path: '/staff/people/columns',
  audience: 'staff:people:import',
  summary: 'How headings like these were matched by the last import; null where there was none',
  body: likeList,
  response: z.object({
    /** Column of the list → heading, in lower case with _ for spaces; empty where the file has no such column. */
    columns: z.record(z.string(), z.string()).nullable(),
  }),
  errors: ['invalid', 'sign_in_required'],
});

export const forgetColumns = defineEndpoint({
  name: 'forgetColumns',
  method: 'POST',
  path: '/staff/people/columns/forget',
  audience: 'staff:people:import',
  summary: 'Forgets how headings like these were matched',
  body: likeList,
  errors: ['invalid', 'sign_in_required'],
});

export const peopleEndpoints = [
  importPeople,
  listImports,
  undoImport,
  importDoses,
  listDoseImports,
  undoDoseImport,
  rememberedColumns,
  forgetColumns,
] as const;

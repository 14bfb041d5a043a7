import { fieldErrorCatalogue, isFieldErrorCode } from '@fairslot/contract';
import type { z } from 'zod';
import type { FieldFault } from './app-error';

type Issue = z.core.$ZodIssue;

/** What a schema found wrong with a value, as the fault of one field. */
export function faultOf(issue: Issue, source: unknown): FieldFault {
  const path = issue.path.join('.');
  const isMissing = issue.code === 'invalid_type' && valueAt(source, issue.path) === undefined;
  // The message of a schema is said of its bounds too: who wrote too much has not left the field empty.
  const isTooMuch = issue.code === 'too_big' && issue.message === 'required';
  const code = isFieldErrorCode(issue.message) && !isTooMuch ? issue.message : isMissing ? 'required' : 'invalid';
  return code === 'invalid' ? { path, code, message: whatWouldDo(issue) } : { path, code };
}

function valueAt(source: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key],
    source,
  );
}

/** For developers: what to send instead, as far as the schema says it. Never repeats what was sent. */
function whatWouldDo(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_value':
      return `Give ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.join(', ')}.`;
    case 'invalid_type':
      return KINDS[issue.expected] ?? fieldErrorCatalogue.invalid;
    case 'too_small':
      return `Give ${issue.minimum}${unitOf(issue.origin)} or more.`;
    case 'too_big':
      return `Give ${issue.maximum}${unitOf(issue.origin)} at most.`;
    case 'invalid_format':
      return issue.pattern ? `Give a text that fits ${issue.pattern}.` : fieldErrorCatalogue.invalid;
    default:
      return fieldErrorCatalogue.invalid;
  }
}

const KINDS: Partial<Record<string, string>> = {
  string: 'Give a text.',
  number: 'Give a number.',
  int: 'Give a whole number.',
  boolean: 'Give true or false.',
  array: 'Give a list.',
  object: 'Give an object.',
  record: 'Give an object.',
};

const unitOf = (origin: string): string => (origin === 'string' ? ' characters' : origin === 'array' ? ' entries' : '');

/** NUL and half characters: no database and no message can hold them, so no field may. */
const UNWRITABLE = /[\0\p{Cs}]/u;

/** Lists and objects within each other: many times what any endpoint takes. */
const DEEPEST = 32;

/** What no field may hold, wherever it stands. */
export function unwritable(value: unknown, path: string[]): FieldFault[] {
  if (typeof value === 'string')
    return UNWRITABLE.test(value) ? [{ path: path.join('.'), code: 'characters_wrong' }] : [];
  if (typeof value !== 'object' || value === null) return [];
  if (path.length >= DEEPEST) return [{ path: path.join('.'), code: 'invalid', message: 'This lies too deep.' }];
  return Object.entries(value).flatMap(([key, inner]) => unwritable(inner, [...path, key]));
}

import { isProblem } from '@fairslot/client';
import { StaffErrorSummary, type FieldFault } from '@fairslot/ui';
import { useCallback, useState, type ReactNode } from 'react';
import { useErrorInTitle } from './page-title';
import { errorTexts, texts } from './texts';

export interface Faults {
  list: readonly FieldFault[];
  report: (faults: FieldFault[]) => void;
  /** Of one field, for the field itself. */
  of: (field: string) => string | undefined;
  /** Stands above the form; takes focus at each failed try. */
  summary: ReactNode;
}

/** The faults of a form: listed above it, and each beside its field. */
export function useFaults(): Faults {
  const [attempt, setAttempt] = useState<{ number: number; list: FieldFault[] }>({ number: 0, list: [] });
  useErrorInTitle(attempt.list.length > 0);
  const report = useCallback((list: FieldFault[]) => setAttempt(({ number }) => ({ number: number + 1, list })), []);
  return {
    list: attempt.list,
    report,
    of: (field) => attempt.list.find((fault) => fault.field === field)?.words,
    summary: attempt.list.length > 0 && (
      <StaffErrorSummary key={attempt.number} title={texts.thereIsAProblem} faults={attempt.list} />
    ),
  };
}

/** What the API refused, as faults of the fields it names; `fieldOf` tells which control a path is, else the first one. */
export function faultsOf(error: unknown, first: string, fieldOf: Record<string, string> = {}): FieldFault[] {
  if (!isProblem(error)) throw error;
  const { errors } = error.problem;
  if (!errors?.length) return [{ field: first, words: errorTexts[error.code] }];
  return errors.map(({ path, code, message }) => {
    const top = path.split('.')[0] ?? '';
    const field = fieldOf[path] ?? fieldOf[top] ?? (document.getElementById(top) ? top : first);
    const label = labelOf(field);
    const words = code === 'required' ? texts.fillIn : code === 'invalid' ? texts.wrongIn : undefined;
    return { field, words: label && words ? words(label, message) : message };
  });
}

/** What the page calls a field: among several faults "this" says nothing. */
const labelOf = (field: string): string | undefined =>
  [...document.querySelectorAll('label')].find(({ htmlFor }) => htmlFor === field)?.textContent.trim();

import type { Service } from '@fairslot/contract';
import type { Texts } from '@fairslot/texts';
import type { FieldFault } from '@fairslot/ui';
import type { Form } from './form';

export type Question = Service['questions'][number];
type Answers = Record<string, boolean | string>;
type Words = Texts['booking']['aboutYou'];

/** What the page of questions holds: texts and radios by question, and the boxes of the list. */
export interface TypedAnswers {
  own: Record<string, string>;
  applies: string[];
}

/** The list's field, and the box that stands for all the others being left empty. */
export const APPLIES = 'applies';
export const NONE = 'none';

/** Several questions of yes or no are one list of boxes; a single one has two radios. */
export function inList(questions: readonly Question[]): Question[] {
  const yesNo = questions.filter(({ kind }) => kind === 'yes_no');
  return yesNo.length > 1 ? yesNo : [];
}

export const onTheirOwn = (questions: readonly Question[]): Question[] => {
  const listed = inList(questions);
  return questions.filter((question) => !listed.includes(question));
};

export const typedAnswers = (form: Form, questions: readonly Question[]): TypedAnswers => ({
  own: Object.fromEntries(onTheirOwn(questions).map(({ id }) => [id, form.text(id)])),
  applies: form.all(APPLIES).filter((id) => id === NONE || inList(questions).some((question) => question.id === id)),
});

export function faultsInAnswers(
  { own, applies }: TypedAnswers,
  questions: readonly Question[],
  words: Words,
): FieldFault[] {
  const faults = onTheirOwn(questions).flatMap((question) => faultIn(question, own[question.id] ?? '', words));
  if (inList(questions).length === 0) return faults;
  if (applies.length === 0) return [{ field: APPLIES, words: words.listMissing }, ...faults];
  if (applies.includes(NONE) && applies.length > 1) return [{ field: APPLIES, words: words.listBoth }, ...faults];
  return faults;
}

function faultIn({ id, kind, label }: Question, typed: string, words: Words): FieldFault[] {
  if (kind === 'yes_no') return ['yes', 'no'].includes(typed) ? [] : [{ field: id, words: words.missing(label) }];
  if (!typed) return [{ field: id, words: words.codeMissing(label) }];
  return looksLikeCode(tidyCode(typed)) ? [] : [{ field: id, words: words.codeWrong }];
}

/** "F7-K2 9" → "F7K29": what a letter prints with spaces and dashes is one code. */
const tidyCode = (typed: string) => typed.replace(/[\s\p{Pd}]/gu, '').toUpperCase();
const looksLikeCode = (code: string) => /^[A-Z0-9]{6,12}$/.test(code);

export function answersOf({ own, applies }: TypedAnswers, questions: readonly Question[]): Answers {
  const listed = inList(questions);
  return Object.fromEntries(
    questions.map((question) => {
      const { id, kind } = question;
      if (listed.includes(question)) return [id, applies.includes(id)];
      return [id, kind === 'code' ? tidyCode(own[id] ?? '') : own[id] === 'yes'];
    }),
  );
}

/** What was answered, as the form shows it again. */
export function answersTyped(answers: Answers = {}, questions: readonly Question[]): TypedAnswers {
  const listed = inList(questions);
  const yes = listed.filter(({ id }) => answers[id] === true).map(({ id }) => id);
  const isNone = yes.length === 0 && listed.length > 0 && listed.every(({ id }) => answers[id] === false);
  return {
    own: Object.fromEntries(onTheirOwn(questions).map(({ id }) => [id, asTyped(answers[id])])),
    applies: isNone ? [NONE] : yes,
  };
}

const asTyped = (value: boolean | string | undefined): string =>
  typeof value === 'boolean' ? (value ? 'yes' : 'no') : (value ?? '');

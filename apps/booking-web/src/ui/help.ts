import { textsFor, type Texts } from '@fairslot/texts';
import type { FieldFault } from '@fairslot/ui';
import type { Form } from './form';

/** Kinds of help in the order in which they are offered; all but the last three are codes that the clinic's list knows. */
export const helpChoices = [
  'interpreter',
  'bsl',
  'step_free',
  'hearing_loop',
  'more_time',
  'quiet',
  'needles',
  'chaperone',
  'lie_down',
  'format',
  'home',
  'other',
  'none',
] as const;

type Words = Texts['booking']['help'];
/** The clinic reads English, whatever the language of the pages. */
const { interpreter } = textsFor('en').booking.help;

export interface TypedHelp {
  needs: string[];
  language: string;
  how: string;
  other: string;
}

const LONGEST_LANGUAGE = 60;
const LONGEST_OTHER = 200;
const isCode = (need: string): boolean => (helpChoices as readonly string[]).includes(need);

export const typedHelp = (form: Form): TypedHelp => ({
  needs: form.all('need').filter(isCode),
  language: form.text('language'),
  how: form.text('how'),
  other: form.text('other'),
});

export function faultsInHelp({ needs, language, how, other }: TypedHelp, words: Words): FieldFault[] {
  if (needs.length === 0) return [{ field: 'need', words: words.missing }];
  if (needs.includes('none') && needs.length > 1) return [{ field: 'need', words: words.both }];
  const faults: FieldFault[] = [];
  if (needs.includes('interpreter')) {
    if (!language) faults.push({ field: 'language', words: words.language.missing });
    if (language.length > LONGEST_LANGUAGE) faults.push({ field: 'language', words: words.language.long });
    if (how !== 'phone' && how !== 'in_person') faults.push({ field: 'how', words: words.language.howMissing });
  }
  if (needs.includes('other')) {
    if (!other) faults.push({ field: 'other', words: words.otherMissing });
    if (other.length > LONGEST_OTHER) faults.push({ field: 'other', words: words.otherLong });
  }
  return faults;
}

/** What is told to the clinic: codes, and in words what no code says. */
export function helpOf({ needs, language, how, other }: TypedHelp): string[] {
  const codes = needs.filter((need) => !['home', 'other', 'none'].includes(need));
  return [
    ...codes,
    ...(needs.includes('interpreter') ? [interpreter(language, how === 'in_person' ? how : 'phone')] : []),
    ...(needs.includes('other') ? [other] : []),
  ];
}

/** What was told, as the form shows it again. The words of an interpreter go back into their boxes. */
export function helpTyped(help: readonly string[] | undefined): TypedHelp {
  if (!help) return { needs: [], language: '', how: '', other: '' };
  const codes = help.filter(isCode);
  const inWords = help.filter((need) => !isCode(need));
  const spoken = codes.includes('interpreter') ? inWords[0] : undefined;
  const how = (['phone', 'in_person'] as const).find((way) => spoken?.endsWith(interpreter('', way).trimStart()));
  const language = spoken && how ? spoken.slice(0, -interpreter('', how).trimStart().length).trim() : '';
  const other = inWords.filter((one) => one !== spoken || !how).join('. ');
  return {
    needs: help.length === 0 ? ['none'] : [...codes, ...(other ? ['other'] : [])],
    language,
    how: how ?? '',
    other,
  };
}

/** One line for each need, in the words of the choices. */
export function helpLines(help: readonly string[], words: Words): string[] {
  const choices: Partial<Record<string, string>> = words.choices;
  const isSpoken = help.includes('interpreter') && help.some((need) => !isCode(need));
  return help.filter((need) => !(need === 'interpreter' && isSpoken)).map((need) => choices[need] ?? need);
}

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

/** The language of an interpreter, and how they are heard. */
export interface TypedInterpreter {
  language: string;
  how: string;
}
export interface TypedHelp extends TypedInterpreter {
  needs: string[];
  other: string;
}

const LONGEST_LANGUAGE = 60;
const LONGEST_OTHER = 200;
const isCode = (need: string): boolean => (helpChoices as readonly string[]).includes(need);

export const typedInterpreter = (form: Form): TypedInterpreter => ({
  language: form.text('language'),
  how: form.text('how'),
});

export const typedHelp = (form: Form): TypedHelp => ({
  needs: form.all('need').filter(isCode),
  ...typedInterpreter(form),
  other: form.text('other'),
});

/** Without the interpreter's language, which has a page of its own or is revealed beside. */
export function faultsInNeeds({ needs, other }: Omit<TypedHelp, 'language' | 'how'>, words: Words): FieldFault[] {
  if (needs.length === 0) return [{ field: 'need', words: words.missing }];
  if (needs.includes('none') && needs.length > 1) return [{ field: 'need', words: words.both }];
  if (!needs.includes('other')) return [];
  if (!other) return [{ field: 'other', words: words.otherMissing }];
  return other.length > LONGEST_OTHER ? [{ field: 'other', words: words.otherLong }] : [];
}

export function faultsInInterpreter({ language, how }: TypedInterpreter, { language: words }: Words): FieldFault[] {
  const faults: FieldFault[] = [];
  if (!language) faults.push({ field: 'language', words: words.missing });
  if (language.length > LONGEST_LANGUAGE) faults.push({ field: 'language', words: words.long });
  if (how !== 'phone' && how !== 'in_person') faults.push({ field: 'how', words: words.howMissing });
  return faults;
}

/** What is told to the clinic: codes, and in words what no code says. An interpreter without a language is a code alone. */
export function helpOf({ needs, language, how, other }: TypedHelp): string[] {
  const codes = needs.filter((need) => !['home', 'other', 'none'].includes(need));
  const spoken = needs.includes('interpreter') && language;
  return [
    ...codes,
    ...(spoken ? [interpreter(language, how === 'in_person' ? how : 'phone')] : []),
    ...(needs.includes('other') ? [other] : []),
  ];
}

/** Which interpreter was asked for; undefined where the language is not known. */
export function spokenIn(help: readonly string[] = []): (TypedInterpreter & { words: string }) | undefined {
  if (!help.includes('interpreter')) return undefined;
  const words = help.find((need) => !isCode(need));
  for (const how of ['phone', 'in_person'] as const) {
    const ending = interpreter('', how).trimStart();
    if (words?.endsWith(ending)) return { words, language: words.slice(0, -ending.length).trim(), how };
  }
  return undefined;
}

/** What was told, as the form shows it again. The words of an interpreter go back into their boxes. */
export function helpTyped(help: readonly string[] | undefined): TypedHelp {
  if (!help) return { needs: [], language: '', how: '', other: '' };
  const { words, language = '', how = '' } = spokenIn(help) ?? {};
  const other = help.filter((need) => !isCode(need) && need !== words).join('. ');
  const codes = help.filter(isCode);
  return { needs: help.length === 0 ? ['none'] : [...codes, ...(other ? ['other'] : [])], language, how, other };
}

/** One line for each need, in the words of the choices. */
export function helpLines(help: readonly string[], words: Words): string[] {
  const choices: Partial<Record<string, string>> = words.choices;
  const isSpoken = spokenIn(help) !== undefined;
  return help.filter((need) => !(need === 'interpreter' && isSpoken)).map((need) => choices[need] ?? need);
}

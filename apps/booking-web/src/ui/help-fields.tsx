import { SPOKEN_LANGUAGES } from '@fairslot/domain';
import { CheckboxesField, RadiosField, TextField } from '@fairslot/ui';
import type { ReactNode } from 'react';
import { helpChoices, type TypedHelp, type TypedInterpreter } from './help';
import { useSite } from './site-context';

interface HelpFieldsProps {
  title: string;
  isPageHeading?: boolean;
  /** Kinds of help that this page does not offer. */
  without?: readonly string[];
  /** Reveals which language an interpreter speaks; elsewhere that is a page of its own. */
  asksLanguage?: boolean;
  typed: TypedHelp;
  errorOf: ErrorOf;
}
type ErrorOf = (field: string) => string | undefined;

/** The kinds of help, each in plain words, with what else has to be known of two of them. */
export function HelpFields({ title, isPageHeading, without = [], asksLanguage, typed, errorOf }: HelpFieldsProps) {
  const { texts } = useSite();
  const words = texts.help;
  const reveals: Partial<Record<(typeof helpChoices)[number], ReactNode>> = {
    ...(asksLanguage && { interpreter: <InterpreterFields typed={typed} errorOf={errorOf} /> }),
    other: (
      <TextField
        id="other"
        name="other"
        label={words.otherLabel}
        hint={words.otherHint}
        error={errorOf('other')}
        defaultValue={typed.other}
        autoComplete="off"
      />
    ),
  };
  return (
    <CheckboxesField
      name="need"
      label={title}
      {...(isPageHeading && { isPageHeading })}
      hint={words.intro}
      error={errorOf('need')}
      chosen={typed.needs}
      choices={helpChoices
        .filter((need) => !without.includes(need))
        .map((need) => ({
          value: need,
          label: words.choices[need],
          hint: (words.hints as Partial<Record<string, string>>)[need],
          ...(need === 'none' && { divider: texts.frame.or }),
          reveal: reveals[need],
        }))}
    />
  );
}

interface InterpreterFieldsProps {
  typed: TypedInterpreter;
  errorOf: ErrorOf;
  isPageHeading?: boolean;
}

/** Which language, out of those asked for most or typed, and whether somebody comes or is heard by phone. */
export function InterpreterFields({ typed, errorOf, isPageHeading }: InterpreterFieldsProps) {
  const { texts } = useSite();
  const words = texts.help.language;
  return (
    <>
      <TextField
        id="language"
        name="language"
        label={words.title}
        {...(isPageHeading && { isPageHeading })}
        hint={words.hint}
        error={errorOf('language')}
        defaultValue={typed.language}
        room={20}
        autoComplete="off"
        list="languages"
      />
      <datalist id="languages">
        {SPOKEN_LANGUAGES.map(({ english, own }) => (
          <option key={english} value={english}>
            {`${own} – ${english}`}
          </option>
        ))}
      </datalist>
      <RadiosField
        name="how"
        label={words.how}
        hint={words.phoneOnly}
        isSmall
        error={errorOf('how')}
        chosen={typed.how}
        choices={[
          { value: 'phone', label: words.phone },
          { value: 'in_person', label: words.inPerson },
        ]}
      />
    </>
  );
}

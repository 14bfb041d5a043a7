import { SPOKEN_LANGUAGES } from '@fairslot/domain';
import { CheckboxesField, RadiosField, TextField } from '@fairslot/ui';
import type { ReactNode } from 'react';
import { helpChoices, type TypedHelp } from './help';
import { useSite } from './site-context';

interface HelpFieldsProps {
  title: string;
  isPageHeading?: boolean;
  /** Kinds of help that this page does not offer. */
  without?: readonly string[];
  typed: TypedHelp;
  errorOf: (field: string) => string | undefined;
}

/** The kinds of help, each in plain words, with what else has to be known of two of them. */
export function HelpFields({ title, isPageHeading, without = [], typed, errorOf }: HelpFieldsProps) {
  const { texts } = useSite();
  const words = texts.help;
  const reveals: Partial<Record<(typeof helpChoices)[number], ReactNode>> = {
    interpreter: (
      <>
        <TextField
          id="language"
          name="language"
          label={words.language.title}
          hint={words.language.hint}
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
          label={words.language.how}
          hint={words.language.phoneOnly}
          isSmall
          error={errorOf('how')}
          chosen={typed.how}
          choices={[
            { value: 'phone', label: words.language.phone },
            { value: 'in_person', label: words.language.inPerson },
          ]}
        />
      </>
    ),
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

import type { ReactNode } from 'react';
import { classNames } from './class-names';
import { FieldsetGroup } from './form-group';

export interface DateParts {
  day: string;
  month: string;
  year: string;
}

type Part = keyof DateParts;

interface DateFieldProps {
  /** Ids and names are `<name>-day`, `<name>-month`, `<name>-year`. */
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  isPageHeading?: boolean;
  values: DateParts;
  words: Record<Part, string>;
  /** Boxes the error is about; all of them when left out. */
  wrong?: readonly Part[];
  /** True where the date is the person's own birthday, so that the browser may fill it in. */
  isBirthday?: boolean;
}

const parts: readonly Part[] = ['day', 'month', 'year'];

export function DateField(props: DateFieldProps) {
  const { name, label, hint, error, isPageHeading, values, words, wrong = parts, isBirthday } = props;
  const group = {
    id: name,
    label,
    hint,
    error,
    ...(isPageHeading && { isPageHeading }),
  };
  return (
    <FieldsetGroup {...group}>
      <div className="nhsuk-date-input" id={name}>
        {parts.map((part) => (
          <div className="nhsuk-date-input__item" key={part}>
            <label className="nhsuk-label nhsuk-date-input__label" htmlFor={`${name}-${part}`}>
              {words[part]}
            </label>
            <input
              className={classNames(
                'nhsuk-input nhsuk-date-input__input',
                part === 'day'
                  ? 'nhsuk-input--width-2'
                  : part === 'month'
                    ? 'nhsuk-input--width-3'
                    : 'nhsuk-input--width-4',
                error && wrong.includes(part) && 'nhsuk-input--error',
              )}
              id={`${name}-${part}`}
              name={`${name}-${part}`}
              type="text"
              // A month may be typed as a word, so only day and year ask for the number pad.
              {...(part !== 'month' && { inputMode: 'numeric' as const })}
              {...(isBirthday && { autoComplete: `bday-${part}` })}
              defaultValue={values[part]}
            />
          </div>
        ))}
      </div>
    </FieldsetGroup>
  );
}

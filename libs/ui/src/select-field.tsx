import type { ReactNode } from 'react';
import { fieldIds, FormGroup } from './form-group';

interface SelectFieldProps<Value extends string> {
  /** Also its name in the form. */
  id: string;
  label: ReactNode;
  error?: string | undefined;
  /** What it says while nothing is chosen; left out where something always is. */
  none?: string | undefined;
  choices: readonly { value: Value; label: string; disabled?: boolean }[];
  chosen?: Value | '' | undefined;
  /** Called with the choice, or with nothing, on pages that keep it themselves. */
  onChoose?: (chosen: Value | undefined) => void;
  /** For a form that was asked for a moment ago, by a press. */
  takesFocus?: boolean;
}

/** One of a list, or none. */
export function SelectField<Value extends string>(props: SelectFieldProps<Value>) {
  const { id, label, error, none, choices, chosen = '', onChoose, takesFocus } = props;
  const { describedBy } = fieldIds(id, { error });
  const state = onChoose
    ? {
        value: chosen,
        onChange: ({ target }: { target: HTMLSelectElement }) =>
          onChoose(choices.find(({ value }) => value === target.value)?.value),
      }
    : { defaultValue: chosen };
  return (
    <FormGroup id={id} label={label} error={error}>
      <select
        className="nhsuk-select"
        id={id}
        name={id}
        aria-describedby={describedBy}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the page that has it says why
        autoFocus={takesFocus}
        {...state}
      >
        {none !== undefined && <option value="">{none}</option>}
        {choices.map(({ value, label: says, disabled }) => (
          <option key={value} value={value} disabled={disabled}>
            {says}
          </option>
        ))}
      </select>
    </FormGroup>
  );
}

import type { InputHTMLAttributes, ReactNode } from 'react';
import { classNames } from './class-names';
import { fieldIds, FormGroup } from './form-group';

interface TextFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'width'> {
  id: string;
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  isPageHeading?: boolean;
  /** Characters the box has room for. */
  room?: 2 | 3 | 4 | 5 | 10 | 20 | 30;
  /** True for codes and numbers read character by character. */
  isCode?: boolean;
}

export function TextField(props: TextFieldProps) {
  const { label, hint, error, isPageHeading, room, isCode, type = 'text', ...input } = props;
  const { describedBy } = fieldIds(props.id, props);
  const group = {
    id: props.id,
    label,
    hint,
    error,
    ...(isPageHeading && { isPageHeading }),
  };
  return (
    <FormGroup {...group}>
      <input
        {...input}
        type={type}
        className={classNames(
          'nhsuk-input',
          room && `nhsuk-input--width-${room}`,
          isCode && 'nhsuk-input--code',
          error && 'nhsuk-input--error',
        )}
        aria-describedby={describedBy}
      />
    </FormGroup>
  );
}

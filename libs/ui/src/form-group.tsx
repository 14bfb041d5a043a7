import type { ReactNode } from 'react';
import { classNames } from './class-names';
import { useFormWords } from './form-words';

/** Ids of the parts of a field, so that the control can name its hint and its error. */
export function fieldIds(id: string, has: { hint?: unknown; error?: unknown }) {
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const describedBy = classNames(Boolean(has.hint) && hintId, Boolean(has.error) && errorId);
  return { hintId, errorId, describedBy: describedBy === '' ? undefined : describedBy };
}

interface HeadProps {
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  /** True where the label is the page's only heading. */
  isPageHeading?: boolean;
}

const labelSize = (isPageHeading?: boolean) => (isPageHeading ? 'l' : undefined);

function Hint({ id, children }: { id: string; children: ReactNode }) {
  return children ? (
    <div className="nhsuk-hint" id={id}>
      {children}
    </div>
  ) : null;
}

function ErrorMessage({ id, children }: { id: string; children: ReactNode }) {
  const { errorPrefix } = useFormWords();
  return children ? (
    <span className="nhsuk-error-message" id={id}>
      <span className="nhsuk-u-visually-hidden">{errorPrefix}:</span> {children}
    </span>
  ) : null;
}

/** Label, hint and error around one control. */
export function FormGroup(props: HeadProps & { children: ReactNode }) {
  const { id, label, hint, error, isPageHeading, children } = props;
  const { hintId, errorId } = fieldIds(id, props);
  const size = labelSize(isPageHeading);
  const labelElement = (
    <label className={classNames('nhsuk-label', size && `nhsuk-label--${size}`)} htmlFor={id}>
      {label}
    </label>
  );
  return (
    <div className={classNames('nhsuk-form-group', error && 'nhsuk-form-group--error')}>
      {isPageHeading ? <h1 className="nhsuk-label-wrapper">{labelElement}</h1> : labelElement}
      <Hint id={hintId}>{hint}</Hint>
      <ErrorMessage id={errorId}>{error}</ErrorMessage>
      {children}
    </div>
  );
}

/** Legend, hint and error around several controls that answer one question. */
export function FieldsetGroup(props: HeadProps & { children: ReactNode }) {
  const { id, label, hint, error, isPageHeading, children } = props;
  const { hintId, errorId, describedBy } = fieldIds(id, props);
  const size = labelSize(isPageHeading) ?? 's';
  return (
    <div className={classNames('nhsuk-form-group', error && 'nhsuk-form-group--error')}>
      <fieldset className="nhsuk-fieldset" aria-describedby={describedBy}>
        <legend className={`nhsuk-fieldset__legend nhsuk-fieldset__legend--${size}`}>
          {isPageHeading ? <h1 className="nhsuk-fieldset__heading">{label}</h1> : label}
        </legend>
        <Hint id={hintId}>{hint}</Hint>
        <ErrorMessage id={errorId}>{error}</ErrorMessage>
        {children}
      </fieldset>
    </div>
  );
}

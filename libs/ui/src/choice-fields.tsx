import type { FormEvent, ReactNode } from 'react';
import { classNames } from './class-names';
import { fieldIds, FieldsetGroup } from './form-group';

export interface Choice {
  value: string;
  label: ReactNode;
  hint?: ReactNode;
  /** Shown while the choice is made; always shown in browsers that cannot tell. */
  reveal?: ReactNode;
  /** A word such as "or" above this choice. */
  divider?: string;
}

interface ChoicesProps {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  isPageHeading?: boolean;
  choices: readonly Choice[];
}

/** What is chosen after a press, for pages that keep it themselves. */
type OnChoose<Chosen> = { onChoose?: (chosen: Chosen) => void };

interface AllChoicesProps extends ChoicesProps, OnChoose<string[]> {
  kind: 'radio' | 'checkbox';
  chosen: readonly string[];
  isSmall?: boolean;
}

/** The first choice carries the field's own id, so that a link in the error summary lands on it. */
const choiceId = (name: string, index: number) => (index === 0 ? name : `${name}-${index + 1}`);

function Choices(props: AllChoicesProps) {
  const { name, label, hint, error, isPageHeading, choices, kind, chosen, isSmall, onChoose } = props;
  const choose = ({ target }: FormEvent) => {
    // What a choice reveals may hold inputs of its own.
    if (!(target instanceof HTMLInputElement) || target.name !== name) return;
    const others = kind === 'radio' ? [] : chosen.filter((one) => one !== target.value);
    onChoose?.(target.checked ? [...others, target.value] : others);
  };
  const block = kind === 'radio' ? 'nhsuk-radios' : 'nhsuk-checkboxes';
  const group = {
    id: `${name}-group`,
    label,
    hint,
    error,
    ...(isPageHeading && { isPageHeading }),
  };
  return (
    <FieldsetGroup {...group}>
      <div className={classNames(block, isSmall && `${block}--small`)} onChange={onChoose && choose}>
        {choices.map((choice, index) => {
          const id = choiceId(name, index);
          const { hintId, describedBy } = fieldIds(id, { hint: choice.hint });
          return (
            <div className="fs-choice" key={choice.value}>
              {choice.divider ? <div className={`${block}__divider`}>{choice.divider}</div> : null}
              <div className={`${block}__item`}>
                <input
                  className={`${block}__input`}
                  id={id}
                  name={name}
                  type={kind}
                  value={choice.value}
                  defaultChecked={chosen.includes(choice.value)}
                  aria-describedby={describedBy}
                />
                <label className={`nhsuk-label ${block}__label`} htmlFor={id}>
                  {choice.label}
                </label>
                {choice.hint ? (
                  <div className={`nhsuk-hint ${block}__hint`} id={hintId}>
                    {choice.hint}
                  </div>
                ) : null}
              </div>
              {choice.reveal ? <div className={`${block}__conditional fs-reveal`}>{choice.reveal}</div> : null}
            </div>
          );
        })}
      </div>
    </FieldsetGroup>
  );
}

interface RadiosFieldProps extends ChoicesProps, OnChoose<string> {
  chosen?: string | undefined;
  isSmall?: boolean;
}

export function RadiosField({ chosen, onChoose, ...props }: RadiosFieldProps) {
  const all = { ...props, chosen: chosen === undefined ? [] : [chosen] };
  return (
    <Choices {...all} kind="radio" {...(onChoose && { onChoose: ([one]) => one !== undefined && onChoose(one) })} />
  );
}

interface CheckboxesFieldProps extends ChoicesProps, OnChoose<string[]> {
  chosen: readonly string[];
  isSmall?: boolean;
}

export function CheckboxesField(props: CheckboxesFieldProps) {
  return <Choices {...props} kind="checkbox" />;
}

import { useState, type InputHTMLAttributes } from 'react';
import { fieldIds, FormGroup } from './form-group';

interface Props extends Omit<InputHTMLAttributes<HTMLInputElement>, 'className' | 'type'> {
  id: string;
  label: string;
  hint?: string;
  error?: string | undefined;
  words: { show: string; showLong: string; hide: string; hideLong: string };
}

/** A password box that can be shown, because a mistyped password that nobody can see is typed again and again. */
export function StaffPasswordField({ id, label, hint, error, words, ...input }: Props) {
  const [shown, setShown] = useState(false);
  return (
    <FormGroup id={id} label={label} hint={hint} error={error}>
      <div className="staff-password">
        <input
          {...input}
          id={id}
          type={shown ? 'text' : 'password'}
          className={`nhsuk-input${error ? ' nhsuk-input--error' : ''}`}
          autoCapitalize="none"
          spellCheck={false}
          aria-describedby={fieldIds(id, { hint, error }).describedBy}
        />
        <button
          type="button"
          className="staff-button staff-button--secondary"
          aria-controls={id}
          aria-label={shown ? words.hideLong : words.showLong}
          onClick={() => setShown(!shown)}
        >
          {shown ? words.hide : words.show}
        </button>
      </div>
    </FormGroup>
  );
}

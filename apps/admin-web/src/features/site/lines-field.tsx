import { useState } from 'react';

interface LinesFieldProps {
  id: string;
  label: string;
  hint: string;
  error: string | undefined;
  lines: string[];
  onChange: (lines: string[]) => void;
}

/** Several short lines in one box. */
export function LinesField({ id, label, hint, error, lines, onChange }: LinesFieldProps) {
  const [text, setText] = useState(lines.join('\n'));
  return (
    <div className="nhsuk-form-group">
      <label className="nhsuk-label" htmlFor={id}>
        {label}
      </label>
      <div className="nhsuk-hint" id={`${id}-hint`}>
        {hint}
      </div>
      {error ? (
        <p className="nhsuk-error-message" id={`${id}-error`}>
          {error}
        </p>
      ) : null}
      <textarea
        className="nhsuk-textarea"
        id={id}
        rows={3}
        aria-describedby={error ? `${id}-hint ${id}-error` : `${id}-hint`}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          onChange(event.target.value.split('\n'));
        }}
      />
    </div>
  );
}

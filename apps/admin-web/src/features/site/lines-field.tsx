import { fieldIds, FormGroup } from '@fairslot/ui';
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
    <FormGroup id={id} label={label} hint={hint} error={error}>
      <textarea
        className={`nhsuk-textarea staff-lines${error ? ' nhsuk-textarea--error' : ''}`}
        id={id}
        rows={3}
        aria-describedby={fieldIds(id, { hint, error }).describedBy}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          onChange(event.target.value.split('\n'));
        }}
      />
    </FormGroup>
  );
}

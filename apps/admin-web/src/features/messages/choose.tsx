interface Props {
  id: string;
  label: string;
  /** What it says while nothing is chosen. */
  none: string;
  choices: readonly { id: string; name: string }[];
  chosen?: string | undefined;
  error?: string | undefined;
}

/** One of a few, or none. */
export function Choose({ id, label, none, choices, chosen = '', error }: Props) {
  return (
    <div className={`nhsuk-form-group${error ? ' nhsuk-form-group--error' : ''}`}>
      <label className="nhsuk-label" htmlFor={id}>
        {label}
      </label>
      {error && (
        <span className="nhsuk-error-message" id={`${id}-error`}>
          {error}
        </span>
      )}
      <select
        className="nhsuk-select"
        id={id}
        name={id}
        defaultValue={chosen}
        aria-describedby={error ? `${id}-error` : undefined}
      >
        <option value="">{none}</option>
        {choices.map((choice) => (
          <option key={choice.id} value={choice.id}>
            {choice.name}
          </option>
        ))}
      </select>
    </div>
  );
}

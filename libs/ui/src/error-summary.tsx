export interface FieldFault {
  /** Id of the control to move to. */
  field: string;
  words: string;
}

/** Lists what has to be put right. The page's script moves the focus here; `key` it by submission in a single-page app. */
export function ErrorSummary({ title, faults }: { title: string; faults: readonly FieldFault[] }) {
  if (faults.length === 0) return null;
  return (
    <div className="nhsuk-error-summary" tabIndex={-1} data-error-summary="">
      <div role="alert">
        <h2 className="nhsuk-error-summary__title nhsuk-error-summary__heading">{title}</h2>
        <div className="nhsuk-error-summary__body">
          <ul className="nhsuk-list nhsuk-error-summary__list">
            {faults.map(({ field, words }) => (
              <li key={field + words}>
                <a href={`#${field}`}>{words}</a>
              </li>
            ))}
          </ul>
        </div>
      </div>
    </div>
  );
}

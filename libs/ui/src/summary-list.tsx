import type { ReactNode } from 'react';

export interface SummaryRow {
  key: string;
  value: ReactNode;
  change?: { href: string; words: string; about: string };
}

export function SummaryList({ rows }: { rows: readonly SummaryRow[] }) {
  const anyChange = rows.some((row) => row.change);
  return (
    <dl className="nhsuk-summary-list">
      {rows.map(({ key, value, change }) => (
        <div
          className={`nhsuk-summary-list__row${anyChange && !change ? ' nhsuk-summary-list__row--no-actions' : ''}`}
          key={key}
        >
          <dt className="nhsuk-summary-list__key">{key}</dt>
          <dd className="nhsuk-summary-list__value">{value}</dd>
          {change ? (
            <dd className="nhsuk-summary-list__actions">
              <a href={change.href}>
                {change.words}
                <span className="nhsuk-u-visually-hidden"> {change.about}</span>
              </a>
            </dd>
          ) : null}
        </div>
      ))}
    </dl>
  );
}

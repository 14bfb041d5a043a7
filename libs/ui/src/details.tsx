import type { ReactNode } from 'react';
import { classNames } from './class-names';

interface DetailsProps {
  summary: ReactNode;
  children: ReactNode;
  isOpen?: boolean;
  /** An expander is a boxed `details`, for lists of them. */
  isExpander?: boolean;
  id?: string;
}

export function Details({ summary, children, isOpen, isExpander, id }: DetailsProps) {
  return (
    <details className={classNames('nhsuk-details', isExpander && 'nhsuk-expander')} open={isOpen} id={id}>
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">{summary}</span>
      </summary>
      <div className="nhsuk-details__text">{children}</div>
    </details>
  );
}

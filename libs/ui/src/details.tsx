import type { ReactNode } from 'react';
import { classNames } from './class-names';

interface DetailsProps {
  summary: ReactNode;
  children: ReactNode;
  isOpen?: boolean;
  className?: string;
}

export function Details({ summary, children, isOpen, className }: DetailsProps) {
  return (
    <details className={classNames('nhsuk-details', className)} open={isOpen}>
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">{summary}</span>
      </summary>
      <div className="nhsuk-details__text">{children}</div>
    </details>
  );
}

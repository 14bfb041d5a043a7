import type { ReactNode } from 'react';

/** The good news at the top of the last page. Its heading is the page's h1. */
export function Panel({ heading, children }: { heading: string; children?: ReactNode }) {
  return (
    <div className="nhsuk-panel">
      <h1 className="nhsuk-panel__title nhsuk-panel__heading">{heading}</h1>
      {children ? <div className="nhsuk-panel__body">{children}</div> : null}
    </div>
  );
}

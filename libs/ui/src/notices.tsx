import type { ReactNode } from 'react';

/** Something that sets the text beside it in context. */
export function InsetText({ children }: { children: ReactNode }) {
  return <div className="nhsuk-inset-text">{children}</div>;
}

/** Something a person must not miss. The heading says what it is about. */
export function WarningCallout({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <div className="fs-warning">
      <h2 className="fs-warning__heading">{heading}</h2>
      {children}
    </div>
  );
}

/** One line across the page, above everything else. */
export function NoticeBanner({ label, children }: { label: string; children: ReactNode }) {
  return (
    <aside className="fs-notice" aria-label={label}>
      <div className="nhsuk-width-container">
        <p>{children}</p>
      </div>
    </aside>
  );
}

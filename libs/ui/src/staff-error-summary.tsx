import { useEffect, useRef } from 'react';
import { ErrorSummary, type FieldFault } from './error-summary';

/** The error summary of a single-page app: focused when it appears. Give it a new `key` for every attempt. */
export function StaffErrorSummary(props: { title: string; faults: readonly FieldFault[] }) {
  const around = useRef<HTMLDivElement>(null);
  useEffect(() => around.current?.querySelector<HTMLElement>('[data-error-summary]')?.focus(), []);
  return (
    <div
      ref={around}
      // The router would take a press on `#field` for a new page.
      onClickCapture={(event) => {
        const link = event.target instanceof HTMLAnchorElement ? event.target.hash.slice(1) : '';
        const field = link && document.getElementById(link);
        if (!field) return;
        event.preventDefault();
        field.focus();
      }}
    >
      <ErrorSummary {...props} />
    </div>
  );
}

import type { ReactNode } from 'react';

export interface HelpWords {
  heading: string;
  lines: readonly string[];
  /** Another way to call, on another website. */
  link?: { href: string; words: string } | undefined;
}

interface PageFrameProps {
  serviceName: string;
  region: string;
  homeHref: string;
  skipWords: string;
  /** A line across the top, such as the notice of a demonstration. */
  notice?: ReactNode;
  /** Links to the same page in other languages, in the header. */
  languages?: ReactNode;
  /** Links back, above the content. */
  before?: ReactNode;
  help: HelpWords;
  footer?: ReactNode;
  children: ReactNode;
}

function Mark() {
  return (
    <svg className="fs-header__mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
      <rect x="2" y="5" width="28" height="25" rx="6" fill="currentColor" />
      <path d="M10 2v6M22 2v6" stroke="currentColor" strokeWidth="3.5" strokeLinecap="round" />
      <path
        d="m9.5 18.5 4.5 4.5 8.5-9"
        fill="none"
        stroke="#12454f"
        strokeWidth="3.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** Header, main content and footer of every public page. Help is in the same place on each (WCAG 3.2.6). */
export function PageFrame(props: PageFrameProps) {
  const { serviceName, region, homeHref, skipWords, notice, languages, before, help, footer, children } = props;
  return (
    <>
      <a className="nhsuk-skip-link" href="#maincontent">
        {skipWords}
      </a>
      <header className="fs-header">
        <div className="nhsuk-width-container fs-header__inner">
          <a className="fs-header__name" href={homeHref}>
            <Mark />
            <span>{serviceName}</span>
          </a>
          <span className="fs-header__region">{region}</span>
          {languages}
        </div>
      </header>
      {notice}
      <div className="nhsuk-width-container fs-body">
        {before}
        <main className="nhsuk-main-wrapper" id="maincontent" tabIndex={-1}>
          <div className="fs-column">{children}</div>
        </main>
      </div>
      <footer className="fs-footer">
        <div className="nhsuk-width-container">
          <h2 className="nhsuk-heading-s">{help.heading}</h2>
          {help.lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
          {help.link ? (
            <p>
              <a href={help.link.href} rel="noreferrer">
                {help.link.words}
              </a>
            </p>
          ) : null}
          {footer}
        </div>
      </footer>
    </>
  );
}

import { useEffect, useRef, type ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { texts } from './texts';

interface Props {
  /** Beside the service name: site, account. */
  header?: ReactNode;
  navigation?: ReactNode;
  /** Which guide is this person's. */
  guide?: string | undefined;
  children: ReactNode;
}

/** What every page stands in: skip link, header, main. */
export function Shell({ header, navigation, guide, children }: Props) {
  return (
    <>
      <a className="nhsuk-skip-link" href="#main">
        {texts.skipToMain}
      </a>
      <header className="staff-header">
        <div className="staff-header__inner staff-width">
          <Link className="staff-header__name" to="/">
            {texts.serviceName}
          </Link>
          {header}
        </div>
        {navigation}
      </header>
      <main className="staff-main staff-width" id="main" tabIndex={-1} ref={useFocusOnNewPage()}>
        {children}
      </main>
      <footer className="staff-footer">
        <p className="staff-width">
          <a href={`/guides/${guide ?? 'index'}.html`}>{texts.frame.guide}</a>: {texts.frame.guideHint}
        </p>
      </footer>
    </>
  );
}

/** A new page is announced by moving focus to it; the first page and a change of its query leave focus alone. */
function useFocusOnNewPage() {
  const main = useRef<HTMLElement>(null);
  const { pathname, hash } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    main.current?.focus({ preventScroll: true });
    // A page that is opened at one of its parts brings it into view itself.
    if (!hash) scrollTo(0, 0);
  }, [pathname, hash]);
  return main;
}

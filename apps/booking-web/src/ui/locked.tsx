import { Page } from './page';
import { useSite } from './site-context';

/** Too many tries: from when it works again, and what works meanwhile. */
export function Locked({ until, isLink = false }: { until: string; isLink?: boolean }) {
  const { texts, site } = useSite();
  return (
    <Page title={texts.locked.title} back="/">
      <h1>{texts.locked.title}</h1>
      <p className="nhsuk-body-l">
        {texts.locked.why} {texts.locked.text(until, site.helpPhone)}
      </p>
      {isLink ? (
        <p>
          <a href="/manage">{texts.find.title}</a>
        </p>
      ) : null}
    </Page>
  );
}

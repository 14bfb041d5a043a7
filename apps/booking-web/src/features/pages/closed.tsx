import { useLoaderData } from 'react-router';
import { Page } from '../../ui/page';
import { useSite } from '../../ui/site-context';
import { seeOther, type PageArgs } from '../../ui/visit';

/** P2: while the service is closed, this stands at every address. */
function loader({ context: visit }: PageArgs) {
  const { closedUntil } = visit.site;
  if (!closedUntil) throw seeOther('/');
  return { closedUntil };
}

function Component() {
  const { texts, when, site } = useSite();
  const { closedUntil } = useLoaderData<typeof loader>();
  const title = texts.closed.title(when.full(closedUntil));
  return (
    <Page title={title}>
      <h1>{title}</h1>
      <p className="nhsuk-body-l">{texts.closed.text(site.helpPhone)}</p>
      <p>
        <a href="/walk-in">{texts.closed.walkIn}</a>
      </p>
    </Page>
  );
}

export const closedPage = { loader, Component };

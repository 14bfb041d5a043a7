import { ButtonLink } from '@fairslot/ui';
import { useLoaderData } from 'react-router';
import { Page } from '../../ui/page';
import { useSite } from '../../ui/site-context';
import type { PageArgs } from '../../ui/visit';

function loader({ request }: PageArgs) {
  return { wasCleared: new URL(request.url).searchParams.has('cleared') };
}

/** Nothing on this page is load-bearing: people go straight for the button, and every rule is asked again inside. */
function Component() {
  const { start } = useSite().texts;
  const { wasCleared } = useLoaderData<typeof loader>();
  return (
    <Page title={start.title}>
      {wasCleared ? <output className="fs-cleared">{start.cleared}</output> : null}
      <h1>{start.title}</h1>
      <p className="nhsuk-body-l">{start.intro}</p>
      <p>{start.forWhom}</p>
      <p className="fs-actions">
        <ButtonLink href="/book/what">{start.startNow}</ButtonLink>
        <a className="fs-actions__second" href="/manage">
          {start.manage}
        </a>
      </p>
      <h2 className="nhsuk-heading-m">{start.needHeading}</h2>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {start.need.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
      <p>{start.time}</p>
      <h2 className="nhsuk-heading-m">{start.moreHeading}</h2>
      <ul className="nhsuk-list">
        <li>
          <a href="/i">{start.code}</a>
        </li>
        <li>
          <a href="/walk-in">{start.walkIn}</a>
        </li>
        <li>
          <a href="/languages">{start.languages}</a>
        </li>
        <li>
          <a href="/help">{start.help}</a>
        </li>
      </ul>
    </Page>
  );
}

export const startPage = { loader, Component };

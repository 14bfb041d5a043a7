import { useLoaderData } from 'react-router';
import { openJourney } from '../../ui/journey';
import { pathOf } from '../../ui/journey-order';
import { Page } from '../../ui/page';
import { useSite } from '../../ui/site-context';
import { seeOther, type PageArgs } from '../../ui/visit';
import { seasonWords } from './what';

/** The service closed or was paused while somebody was booking. A page with ways on; the answers stay. */
async function loader({ context: visit }: PageArgs) {
  const { service } = await openJourney(visit);
  if (!service) throw seeOther(pathOf('what'));
  return { service };
}

function Component() {
  const { texts, when } = useSite();
  const { service } = useLoaderData<typeof loader>();
  const words = texts.notNow;
  return (
    <Page title={words.title} back={pathOf('times')}>
      <h1>{words.title}</h1>
      <p className="nhsuk-body-l">{words.text(service.shortName)}</p>
      {service.season.state === 'opens' ? <p>{seasonWords(service, texts.what.season, when)}</p> : null}
      <ul className="nhsuk-list">
        <li>
          <a href={pathOf('what')}>{words.bookElse}</a>
        </li>
        <li>
          <a href="/">{words.home}</a>
        </li>
      </ul>
    </Page>
  );
}

export const notNowPage = { loader, Component };

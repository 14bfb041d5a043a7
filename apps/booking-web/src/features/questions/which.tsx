import { useLoaderData } from 'react-router';
import { isOnOffer } from '../../ui/on-offer';
import { Page } from '../../ui/page';
import { PostForm } from '../../ui/post-form';
import { useSite } from '../../ui/site-context';
import type { PageArgs } from '../../ui/visit';
import { seasonWords } from './what';

async function loader({ context: visit }: PageArgs) {
  return { services: (await visit.services()).filter(isOnOffer) };
}

/** For whoever is not sure: each service with who it is for and what happens there, and a button of its own. */
function Component() {
  const { texts, when, site } = useSite();
  const { services } = useLoaderData<typeof loader>();
  const words = texts.which;
  return (
    <Page title={words.title} back="/book/what">
      <h1>{words.title}</h1>
      <p>{words.intro}</p>
      <ul className="fs-places">
        {services.map((service) => {
          const season = seasonWords(service, texts.what.season, when);
          return (
            <li className="fs-place" key={service.id}>
              <h2>{service.name}</h2>
              <p>
                {words.whoFor} <bdi>{service.whoFor}</bdi>.
              </p>
              {service.preparation ? <p dir="auto">{service.preparation}</p> : null}
              {season ? <p className="fs-place__quiet">{season}</p> : null}
              <PostForm
                action="/book/what"
                submit={words.book(service.shortName)}
                variant="secondary"
                hidden={{ service: service.id }}
              />
            </li>
          );
        })}
      </ul>
      <p>{words.rules}</p>
      <p>{words.call(site.helpPhone)}</p>
    </Page>
  );
}

export const whichPage = { loader, Component };

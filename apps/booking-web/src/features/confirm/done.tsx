import { getSite } from '@fairslot/contract';
import { readAloud } from '@fairslot/domain';
import { Panel } from '@fairslot/ui';
import { useLoaderData } from 'react-router';
import { openJourney } from '../../ui/journey';
import { detourFrom, pathOf } from '../../ui/journey-order';
import { Page } from '../../ui/page';
import { PostForm } from '../../ui/post-form';
import { shownReference } from '../../ui/reference';
import { useSite } from '../../ui/site-context';
import { seeOther, type PageArgs } from '../../ui/visit';

/** Works again for as long as the draft is kept, because people take a picture of it and come back. */
async function loader({ context: visit }: PageArgs) {
  const { draft, progress, service } = await openJourney(visit);
  const { booked, contact } = draft;
  if (!booked) throw seeOther(detourFrom('check', progress) ?? pathOf('check'));
  const site = await visit.call(getSite, { params: { siteId: booked.siteId } });
  const sent =
    contact?.mobile && contact.email ? 'both' : contact?.mobile ? 'mobile' : contact?.email ? 'email' : 'none';
  return { booked, site, service, sent: sent as 'both' | 'mobile' | 'email' | 'none' };
}

function Component() {
  const { texts, when } = useSite();
  const { booked, site, service, sent } = useLoaderData<typeof loader>();
  const words = texts.done;
  return (
    <Page title={words.title}>
      <Panel heading={words.title}>
        <p className="fs-when">{when.full(booked.start)}</p>
        <p>
          {service?.name}
          <br />
          {site.name}, {site.address}, {site.postcode}
        </p>
        <p>
          {words.reference}
          <br />
          <span className="fs-reference">{shownReference(booked.reference)}</span>
        </p>
      </Panel>
      <p>
        {words.keep} {words.readAloud(readAloud(booked.reference))}.
      </p>
      <h2 className="nhsuk-heading-m">{words.nextHeading}</h2>
      <p>{words.sent[sent]}</p>
      {service?.preparation ? <p>{service.preparation}</p> : null}
      <p>{words.early}</p>
      {site.directions ? <p>{site.directions}</p> : null}
      <p>{words.print}</p>
      <ul className="nhsuk-list">
        <li>
          <a href={booked.manageUrl}>{words.manage}</a>
        </li>
        <li>
          <a href="/book/what">{words.another}</a>
        </li>
      </ul>
      <PostForm action="/book/clear" submit={words.clear} variant="secondary">
        <p className="nhsuk-hint">{words.clearHelp}</p>
      </PostForm>
    </Page>
  );
}

export const donePage = { loader, Component };

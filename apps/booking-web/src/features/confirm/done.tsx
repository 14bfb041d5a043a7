import { getSite } from '@fairslot/contract';
import { readAloud } from '@fairslot/domain';
import { InsetText, Panel } from '@fairslot/ui';
import { useLoaderData } from 'react-router';
import { openJourney } from '../../ui/journey';
import { detourFrom, pathOf } from '../../ui/journey-order';
import { isOnOffer } from '../../ui/on-offer';
import { Page } from '../../ui/page';
import { PostForm } from '../../ui/post-form';
import { Address } from '../../ui/address';
import { shownReference } from '../../ui/reference';
import { placePath } from '../../ui/place-path';
import { useSite, type SiteView } from '../../ui/site-context';
import { Special } from '../../ui/special';
import { seeOther, type PageArgs } from '../../ui/visit';
import { Whole } from '../../ui/whole';

type Sent = 'both' | 'mobile' | 'email' | 'none';

/** Works again for as long as the draft is kept, because people take a picture of it and come back. */
async function loader({ context: visit, request }: PageArgs) {
  const { draft, progress, service } = await openJourney(visit);
  const { booked, bookedAll, contact } = draft;
  if (!booked) throw seeOther(detourFrom('check', progress) ?? pathOf('check'));
  const [site, services] = await Promise.all([
    visit.call(getSite, { params: { siteId: booked.siteId }, query: { on: visit.when.dateOf(booked.start) } }),
    visit.services(),
  ]);
  const has = (way: 'mobile' | 'email') => Boolean(contact?.[way]);
  const sent: Sent = contact?.asInvited
    ? 'both'
    : has('mobile') && has('email')
      ? 'both'
      : has('mobile')
        ? 'mobile'
        : has('email')
          ? 'email'
          : 'none';
  const names = new Map(services.map(({ id, name }) => [id, name]));
  const all = (bookedAll ?? [booked]).map((one) => ({ ...one, serviceName: names.get(one.serviceId) ?? '' }));
  const given = services.filter(({ id }) => all.some((one) => one.serviceId === id));
  return {
    booked,
    all,
    // Said once where two services of a visit ask for the same.
    preparations: [...new Set(given.map(({ preparation }) => preparation))].filter(Boolean),
    site,
    service,
    sent,
    others: services.filter(({ id }) => service?.alsoWith.includes(id) && !all.some((one) => one.serviceId === id)),
    asInvited: Boolean(contact?.asInvited),
    saidEquality: draft.saidEquality,
    isThanked: new URL(request.url).searchParams.has('thanks'),
  };
}

function Component() {
  const { texts, when } = useSite();
  const { booked, all, preparations, site, service, others, sent, asInvited, saidEquality, isThanked } =
    useLoaderData<typeof loader>();
  const words = texts.done;
  const title = all.length > 1 ? words.titleGroup(all.length) : words.title;
  const place = (
    <bdi>
      {site.name}, <Address of={site} />
    </bdi>
  );
  return (
    <Page title={title}>
      {isThanked ? (
        <InsetText>
          <p>{texts.equality.thanks}</p>
        </InsetText>
      ) : null}
      <Panel heading={title}>
        <p className="fs-when">
          <Whole words={when.full(booked.start)} />
        </p>
        <Special options={booked.options} />
        {all.length > 1 ? (
          <p>{place}</p>
        ) : (
          <>
            <p>
              {all[0]?.serviceName || service?.name}
              <br />
              {place}
            </p>
            <p>
              {words.reference}
              <br />
              <span className="fs-reference">{shownReference(booked.reference)}</span>
            </p>
          </>
        )}
      </Panel>
      {all.length > 1 ? (
        <ul className="fs-places">
          {all.map(({ firstName, dose, reference, start, serviceName, manageUrl }) => (
            <li className="fs-place" key={reference}>
              <h2>{nameOf({ firstName, dose, serviceName }, words)}</h2>
              <p>
                {firstName || dose ? `${serviceName}, ` : null}
                {firstName ? when.time(start) : when.full(start)}
                <br />
                {words.reference} <span className="fs-reference">{shownReference(reference)}</span>
              </p>
              <p>
                <a href={pathOfLink(manageUrl)}>
                  {words.manage}
                  <span className="nhsuk-u-visually-hidden"> {nameOf({ firstName, dose, serviceName }, words)}</span>
                </a>
              </p>
            </li>
          ))}
        </ul>
      ) : (
        <p>
          {words.keep} {words.readAloud(readAloud(booked.reference))}.
        </p>
      )}
      <h2 className="nhsuk-heading-m">{words.nextHeading}</h2>
      <p>
        {asInvited ? words.sentAsInvited : words.sent[sent]} {words.nothingElse}
      </p>
      {preparations.map((line) => (
        <p dir="auto" key={line}>
          {line}
        </p>
      ))}
      <p>{words.early}</p>
      {site.directions ? <p dir="auto">{site.directions}</p> : null}
      <p>{words.print}</p>
      <ul className="nhsuk-list">
        {all.length > 1 ? null : (
          <li>
            <a href={pathOfLink(booked.manageUrl)}>{words.manage}</a>
          </li>
        )}
        <li>
          <a href="/book/calendar">{words.calendar}</a>
        </li>
        <li>
          <a href="/book/print">{words.printLink}</a>
        </li>
        <li>
          <a href={placePath(site, when.dateOf(booked.start))}>{words.place}</a>
        </li>
        <li>
          <a href="/book/what">{words.another}</a>
        </li>
      </ul>
      {saidEquality ? null : (
        <p>
          <a href="/book/equality">{texts.equality.link}</a>
        </p>
      )}
      {others.filter(isOnOffer).map(({ id, shortName }) => (
        <PostForm
          key={id}
          action="/book/what"
          submit={words.anotherDay(shortName)}
          variant="secondary"
          hidden={{ service: id }}
        />
      ))}
      <PostForm action="/book/for-someone-else" submit={words.forElse} variant="secondary">
        <p className="nhsuk-hint">{words.forElseHelp}</p>
      </PostForm>
      <PostForm action="/book/clear" submit={words.clear} variant="secondary">
        <p className="nhsuk-hint">{words.clearHelp}</p>
      </PostForm>
    </Page>
  );
}

interface Named {
  firstName: string | undefined;
  dose: number | undefined;
  serviceName: string;
}

/** What tells appointments that were made together apart: the person, the dose, or what it is. */
function nameOf({ firstName, dose, serviceName }: Named, words: SiteView['texts']['done']): string {
  if (firstName) return words.forPerson(firstName);
  return dose ? words.forDose(dose) : serviceName;
}

/** The link from the messages as a path of this site, so that it keeps the language of the page. */
const pathOfLink = (manageUrl: string): string => (URL.canParse(manageUrl) ? new URL(manageUrl).pathname : '/manage');

export const donePage = { loader, Component };

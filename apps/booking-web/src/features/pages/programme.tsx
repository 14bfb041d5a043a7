import type { Service } from '@fairslot/contract';
import { localDateOf } from '@fairslot/domain';
import { Button, WarningCallout } from '@fairslot/ui';
import { useLoaderData } from 'react-router';
import { notFound } from '../../ui/not-found';
import { Page } from '../../ui/page';
import { useSite } from '../../ui/site-context';
import type { PageArgs, Visit } from '../../ui/visit';

/** S2: the start page of one service, with the state of its season. */
async function loader({ context: visit, params }: PageArgs) {
  const service = (await visit.services()).find(({ id }) => id === params['service']);
  if (!service) throw notFound();
  return { service, state: stateOf(service, visit) };
}

function stateOf({ season }: Service, visit: Visit) {
  const isLast = season.closesOn === localDateOf(visit.now(), visit.site.timeZone);
  return (season.state === 'closing' || season.state === 'open') && isLast ? ('lastDay' as const) : season.state;
}

function Component() {
  const { texts, when } = useSite();
  const { service, state } = useLoaderData<typeof loader>();
  const words = texts.programme;
  const { opensOn, closesOn } = service.season;
  const title = words.title(service.shortName);
  const isOpen = state === 'open' || state === 'closing' || state === 'lastDay';
  const said =
    state === 'opens'
      ? words.state.opens(opensOn ? when.longDate(opensOn) : '')
      : state === 'closing'
        ? words.state.closing(closesOn ? when.longDate(closesOn) : '')
        : words.state[state];
  return (
    <Page title={title} back="/">
      <h1>{title}</h1>
      {isOpen ? <p className="nhsuk-body-l">{said}</p> : null}
      {isOpen ? null : (
        <WarningCallout heading={texts.notNow.title}>
          <p>{said}</p>
        </WarningCallout>
      )}
      <h2 className="nhsuk-heading-m">{words.whoHeading}</h2>
      <p dir="auto">{service.whoFor}.</p>
      {service.preparation ? (
        <>
          <h2 className="nhsuk-heading-m">{words.beforeHeading}</h2>
          <p dir="auto">{service.preparation}</p>
        </>
      ) : null}
      {isOpen ? (
        <form method="post" action="/book/what" noValidate>
          <input type="hidden" name="service" value={service.id} />
          <Button once>{texts.start.startNow}</Button>
        </form>
      ) : null}
      {state === 'opens' ? (
        <p>
          <a href={`/book/tell-me?service=${encodeURIComponent(service.id)}`}>{texts.tellMe.link}</a>
        </p>
      ) : null}
      <p>
        <a href="/book/what">{words.others}</a>
      </p>
      <p>
        <a href="/manage">{texts.start.manage}</a>
      </p>
    </Page>
  );
}

/** A form sent to an address that may be no service at all. */
function action(): never {
  throw notFound();
}

export const programmePage = { loader, action, Component };

import { isProblem } from '@fairslot/client';
import { attendeesOf, getSite, listTimes, partyQuery } from '@fairslot/contract';
import { addDays } from '@fairslot/domain';
import { useLoaderData } from 'react-router';
import { Days, groupByDay, isElsewhere } from '../../ui/days';
import { readHeldTime } from '../../ui/held-time';
import { HoldStrip } from '../../ui/hold-strip';
import { newKey } from '../../ui/ids';
import { requireStep } from '../../ui/journey';
import { notFound } from '../../ui/not-found';
import { Page } from '../../ui/page';
import { Address } from '../../ui/address';
import { useSite } from '../../ui/site-context';
import { HoldForm } from '../../ui/time-buttons';
import { seeOther, type PageArgs } from '../../ui/visit';
import { HiddenTimes } from './filters';
import { FacilityLine } from './place-card';
import { queryOf, readSearch, suiting } from './search';
import { DAYS_ASKED, DAYS_SHOWN, nextDay } from './site-days';

async function loader({ context: visit, request, params }: PageArgs) {
  const { draft } = await requireStep(visit, 'times');
  const siteId = params['site'] ?? '';
  const search = readSearch(new URL(request.url).searchParams);
  const { from } = search;
  const range = from ? { from, to: addDays(from, DAYS_ASKED - 1) } : {};
  const query = { ...partyQuery(draft), ...range };
  const [site, times, held] = await Promise.all([
    visit.call(getSite, { params: { siteId } }),
    visit.call(listTimes, { params: { siteId }, query }),
    readHeldTime(visit, draft),
  ]).catch((error: unknown) => {
    if (isProblem(error, 'not_found')) throw notFound();
    // A date too far away or an address that was typed by hand: the list of places knows what can be asked.
    if (isProblem(error, 'invalid')) throw seeOther('/book/times');
    throw error;
  });
  const [suits, hidden] = suiting(times.items, search, visit.when);
  const days = groupByDay(suits, visit.when, DAYS_SHOWN);
  const party = { people: attendeesOf(draft).length, together: draft.together ?? 'parallel' };
  return { site, days, held, next: nextDay(days, from), search, hidden, party, formKey: newKey() };
}

function Component() {
  const { texts } = useSite();
  const { site, days, held, next, search, hidden, party, formKey } = useLoaderData<typeof loader>();
  const words = texts.site;
  const title = words.title(site.name);
  const isHome = !isElsewhere(days);
  const list = `/book/times${queryOf({ ...search, from: '' })}`;
  return (
    <Page title={title} back={list}>
      <HoldStrip held={held} />
      <h1>{title}</h1>
      {isHome ? (
        <p>
          <Address of={site} />
        </p>
      ) : null}
      {party.people > 1 ? (
        <p>
          {texts.times.party(party.people)} {texts.times.together[party.together]}
        </p>
      ) : null}
      <HiddenTimes search={search} free={hidden} path={`/book/times/${encodeURIComponent(site.id)}`} />
      {days.length > 0 ? (
        <HoldForm action="/book/hold" formKey={formKey}>
          <Days days={days} siteId={site.id} />
        </HoldForm>
      ) : (
        <p>{hidden > 0 ? texts.times.none.wished : words.none}</p>
      )}
      {next ? (
        <p>
          <a href={`/book/times/${encodeURIComponent(site.id)}${queryOf(search, { from: next })}`}>{words.laterDays}</a>
        </p>
      ) : null}
      <p>
        <a href={list}>{words.otherPlaces}</a>
      </p>
      {isHome && site.directions ? (
        <>
          <h2 className="nhsuk-heading-m">{words.howToGetThere}</h2>
          <p dir="auto">{site.directions}</p>
        </>
      ) : null}
      {isHome ? <FacilityLine site={site} /> : null}
    </Page>
  );
}

export const siteTimesPage = { loader, Component };

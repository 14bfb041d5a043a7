import { isProblem } from '@fairslot/client';
import { getSite, timesForHelped } from '@fairslot/contract';
import { addDays } from '@fairslot/domain';
import { data, useLoaderData } from 'react-router';
import { Days, groupByDay, isElsewhere } from '../../ui/days';
import { newKey } from '../../ui/ids';
import { notFound } from '../../ui/not-found';
import { Page } from '../../ui/page';
import { Address } from '../../ui/address';
import { useSite } from '../../ui/site-context';
import { HoldForm } from '../../ui/time-buttons';
import { seeOther, type PageArgs } from '../../ui/visit';
import { ASSIST, AssistEnded, withLink } from './assist';
import { HiddenTimes } from './filters';
import { FacilityLine } from './place-card';
import { queryOf, readSearch, suiting } from './search';
import { DAYS_ASKED, DAYS_SHOWN, nextDay } from './site-days';

async function loader({ context: visit, request, params }: PageArgs) {
  const siteId = params['site'] ?? '';
  const search = readSearch(new URL(request.url).searchParams);
  const { from } = search;
  const query = from ? { from, to: addDays(from, DAYS_ASKED - 1) } : {};
  const found = await withLink(visit, async ({ token }) =>
    Promise.all([
      visit.call(getSite, { params: { siteId } }),
      visit.call(timesForHelped, { params: { token, siteId }, query }),
    ]),
  ).catch((error: unknown) => {
    if (isProblem(error, 'not_found')) throw notFound();
    if (isProblem(error, 'invalid')) throw seeOther(ASSIST);
    throw error;
  });
  if (!found) return data(null, 404);
  const [site, times] = found;
  const [suits, hidden] = suiting(times.items, search, visit.when);
  const days = groupByDay(suits, visit.when, DAYS_SHOWN);
  return data({ site, days, next: nextDay(days, from), search, hidden, formKey: newKey() });
}

type Shown = NonNullable<Awaited<ReturnType<typeof loader>>['data']>;

function Component() {
  const shown = useLoaderData() as Shown | null;
  return shown ? <Times {...shown} /> : <AssistEnded />;
}

function Times({ site, days, next, search, hidden, formKey }: Shown) {
  const { texts } = useSite();
  const words = texts.site;
  const title = words.title(site.name);
  const isHome = !isElsewhere(days);
  const list = `${ASSIST}${queryOf({ ...search, from: '' })}`;
  return (
    <Page title={title} back={list}>
      <h1>{title}</h1>
      {isHome ? (
        <p>
          <Address of={site} />
        </p>
      ) : null}
      <HiddenTimes search={search} free={hidden} path={`/assist/times/${encodeURIComponent(site.id)}`} />
      {days.length > 0 ? (
        <HoldForm action={`${ASSIST}/hold`} formKey={formKey}>
          <Days days={days} siteId={site.id} />
        </HoldForm>
      ) : (
        <p>{hidden > 0 ? texts.times.none.wished : words.none}</p>
      )}
      {next ? (
        <p>
          <a href={`${ASSIST}/times/${encodeURIComponent(site.id)}${queryOf(search, { from: next })}`}>
            {words.laterDays}
          </a>
        </p>
      ) : null}
      <p>
        <a href={list}>{words.otherPlaces}</a>
      </p>
      {isHome ? <FacilityLine site={site} /> : null}
    </Page>
  );
}

export const assistSitePage = { loader, Component };

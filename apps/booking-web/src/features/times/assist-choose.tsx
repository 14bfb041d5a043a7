import { searchForHelped } from '@fairslot/contract';
import { KILOMETRES_PER_MILE } from '@fairslot/domain';
import { InsetText } from '@fairslot/ui';
import { data, useLoaderData } from 'react-router';
import { newKey } from '../../ui/ids';
import { Page } from '../../ui/page';
import { useSite } from '../../ui/site-context';
import { HoldForm } from '../../ui/time-buttons';
import type { PageArgs, Visit } from '../../ui/visit';
import { ASSIST, ASSIST_CHECK, AssistEnded, AssistFor, readHelped, withLink } from './assist';
import { Filters, HiddenTimes } from './filters';
import { type FoundPlace, PLACES_A_PAGE } from './find-places';
import { Pages } from './pages';
import { PlaceCard } from './place-card';
import { queryOf, readSearch, timeWishesOf, type Search } from './search';

/** One page of places near the point of the draft. The API answers in larger pages than we show. */
async function findForHelped(visit: Visit, search: Search) {
  const { page, miles, from, sort } = search;
  let hidden = { free: 0, sites: 0 };
  const wanted = page * PLACES_A_PAGE;
  const items: FoundPlace[] = [];
  let total = 0;
  let cursor: string | undefined;
  do {
    const answer = await withLink(visit, (params) =>
      visit.call(searchForHelped, {
        params,
        query: { radius: miles * KILOMETRES_PER_MILE, from, sort, cursor, ...timeWishesOf(search) },
      }),
    );
    if (!answer) return null;
    items.push(...answer.items);
    total = answer.total ?? items.length;
    hidden = answer.hidden ?? hidden;
    cursor = answer.nextCursor;
  } while (cursor && items.length < wanted);
  return { hidden, places: items.slice(wanted - PLACES_A_PAGE, wanted), pages: Math.ceil(total / PLACES_A_PAGE) };
}

async function loader({ context: visit, request }: PageArgs) {
  const query = new URL(request.url).searchParams;
  const search = readSearch(query);
  const draft = await readHelped(visit);
  const found = draft && (await findForHelped(visit, search));
  if (!found) return data(null, 404);
  const notice = (['gone', 'refused'] as const).find((name) => query.has(name));
  const fault = search.fault && search.fault !== 'empty' ? visit.texts.times.fromFaults[search.fault] : undefined;
  return data({ draft, found, search, notice, fault, formKey: newKey() });
}

type Shown = NonNullable<Awaited<ReturnType<typeof loader>>['data']>;

function Component() {
  const shown = useLoaderData() as Shown | null;
  return shown ? <Choose {...shown} /> : <AssistEnded />;
}

function Choose({ draft, found, search, notice, fault, formKey }: Shown) {
  const { texts } = useSite();
  const words = texts.assist;
  const hrefOf = (page: number) => `${ASSIST}${queryOf(search, { page })}`;
  return (
    <Page title={words.title} faults={fault ? [{ field: 'from-day', words: fault }] : []}>
      {notice ? (
        <InsetText>
          <p>{words[notice]}</p>
        </InsetText>
      ) : null}
      <h1>{words.title}</h1>
      <p className="nhsuk-body-l">{words.intro}</p>
      <AssistFor draft={draft} />
      {draft.chosen ? (
        <p>
          <a href={ASSIST_CHECK}>{words.back}</a>
        </p>
      ) : null}
      <HiddenTimes search={search} free={found.hidden.free} places={found.hidden.sites} path={ASSIST} />
      <Filters search={search} fault={fault} action={ASSIST} />
      {found.places.length > 0 ? (
        <HoldForm action={`${ASSIST}/hold`} formKey={formKey}>
          <p>
            {words.near(draft.near)} {texts.times.sorted[search.sort]}
          </p>
          <ul className="fs-places">
            {found.places.map((place) => (
              <PlaceCard
                key={place.site.id}
                place={place}
                walkIn={undefined}
                help={[]}
                from={search.from}
                query={queryOf(search)}
                base={ASSIST}
              />
            ))}
          </ul>
        </HoldForm>
      ) : (
        <p>{found.hidden.free > 0 ? texts.times.none.wished : words.none(draft.near)}</p>
      )}
      {found.pages > 1 ? <Pages page={search.page} pages={found.pages} hrefOf={hrefOf} /> : null}
    </Page>
  );
}

export const assistChoosePage = { loader, Component };

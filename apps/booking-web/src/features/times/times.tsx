import { attendeesOf } from '@fairslot/contract';
import { ButtonLink } from '@fairslot/ui';
import { useLoaderData } from 'react-router';
import { chosenCompanion, companionsOf } from '../../ui/companions';
import { distanceWords } from '../../ui/distance-words';
import { readHeldTime } from '../../ui/held-time';
import { helpLines } from '../../ui/help';
import { HoldStrip } from '../../ui/hold-strip';
import { newKey } from '../../ui/ids';
import { requireStep } from '../../ui/journey';
import { HELPER, pathOf } from '../../ui/journey-order';
import { Page } from '../../ui/page';
import { useSite } from '../../ui/site-context';
import { HoldForm, TimeButtons } from '../../ui/time-buttons';
import { unbrokenPostcode } from '../../ui/unbroken';
import type { PageArgs } from '../../ui/visit';
import { laterDate } from '../../ui/when';
import { Filters, HiddenTimes } from './filters';
import { findAnywhere, findPlaces } from './find-places';
import { Pages } from './pages';
import { PlaceCard, WalkInCard } from './place-card';
import { Together } from './together';
import { allTimes, distancesInMiles, queryOf, readSearch } from './search';

async function loader({ context: visit, request }: PageArgs) {
  const { draft, service, eligibility } = await requireStep(visit, 'times');
  const query = new URL(request.url).searchParams;
  const asked = readSearch(query);
  // Before the first day on which the rules allow it, no time is worth showing.
  const from = laterDate(asked.from, eligibility?.outcome === 'not_yet' ? eligibility.earliestDate : undefined);
  const search = { ...asked, ...(from && { from }) };
  const [found, held] = await Promise.all([findPlaces(visit, draft, search), readHeldTime(visit, draft)]);
  const isNowhere = found.total === 0 && found.hidden.free === 0;
  const anywhere = isNowhere ? await findAnywhere(visit, draft, search) : undefined;
  const closesOn = service?.season.closesOn;
  const also = await chosenCompanion(visit, draft);
  const words = visit.texts.times;
  const faults =
    search.fault && search.fault !== 'empty' ? [{ field: 'from-day', words: words.fromFaults[search.fault] }] : [];
  return {
    search,
    found,
    anywhere,
    held,
    faults,
    where: unbrokenPostcode(draft.where?.label ?? ''),
    help: draft.help ?? [],
    people: attendeesOf(draft).length,
    together: draft.together ?? ('parallel' as const),
    service: service?.name ?? '',
    shortName: service?.shortName ?? '',
    also,
    without: also ? undefined : (await visit.services()).find(({ id }) => id === query.get('without')),
    companions: also ? [] : await companionsOf(visit, draft, service),
    ended: closesOn && closesOn < found.from ? { service: service?.shortName ?? '', closesOn } : undefined,
    formKey: newKey(),
  };
}

function Component() {
  const { texts, when } = useSite();
  const { search, found, held, faults, where, service, shortName, also, without, companions, formKey, help } =
    useLoaderData<typeof loader>();
  const words = texts.times;
  const datesTitle = search.from
    ? words.none.titleBetween(when.longDate(found.from), when.longDate(found.to))
    : words.none.title;
  const noneTitle = found.hidden.free > 0 ? words.none.titleWished : datesTitle;
  const canBook = found.total > 0;
  const title = canBook || search.page > 1 ? words.title(where) : noneTitle;
  const { pages } = found;
  return (
    <Page title={title} back={pathOf('where')} faults={faults}>
      <HoldStrip held={held} />
      <h1>
        <span className="nhsuk-caption-l">{service}</span> {title}
      </h1>
      {canBook ? (
        <p className="nhsuk-body-l">
          {found.free === undefined
            ? words.countsMore(found.total, search.miles, where)
            : words.counts(found.free, found.total, search.miles, where)}{' '}
          {words.between(when.dayName(found.from), when.dayName(found.to))}
        </p>
      ) : (
        <NoTimes />
      )}
      <Together service={shortName} also={also} without={without} companions={canBook ? companions : []} />
      <Wishes />
      <HiddenTimes search={search} free={found.hidden.free} places={found.hidden.sites} path="/book/times" />
      <Filters search={search} fault={faults[0]?.words} />
      {found.places.length > 0 ? (
        <HoldForm action="/book/hold" formKey={formKey}>
          {canBook ? <p>{words.sorted[search.sort]}</p> : null}
          <ul className="fs-places">
            {found.places.map(({ times, walkIn }) =>
              times ? (
                <PlaceCard
                  key={times.site.id}
                  place={times}
                  walkIn={walkIn}
                  namesServices={Boolean(also)}
                  help={help}
                  from={search.from}
                  query={queryOf(search)}
                />
              ) : (
                <WalkInCard key={walkIn.site.id} walkIn={walkIn} namesServices={Boolean(also)} />
              ),
            )}
          </ul>
        </HoldForm>
      ) : null}
      {pages > 1 ? (
        <Pages page={search.page} pages={pages} hrefOf={(page) => `/book/times${queryOf(search, { page })}`} />
      ) : null}
      <p>
        <a href={pathOf('where')}>{words.changeWhere}</a>
      </p>
      <p>
        <a href={HELPER}>{texts.askHelper.title}</a>
      </p>
    </Page>
  );
}

/** For how many people and with what help times are looked for, each with its way back. */
function Wishes() {
  const { texts } = useSite();
  const { help, people, together } = useLoaderData<typeof loader>();
  const words = texts.times;
  const change = (href: string, about: string) => (
    <a href={href}>
      {texts.frame.change}
      <span className="nhsuk-u-visually-hidden"> {about}</span>
    </a>
  );
  return (
    <>
      {people > 1 ? (
        <p>
          {words.party(people)} {words.together[together]} {change(pathOf('people'), texts.check.about.people)}
        </p>
      ) : null}
      {people > 1 ? (
        <p>
          <a href={pathOf('who')}>{words.apart}</a>
        </p>
      ) : null}
      <p>
        {help.length > 0 ? words.help(helpLines(help, texts.help).join('; ')) : words.noHelp}{' '}
        {change(pathOf('help-needed'), texts.check.about.help)}
      </p>
    </>
  );
}

function NoTimes() {
  const { texts, site, when } = useSite();
  const { search, ended, found, anywhere, formKey } = useLoaderData<typeof loader>();
  const words = texts.times.none;
  if (found.hidden.free > 0)
    return (
      <>
        <p className="nhsuk-body-l">{words.wished}</p>
        <ButtonLink href={`/book/times${allTimes(search)}`}>{texts.times.wishes.all}</ButtonLink>
        <p>{words.call(site.helpPhone)}</p>
      </>
    );
  const farther = distancesInMiles.find((miles) => miles > search.miles);
  return (
    <>
      <p className="nhsuk-body-l">{ended ? words.ended(ended.service, when.longDate(ended.closesOn)) : words.text}</p>
      {farther && !ended ? (
        <ButtonLink href={`/book/times${queryOf(search, { miles: farther, page: 1 })}`}>
          {words.fartherText(farther)}
        </ButtonLink>
      ) : null}
      {search.from ? (
        <p>
          <a href={`/book/times${queryOf({ ...search, from: '' }, { page: 1 })}`}>{words.later}</a>
        </p>
      ) : null}
      {anywhere ? (
        <HoldForm action="/book/hold" formKey={formKey}>
          <h2 className="nhsuk-heading-m">{words.region(site.region)}</h2>
          <p>
            {anywhere.site.name}. {texts.times.away(distanceWords(anywhere.distanceMetres, texts.distance))}
          </p>
          <TimeButtons
            times={anywhere.nextTimes.slice(0, 1).map((time) => ({ ...time, siteId: anywhere.site.id }))}
            words={when.short}
            more={() => `, ${anywhere.site.name}`}
          />
        </HoldForm>
      ) : null}
      <p>
        <a href="/walk-in">{texts.walkIns.title}</a>
      </p>
      <p>{words.call(site.helpPhone)}</p>
    </>
  );
}

export const timesPage = { loader, Component };

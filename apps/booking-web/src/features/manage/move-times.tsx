import { listTimes, partyQuery } from '@fairslot/contract';
import { useLoaderData } from 'react-router';
import { findAlternatives } from '../../ui/alternatives';
import { AlternativesList } from '../../ui/alternatives-list';
import { Days, groupByDay } from '../../ui/days';
import { letGo } from '../../ui/hold';
import { newKey } from '../../ui/ids';
import { saveDraft } from '../../ui/journey';
import { InsetText } from '@fairslot/ui';
import { Page } from '../../ui/page';
import { useSite } from '../../ui/site-context';
import { HoldForm } from '../../ui/time-buttons';
import { seeOther, type PageArgs } from '../../ui/visit';
import { MoreTimeNotBeside } from './more-time';
import { draftOf, openChangeable, readChange, wantsMoreTime } from './session';

const DAYS_SHOWN = 10;
const SOONEST = 3;

/** The same place first: most people who move an appointment keep the place. */
async function loader({ context: visit, request }: PageArgs) {
  const [{ booking }, { draft }] = await Promise.all([openChangeable(visit), readChange(visit)]);
  const { site, start, lengthMinutes } = booking;
  const wanted = draftOf(booking, draft);
  const [times, others] = await Promise.all([
    visit.call(listTimes, { params: { siteId: site.id }, query: partyQuery(wanted) }),
    findAlternatives(visit, wanted, { siteId: site.id, start, lengthMinutes }),
  ]);
  const free = times.items.filter((time) => time.start !== start);
  return {
    booking,
    wantsMoreTime: wantsMoreTime(booking, draft),
    isRefused: new URL(request.url).searchParams.has('refused'),
    soonest: free.slice(0, SOONEST),
    nearby: others.nearby,
    days: groupByDay(free, visit.when, DAYS_SHOWN),
    formKey: newKey(),
  };
}

/** "I do not need more time": single times again. */
async function action({ context: visit }: PageArgs) {
  await openChangeable(visit);
  const { id, draft } = await readChange(visit);
  await letGo(visit, draft.hold);
  await saveDraft(visit, id, { help: null, hold: null }, 'change');
  return seeOther('/appointment/times');
}

function Component() {
  const { texts, when } = useSite();
  const {
    booking,
    wantsMoreTime: moreTime,
    isRefused,
    soonest,
    nearby,
    days,
    formKey,
  } = useLoaderData<typeof loader>();
  const words = texts.moveTimes;
  const { site } = booking;
  return (
    <Page title={words.title} back="/appointment">
      {isRefused ? (
        <InsetText>
          <p>{words.refused}</p>
        </InsetText>
      ) : null}
      <h1>{words.title}</h1>
      {moreTime ? <MoreTimeNotBeside /> : null}
      <InsetText>
        <p>{words.keep(when.full(booking.start))}</p>
      </InsetText>
      <HoldForm action="/appointment/hold" formKey={formKey}>
        <AlternativesList
          alternatives={{ site, here: soonest, nearby }}
          words={{ here: words.soonest(site.name), nearby: words.nearby }}
        />
        <h2 className="nhsuk-heading-m">{words.all(site.name)}</h2>
        {days.length > 0 ? <Days days={days} siteId={site.id} /> : <p>{texts.site.none}</p>}
      </HoldForm>
      <p>
        <a href="/appointment/places">{words.otherPlaces}</a>
      </p>
      <p>
        <a href="/appointment">{words.keepMine}</a>
      </p>
    </Page>
  );
}

export const moveTimesPage = { loader, action, Component };

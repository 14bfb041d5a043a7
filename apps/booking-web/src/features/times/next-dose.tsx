import { isProblem } from '@fairslot/client';
import { getSite, listTimes, partyQuery } from '@fairslot/contract';
import { addDays, isLocalDate } from '@fairslot/domain';
import { InsetText } from '@fairslot/ui';
import { useLoaderData } from 'react-router';
import { Days, groupByDay } from '../../ui/days';
import { nextDoseDates } from '../../ui/doses';
import { Form } from '../../ui/form';
import { readHeldTime } from '../../ui/held-time';
import { holdTime, readTimeValue, wayOnFrom } from '../../ui/hold';
import { HoldStrip } from '../../ui/hold-strip';
import { fingerprint, newKey } from '../../ui/ids';
import { requireStep, saveDraft, weigh } from '../../ui/journey';
import { afterStep, pathOf } from '../../ui/journey-order';
import { Page } from '../../ui/page';
import { PostForm } from '../../ui/post-form';
import { useSite } from '../../ui/site-context';
import { HoldForm } from '../../ui/time-buttons';
import { seeOther, type PageArgs, type Visit } from '../../ui/visit';

const DAYS_SHOWN = 10;
const DAYS_ASKED = 21;

/** The held time and the dates on which the dose after it may be. */
async function openNextDose(visit: Visit) {
  const journey = await requireStep(visit, 'next-dose');
  const { draft, service } = journey;
  const { hold } = draft;
  const dates = hold && nextDoseDates(service, draft, visit.when.dateOf(hold.start));
  if (!hold || !dates) throw seeOther(pathOf('name'));
  return { ...journey, hold, dates };
}

async function loader({ context: visit, request }: PageArgs) {
  const { draft, service, hold, dates } = await openNextDose(visit);
  const query = new URL(request.url).searchParams;
  const asked = query.get('from') ?? '';
  const from = isLocalDate(asked) && asked > dates.from ? asked : dates.from;
  const until = addDays(from, DAYS_ASKED - 1);
  const to = dates.to && dates.to < until ? dates.to : until;
  const [site, times, held] = await Promise.all([
    visit.call(getSite, { params: { siteId: hold.siteId } }),
    visit
      .call(listTimes, { params: { siteId: hold.siteId }, query: { ...partyQuery(draft), from, to } })
      .catch((error: unknown) => {
        // Further ahead than any clinic.
        if (isProblem(error, 'invalid')) return { items: [] };
        throw error;
      }),
    readHeldTime(visit, draft),
  ]);
  return {
    site,
    held,
    dose: dates.dose,
    service: service?.shortName ?? '',
    dates,
    days: groupByDay(times.items, visit.when, DAYS_SHOWN),
    later: times.items.length > 0 && to < (dates.to ?? '9999') ? addDays(to, 1) : undefined,
    isGone: query.has('gone'),
    formKey: newKey(),
  };
}

async function action({ context: visit, request }: PageArgs) {
  const { id, draft, hold } = await openNextDose(visit);
  const form = await Form.of(request);
  const time = readTimeValue(form.text('time'));
  const goOn = async (change: Parameters<typeof saveDraft>[2]) => {
    const saved = await saveDraft(visit, id, change);
    return seeOther(afterStep('next-dose', (await weigh(visit, saved.draft)).progress));
  };
  if (!time) return goOn({ nextDoseLater: true, hold: { ...hold, nextDose: undefined } });
  const { siteId, start, lengthMinutes, options } = hold;
  const nextDose = { start: time.start, lengthMinutes: time.lengthMinutes, options: time.options };
  const both = { siteId, start, lengthMinutes, options, nextDose };
  const key = fingerprint(form.text('key') || newKey(), id, both);
  try {
    // One hold for both doses, in place of the hold of the first.
    return await goOn({ nextDoseLater: null, hold: await holdTime(visit, { ...(id && { id }), draft }, both, key) });
  } catch (error) {
    if (isProblem(error, 'time_gone', 'invalid')) return seeOther(`${pathOf('next-dose')}?gone`);
    const wayOn = await wayOnFrom(error, visit, { ...(id && { id }), draft }, hold);
    if (!wayOn) throw error;
    return seeOther(wayOn);
  }
}

function Component() {
  const { texts, when } = useSite();
  const { site, held, dose, service, dates, days, later, isGone, formKey } = useLoaderData<typeof loader>();
  const words = texts.nextDose;
  const title = words.title(dose);
  return (
    <Page title={title} back={pathOf('times')}>
      <HoldStrip held={held} />
      {isGone ? (
        <InsetText>
          <p>{words.gone}</p>
        </InsetText>
      ) : null}
      <h1>{title}</h1>
      <p>{words.when(service, dose, when.longDate(dates.from))}</p>
      {dates.to ? <p>{words.until(when.longDate(dates.to))}</p> : null}
      <PostForm submit={words.later} variant="secondary" />
      {days.length > 0 ? (
        <>
          <p>{words.choose(site.name)}</p>
          <HoldForm action={pathOf('next-dose')} formKey={formKey}>
            <Days days={days} siteId={site.id} />
          </HoldForm>
        </>
      ) : (
        <p>{words.noTimes}</p>
      )}
      {later ? (
        <p>
          <a href={`${pathOf('next-dose')}?from=${later}`}>{texts.site.laterDays}</a>
        </p>
      ) : null}
    </Page>
  );
}

export const nextDosePage = { loader, action, Component };

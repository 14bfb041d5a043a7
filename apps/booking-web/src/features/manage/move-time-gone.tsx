import { isProblem } from '@fairslot/client';
import { useLoaderData } from 'react-router';
import { findAlternatives } from '../../ui/alternatives';
import { AlternativesList } from '../../ui/alternatives-list';
import { hasPassed } from '../../ui/hold-state';
import { newKey } from '../../ui/ids';
import { Page } from '../../ui/page';
import { useSite } from '../../ui/site-context';
import { HoldForm } from '../../ui/time-buttons';
import { seeOther, type PageArgs } from '../../ui/visit';
import { draftOf, openChangeable, readChange } from './session';

async function loader({ context: visit, request }: PageArgs) {
  const [{ booking }, { draft }] = await Promise.all([openChangeable(visit), readChange(visit)]);
  const query = new URL(request.url).searchParams;
  const gone = { siteId: query.get('site') ?? '', start: query.get('start') ?? '', lengthMinutes: 0 };
  if (!gone.siteId || Number.isNaN(Date.parse(gone.start))) throw seeOther('/appointment/times');
  const alternatives = await findAlternatives(visit, draftOf(booking, draft), gone).catch((error: unknown) => {
    if (isProblem(error, 'not_found', 'invalid')) throw seeOther('/appointment/times');
    throw error;
  });
  return { booking, alternatives, start: gone.start, passed: hasPassed(gone.start, visit.now()), formKey: newKey() };
}

function Component() {
  const { texts, when } = useSite();
  const { booking, alternatives, start, passed, formKey } = useLoaderData<typeof loader>();
  const words = texts.timeGone;
  const { site } = alternatives;
  const title = passed ? words.passedTitle : words.title;
  const text = passed ? words.passedText : words.text;
  return (
    <Page title={title} back="/appointment/times">
      <h1>{title}</h1>
      <p className="nhsuk-body-l">{text(when.short(start), site.name)}</p>
      <p>{texts.moveTimes.keep(when.full(booking.start))}</p>
      <HoldForm action="/appointment/hold" formKey={formKey}>
        <AlternativesList alternatives={alternatives} words={{ here: words.here(site.name), nearby: words.nearby }} />
      </HoldForm>
      <p>
        <a href="/appointment/times">{words.all}</a>
      </p>
    </Page>
  );
}

export const moveTimeGonePage = { loader, Component };

import { isProblem } from '@fairslot/client';
import { useLoaderData } from 'react-router';
import { findAlternatives } from '../../ui/alternatives';
import { AlternativesList } from '../../ui/alternatives-list';
import { hasPassed } from '../../ui/hold-state';
import { newKey } from '../../ui/ids';
import { requireStep } from '../../ui/journey';
import { pathOf } from '../../ui/journey-order';
import { Page } from '../../ui/page';
import { useSite } from '../../ui/site-context';
import { HoldForm } from '../../ui/time-buttons';
import { seeOther, type PageArgs } from '../../ui/visit';

async function loader({ context: visit, request }: PageArgs) {
  const { draft } = await requireStep(visit, 'times');
  const query = new URL(request.url).searchParams;
  const gone = { siteId: query.get('site') ?? '', start: query.get('start') ?? '', lengthMinutes: 0 };
  if (!gone.siteId || Number.isNaN(Date.parse(gone.start))) throw seeOther(pathOf('times'));
  const alternatives = await findAlternatives(visit, draft, gone).catch((error: unknown) => {
    if (isProblem(error, 'not_found', 'invalid')) throw seeOther(pathOf('times'));
    throw error;
  });
  return { alternatives, start: gone.start, passed: hasPassed(gone.start, visit.now()), formKey: newKey() };
}

function Component() {
  const { texts, when } = useSite();
  const { alternatives, start, passed, formKey } = useLoaderData<typeof loader>();
  const words = texts.timeGone;
  const { site, here, nearby } = alternatives;
  const title = passed ? words.passedTitle : words.title;
  const text = passed ? words.passedText : words.text;
  return (
    <Page title={title} back={pathOf('times')}>
      <h1>{title}</h1>
      <p className="nhsuk-body-l">{text(when.short(start), site.name)}</p>
      {here.length + nearby.length > 0 ? (
        <HoldForm action="/book/hold" formKey={formKey}>
          <AlternativesList alternatives={alternatives} words={{ here: words.here(site.name), nearby: words.nearby }} />
        </HoldForm>
      ) : (
        <p>{words.none}</p>
      )}
      <p>
        <a href={pathOf('times')}>{words.all}</a>
      </p>
    </Page>
  );
}

export const timeGonePage = { loader, Component };

import { ButtonLink } from '@fairslot/ui';
import { useLoaderData } from 'react-router';
import { requireStep } from '../../ui/journey';
import { afterStep, pathOf } from '../../ui/journey-order';
import { Page } from '../../ui/page';
import { useSite } from '../../ui/site-context';
import type { PageArgs } from '../../ui/visit';

/** Whoever cannot leave home is told whom to call: a visit is arranged by people, not by a form. */
async function loader({ context: visit }: PageArgs) {
  const { progress } = await requireStep(visit, 'help-needed');
  return { next: afterStep('help-needed', progress) };
}

function Component() {
  const { texts, site } = useSite();
  const words = texts.homeVisit;
  const { next } = useLoaderData<typeof loader>();
  return (
    <Page title={words.title} back={pathOf('help-needed')}>
      <h1>{words.title}</h1>
      <p className="nhsuk-body-l">{words.text(site.helpPhone)}</p>
      <p>{words.kept}</p>
      <ButtonLink href={next}>{words.goOn}</ButtonLink>
    </Page>
  );
}

export const homeVisitPage = { loader, Component };

import { ButtonLink } from '@fairslot/ui';
import { useLoaderData } from 'react-router';
import { distanceWords } from '../../ui/distance-words';
import { helpLines } from '../../ui/help';
import { newKey } from '../../ui/ids';
import { requireStep } from '../../ui/journey';
import { pathOf } from '../../ui/journey-order';
import { Page } from '../../ui/page';
import { useSite } from '../../ui/site-context';
import { HoldForm, TimeButtons } from '../../ui/time-buttons';
import { seeOther, type PageArgs } from '../../ui/visit';
import { NEAR_MILES, suggestTimes } from './suggest-times';

/** I1, second half: three times to press, and everything else one link away. */
async function loader({ context: visit }: PageArgs) {
  const { draft, service } = await requireStep(visit, 'times');
  if (!draft.invited) throw seeOther(pathOf('times'));
  return {
    suggestions: await suggestTimes(visit, draft),
    service: service?.shortName ?? '',
    firstName: draft.firstName ?? '',
    where: draft.where?.label ?? '',
    help: draft.help ?? [],
    formKey: newKey(),
  };
}

function Component() {
  const { texts, when } = useSite();
  const { suggestions, service, firstName, where, help, formKey } = useLoaderData<typeof loader>();
  const words = texts.invited.times;
  const title = words.title(service);
  const heading = {
    nearHome: words.nearHome,
    soonest: words.soonest(NEAR_MILES),
    evening: words.evening,
    another: words.another,
  };
  return (
    <Page title={title}>
      <h1>{title}</h1>
      <p className="nhsuk-body-l">
        {words.greeting(firstName)} {suggestions.length > 0 ? words.near(where) : words.none}
      </p>
      <HoldForm action="/book/hold" formKey={formKey}>
        <ul className="fs-places">
          {suggestions.map(({ why, site, distanceMetres, time }) => (
            <li className="fs-place" key={`${site.id} ${time.start}`}>
              <h2>{heading[why]}</h2>
              <p>
                {site.name}. {texts.times.away(distanceWords(distanceMetres, texts.distance))}
              </p>
              <TimeButtons times={[{ ...time, siteId: site.id }]} words={when.short} more={() => `, ${site.name}`} />
            </li>
          ))}
        </ul>
      </HoldForm>
      <p>
        {help.length > 0 ? `${words.help} ${helpLines(help, texts.help).join('. ')}.` : words.noHelp}{' '}
        <a href={pathOf('help-needed')}>
          {texts.frame.change}
          <span className="nhsuk-u-visually-hidden"> {texts.check.about.help}</span>
        </a>
      </p>
      <ButtonLink href={pathOf('times')} variant="secondary">
        {words.more}
      </ButtonLink>
      <h2 className="nhsuk-heading-s">{words.other}</h2>
      <ul className="nhsuk-list">
        <li>
          <a href="/i/decline?reason=had_it">{texts.invited.hadIt}</a>
        </li>
        <li>
          <a href="/i/decline?reason=do_not_want">{texts.invited.doNotWant}</a>
        </li>
      </ul>
    </Page>
  );
}

export const suggestionsPage = { loader, Component };

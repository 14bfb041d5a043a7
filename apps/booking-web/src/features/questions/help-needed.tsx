import { MORE_TIME } from '@fairslot/contract';
import { useActionData, useLoaderData } from 'react-router';
import { backOr } from '../../ui/back';
import { faultOf, refuse } from '../../ui/faults';
import { Form } from '../../ui/form';
import { faultsInNeeds, helpOf, helpTyped, typedHelp } from '../../ui/help';
import { HelpFields } from '../../ui/help-fields';
import { letGo } from '../../ui/hold';
import { requireStep, saveDraft, weigh } from '../../ui/journey';
import { afterStep, backFrom, pathOf } from '../../ui/journey-order';
import { Page } from '../../ui/page';
import { PostForm } from '../../ui/post-form';
import { useSite } from '../../ui/site-context';
import { seeOther, type PageArgs } from '../../ui/visit';

const HOME_VISIT = '/book/home-visit';

async function loader({ context: visit, request }: PageArgs) {
  const { draft, progress } = await requireStep(visit, 'help-needed');
  return {
    typed: helpTyped(draft.help),
    name: draft.forWhom === 'child' || draft.forWhom === 'other' ? draft.firstName : undefined,
    back: backOr(request, backFrom('help-needed', progress)),
  };
}

async function action({ context: visit, request }: PageArgs) {
  const { id, draft } = await requireStep(visit, 'help-needed');
  const { language, how } = helpTyped(draft.help);
  const typed = { ...typedHelp(await Form.of(request)), language, how };
  const faults = faultsInNeeds(typed, visit.texts.help);
  if (faults.length > 0) return refuse(faults, typed);
  const help = helpOf(typed);
  const needsOtherTime = help.includes(MORE_TIME) !== Boolean(draft.help?.includes(MORE_TIME));
  if (needsOtherTime) await letGo(visit, draft.hold);
  const saved = await saveDraft(visit, id, { help, ...(needsOtherTime && { hold: null }) });
  if (typed.needs.includes('home')) return seeOther(HOME_VISIT);
  if (typed.needs.includes('interpreter'))
    return seeOther(`${pathOf('help-needed/interpreter')}${new URL(request.url).search}`);
  return seeOther(afterStep('help-needed', (await weigh(visit, saved.draft)).progress));
}

function Component() {
  const { texts } = useSite();
  const words = texts.help;
  const page = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const title = page.name ? words.titleFor(page.name) : words.title;
  return (
    <Page title={title} back={page.back} faults={refusal?.faults}>
      <PostForm>
        <HelpFields
          title={title}
          isPageHeading
          typed={refusal?.typed ?? page.typed}
          errorOf={(field) => faultOf(refusal, field)}
        />
      </PostForm>
    </Page>
  );
}

export const helpNeededPage = { loader, action, Component };

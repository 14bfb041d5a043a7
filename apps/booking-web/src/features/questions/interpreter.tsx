import { useActionData, useLoaderData } from 'react-router';
import { faultOf, refuse } from '../../ui/faults';
import { Form } from '../../ui/form';
import { faultsInInterpreter, helpOf, helpTyped, typedInterpreter } from '../../ui/help';
import { InterpreterFields } from '../../ui/help-fields';
import { requireStep, saveDraft, weigh } from '../../ui/journey';
import { afterStep, pathOf } from '../../ui/journey-order';
import { Page } from '../../ui/page';
import { PostForm } from '../../ui/post-form';
import { useSite } from '../../ui/site-context';
import { seeOther, type PageArgs, type Visit } from '../../ui/visit';

const STEP = 'help-needed/interpreter';

/** Nobody is asked who has not said that they need an interpreter. */
async function openStep(visit: Visit) {
  const journey = await requireStep(visit, STEP);
  const typed = helpTyped(journey.draft.help);
  if (!typed.needs.includes('interpreter')) throw seeOther(pathOf('help-needed'));
  return { ...journey, typed };
}

async function loader({ context: visit, request }: PageArgs) {
  const { typed } = await openStep(visit);
  return { typed, back: `${pathOf('help-needed')}${new URL(request.url).search}` };
}

async function action({ context: visit, request }: PageArgs) {
  const { id, typed: known } = await openStep(visit);
  const typed = typedInterpreter(await Form.of(request));
  const faults = faultsInInterpreter(typed, visit.texts.help);
  if (faults.length > 0) return refuse(faults, typed);
  const saved = await saveDraft(visit, id, { help: helpOf({ ...known, ...typed }) });
  return seeOther(afterStep(STEP, (await weigh(visit, saved.draft)).progress));
}

function Component() {
  const { texts } = useSite();
  const page = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  return (
    <Page title={texts.help.language.title} back={page.back} faults={refusal?.faults}>
      <PostForm>
        <InterpreterFields
          isPageHeading
          typed={refusal?.typed ?? page.typed}
          errorOf={(field) => faultOf(refusal, field)}
        />
      </PostForm>
    </Page>
  );
}

export const interpreterPage = { loader, action, Component };

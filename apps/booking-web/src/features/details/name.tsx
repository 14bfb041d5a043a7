import { TextField, type FieldFault } from '@fairslot/ui';
import { useActionData, useLoaderData } from 'react-router';
import { backOr } from '../../ui/back';
import { faultOf, refuse } from '../../ui/faults';
import { Form } from '../../ui/form';
import { readHeldTime } from '../../ui/held-time';
import { keepHold } from '../../ui/hold';
import { HoldStrip } from '../../ui/hold-strip';
import { requireStep, saveDraft, weigh } from '../../ui/journey';
import { afterStep, backFrom } from '../../ui/journey-order';
import { Page } from '../../ui/page';
import { PostForm } from '../../ui/post-form';
import { useSite } from '../../ui/site-context';
import { seeOther, type PageArgs } from '../../ui/visit';

const LONGEST = 100;

async function loader({ context: visit, request }: PageArgs) {
  const { draft, progress } = await requireStep(visit, 'name');
  return {
    held: await readHeldTime(visit, draft),
    typed: { firstName: draft.firstName ?? '', lastName: draft.lastName ?? '' },
    back: backOr(request, backFrom('name', progress)),
  };
}

async function action({ context: visit, request }: PageArgs) {
  const { id } = await requireStep(visit, 'name');
  const form = await Form.of(request);
  const typed = { firstName: form.text('firstName'), lastName: form.text('lastName') };
  const words = visit.texts.name;
  const faults: FieldFault[] = [];
  const check = (field: 'firstName' | 'lastName', missing: string, long: string) => {
    if (!typed[field]) faults.push({ field, words: missing });
    else if (typed[field].length > LONGEST) faults.push({ field, words: long });
  };
  check('firstName', words.firstMissing, words.firstLong);
  check('lastName', words.lastMissing, words.lastLong);
  if (faults.length > 0) return refuse(faults, typed);
  const saved = await saveDraft(visit, id, typed);
  return seeOther(afterStep('name', (await weigh(visit, await keepHold(visit, saved))).progress));
}

function Component() {
  const words = useSite().texts.name;
  const page = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const typed = refusal?.typed ?? page.typed;
  return (
    <Page title={words.title} back={page.back} faults={refusal?.faults}>
      <HoldStrip held={page.held} />
      <h1>{words.title}</h1>
      <p>{words.forSomeoneElse}</p>
      <p className="nhsuk-hint">{words.hint}</p>
      <PostForm>
        <TextField
          id="firstName"
          name="firstName"
          label={words.first}
          error={faultOf(refusal, 'firstName')}
          defaultValue={typed.firstName}
          autoComplete="given-name"
          spellCheck={false}
        />
        <TextField
          id="lastName"
          name="lastName"
          label={words.last}
          error={faultOf(refusal, 'lastName')}
          defaultValue={typed.lastName}
          autoComplete="family-name"
          spellCheck={false}
        />
      </PostForm>
    </Page>
  );
}

export const namePage = { loader, action, Component };

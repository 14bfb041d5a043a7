import type { DraftChange } from '@fairslot/contract';
import { RadiosField } from '@fairslot/ui';
import { useActionData, useLoaderData } from 'react-router';
import { backOr } from '../../ui/back';
import { faultOf, refuse } from '../../ui/faults';
import { Form } from '../../ui/form';
import { letGo } from '../../ui/hold';
import { requireStep, saveDraft, weigh } from '../../ui/journey';
import { afterStep, backFrom } from '../../ui/journey-order';
import { Page } from '../../ui/page';
import { PostForm } from '../../ui/post-form';
import { useSite } from '../../ui/site-context';
import { seeOther, type PageArgs } from '../../ui/visit';

const kinds = ['me', 'child', 'other', 'group'] as const;

async function loader({ context: visit, request }: PageArgs) {
  const { draft, progress } = await requireStep(visit, 'who');
  return { chosen: draft.forWhom, back: backOr(request, backFrom('who', progress)) };
}

async function action({ context: visit, request }: PageArgs) {
  const { id, draft } = await requireStep(visit, 'who');
  const form = await Form.of(request);
  const forWhom = kinds.find((kind) => kind === form.text('who'));
  if (!forWhom) return refuse([{ field: 'who', words: visit.texts.who.missing }], {});
  const change: DraftChange = { forWhom };
  if (draft.forWhom !== undefined && draft.forWhom !== forWhom) {
    // Another person, or another number of people: nothing of the one before may be taken for theirs.
    await letGo(visit, draft.hold);
    Object.assign(change, nothingKnown);
  }
  const saved = await saveDraft(visit, id, change);
  return seeOther(afterStep('who', (await weigh(visit, saved.draft)).progress));
}

const nothingKnown: DraftChange = {
  alsoServiceId: null,
  hold: null,
  others: null,
  verdict: null,
  together: null,
  firstName: null,
  lastName: null,
  dateOfBirth: null,
  nhsNumber: null,
  postcode: null,
  answers: null,
  help: null,
};

function Component() {
  const words = useSite().texts.who;
  const page = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  return (
    <Page title={words.title} back={page.back} faults={refusal?.faults}>
      <PostForm>
        <RadiosField
          name="who"
          label={words.title}
          isPageHeading
          error={faultOf(refusal, 'who')}
          chosen={page.chosen}
          choices={kinds.map((kind) => ({
            value: kind,
            label: words[kind],
            ...(kind === 'group' && { hint: words.groupHint }),
          }))}
        />
      </PostForm>
    </Page>
  );
}

export const whoPage = { loader, action, Component };

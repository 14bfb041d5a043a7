import { locate } from '@fairslot/contract';
import { RadiosField } from '@fairslot/ui';
import { useActionData, useLoaderData } from 'react-router';
import { faultOf, refuse } from '../../ui/faults';
import { Form } from '../../ui/form';
import { requireStep, saveDraft, weigh } from '../../ui/journey';
import { afterStep, pathOf } from '../../ui/journey-order';
import { Page } from '../../ui/page';
import { PostForm } from '../../ui/post-form';
import { useSite } from '../../ui/site-context';
import { seeOther, type PageArgs, type Visit } from '../../ui/visit';

const MOST_CHOICES = 12;

async function openChoice({ context: visit, request }: { context: Visit; request: Request }) {
  const { id } = await requireStep(visit, 'where');
  const typed = (new URL(request.url).searchParams.get('q') ?? '').trim().slice(0, 100);
  if (!typed) throw seeOther(pathOf('where'));
  const { items } = await visit.call(locate, { query: { q: typed } });
  if (items.length === 0) throw seeOther(pathOf('where'));
  return { id, typed, items: items.slice(0, MOST_CHOICES) };
}

async function loader(args: PageArgs) {
  const { typed, items } = await openChoice(args);
  return { typed, labels: items.map(({ label }) => label) };
}

async function action(args: PageArgs) {
  const { context: visit, request } = args;
  const { id, items } = await openChoice(args);
  const form = await Form.of(request);
  const chosen = items.find(({ label }) => label === form.text('place'));
  if (!chosen) return refuse([{ field: 'place', words: visit.texts.where.chooseMissing }], {});
  const saved = await saveDraft(visit, id, { where: chosen });
  return seeOther(afterStep('where', (await weigh(visit, saved.draft)).progress));
}

function Component() {
  const { where } = useSite().texts;
  const { typed, labels } = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const title = where.chooseTitle(typed);
  return (
    <Page title={title} back={pathOf('where')} faults={refusal?.faults}>
      <PostForm>
        <RadiosField
          name="place"
          label={title}
          isPageHeading
          error={faultOf(refusal, 'place')}
          choices={labels.map((label) => ({ value: label, label }))}
        />
      </PostForm>
      <p>
        <a href={pathOf('where')}>{where.chooseOther}</a>
      </p>
    </Page>
  );
}

export const whereChoosePage = { loader, action, Component };

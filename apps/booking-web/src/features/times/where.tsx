import type { JourneyDraft } from '@fairslot/contract';
import { Button, TextField } from '@fairslot/ui';
import { useActionData, useLoaderData } from 'react-router';
import { backOr } from '../../ui/back';
import { faultOf, refuse } from '../../ui/faults';
import { Form } from '../../ui/form';
import { requireStep, saveDraft, weigh } from '../../ui/journey';
import { afterStep, backFrom, pathOf } from '../../ui/journey-order';
import { Page } from '../../ui/page';
import { PostForm } from '../../ui/post-form';
import { useSite } from '../../ui/site-context';
import { seeOther, type PageArgs, type Visit } from '../../ui/visit';
import { findWhere } from './find-where';

const OUTSIDE = '/book/where/outside';

async function loader({ context: visit, request }: PageArgs) {
  const { draft, progress } = await requireStep(visit, 'where');
  return { typed: draft.where?.label ?? '', back: backOr(request, backFrom('where', progress)) };
}

async function action({ context: visit, request }: PageArgs) {
  const { id } = await requireStep(visit, 'where');
  const form = await Form.of(request);
  const found = await findWhere(visit, form);
  if ('where' in found) return goOn(visit, id, found.where);
  const typed = form.text('where');
  if ('several' in found) return seeOther(`/book/where/choose?${new URLSearchParams({ q: typed })}`);
  if ('isOutside' in found) return seeOther(OUTSIDE);
  return refuse([{ field: 'where', words: found.fault }], typed);
}

async function goOn(visit: Visit, id: string | undefined, where: NonNullable<JourneyDraft['where']>) {
  const saved = await saveDraft(visit, id, { where });
  return seeOther(afterStep('where', (await weigh(visit, saved.draft)).progress));
}

function Component() {
  const { where } = useSite().texts;
  const page = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  return (
    <Page title={where.title} back={page.back} faults={refusal?.faults}>
      <h1>{where.title}</h1>
      <PostForm>
        <TextField
          id="where"
          name="where"
          label={where.label}
          hint={where.hint}
          error={faultOf(refusal, 'where')}
          defaultValue={refusal?.typed ?? page.typed}
          room={20}
          autoComplete="postal-code"
          spellCheck={false}
        />
      </PostForm>
      <LocateForm />
    </Page>
  );
}

/** Shown by the page's script where the browser can tell where it is. */
export function LocateForm() {
  const { locate } = useSite().texts.where;
  return (
    <form method="post" noValidate data-locate="" hidden>
      <input type="hidden" name="at" />
      <input type="hidden" name="where" />
      <Button variant="secondary">{locate.button}</Button>
      <output data-working={locate.working} data-failed={locate.failed} />
    </form>
  );
}

async function loadOutside({ context: visit }: PageArgs) {
  await requireStep(visit, 'where');
  return null;
}

/** Whoever is elsewhere did nothing wrong: a page with ways on, never a red error. */
function Outside() {
  const { texts, site } = useSite();
  useLoaderData<typeof loadOutside>();
  const { outside, hint } = texts.where;
  const title = outside.title(site.region);
  return (
    <Page title={title} back={pathOf('where')}>
      <h1>{title}</h1>
      <p className="nhsuk-body-l">{outside.text}</p>
      <PostForm action={pathOf('where')}>
        <TextField
          id="where"
          name="where"
          label={outside.label}
          hint={hint}
          room={20}
          autoComplete="off"
          spellCheck={false}
        />
      </PostForm>
      <p>{outside.call(site.helpPhone)}</p>
    </Page>
  );
}

export const wherePage = { loader, action, Component };
export const outsidePage = { loader: loadOutside, Component: Outside };

import { isProblem } from '@fairslot/client';
import { locate, locateNearest, type JourneyDraft } from '@fairslot/contract';
import { parsePostcode } from '@fairslot/domain';
import { Button, TextField } from '@fairslot/ui';
import { useActionData, useLoaderData } from 'react-router';
import { backOr } from '../../ui/back';
import { faultOf, refuse } from '../../ui/faults';
import { Form } from '../../ui/form';
import { requireStep, saveDraft, weigh } from '../../ui/journey';
import { afterStep, backFrom } from '../../ui/journey-order';
import { Page } from '../../ui/page';
import { PostForm } from '../../ui/post-form';
import { useSite } from '../../ui/site-context';
import { seeOther, type PageArgs, type Visit } from '../../ui/visit';

async function loader({ context: visit, request }: PageArgs) {
  const { draft, progress } = await requireStep(visit, 'where');
  return { typed: draft.where?.label ?? '', back: backOr(request, backFrom('where', progress)) };
}

async function action({ context: visit, request }: PageArgs) {
  const { id } = await requireStep(visit, 'where');
  const form = await Form.of(request);
  const words = visit.texts.where;
  const at = readPoint(form.text('at'));
  if (at) {
    const area = await visit.call(locateNearest, { body: at }).catch((error: unknown) => {
      if (!isProblem(error, 'not_found', 'invalid')) throw error;
    });
    if (area) return goOn(visit, id, area);
    return refuse([{ field: 'where', words: words.outside(visit.site.region) }], form.text('where'));
  }
  const typed = form.text('where');
  if (!typed) return refuse([{ field: 'where', words: words.empty }], typed);
  const { items } = await visit.call(locate, { query: { q: typed.slice(0, 100) } });
  const same = items.find(({ label }) => label.toLowerCase() === typed.toLowerCase());
  const only = same ?? items[0];
  if (!only) {
    // The spelling of a postcode is right; it is the place that we do not know.
    const fault = parsePostcode(typed) ? words.outside(visit.site.region) : words.notFound(typed);
    return refuse([{ field: 'where', words: fault }], typed);
  }
  if (!same && items.length > 1) return seeOther(`/book/where/choose?${new URLSearchParams({ q: typed })}`);
  return goOn(visit, id, only);
}

async function goOn(visit: Visit, id: string | undefined, where: NonNullable<JourneyDraft['where']>) {
  const saved = await saveDraft(visit, id, { where });
  return seeOther(afterStep('where', (await weigh(visit, saved.draft)).progress));
}

/** "53.41 -2.98": about a kilometre is as much as the page's script tells. */
function readPoint(text: string) {
  const [latitude, longitude] = /^(-?\d{1,2}\.\d\d) (-?\d{1,3}\.\d\d)$/.exec(text)?.slice(1).map(Number) ?? [];
  return latitude === undefined || longitude === undefined ? undefined : { latitude, longitude };
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
      {/* Shown by the page's script where the browser can tell where it is. */}
      <form method="post" noValidate data-locate="" hidden>
        <input type="hidden" name="at" />
        <input type="hidden" name="where" />
        <Button variant="secondary">{where.locate.button}</Button>
        <output data-working={where.locate.working} data-failed={where.locate.failed} />
      </form>
    </Page>
  );
}

export const wherePage = { loader, action, Component };

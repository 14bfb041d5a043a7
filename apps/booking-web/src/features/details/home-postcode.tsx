import { parsePostcode } from '@fairslot/domain';
import { Button, TextField } from '@fairslot/ui';
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
import { useSite } from '../../ui/site-context';
import { seeOther, type PageArgs } from '../../ui/visit';

async function loader({ context: visit, request }: PageArgs) {
  const { draft, progress } = await requireStep(visit, 'home-postcode');
  // Where somebody looks near with a whole postcode, it is most often their home: offered, never taken for granted.
  const near = draft.where && parsePostcode(draft.where.label)?.postcode;
  return {
    held: await readHeldTime(visit, draft),
    typed: draft.postcode ?? near ?? '',
    back: backOr(request, backFrom('home-postcode', progress)),
  };
}

/** Asked of those who do not know their NHS number; no fixed address is an answer too. */
async function action({ context: visit, request }: PageArgs) {
  const { id } = await requireStep(visit, 'home-postcode');
  const form = await Form.of(request);
  const typed = form.text('postcode');
  const words = visit.texts.homePostcode;
  let postcode = '';
  if (form.text('none') !== 'yes') {
    if (!typed) return refuse([{ field: 'postcode', words: words.empty }], typed);
    const read = parsePostcode(typed);
    if (!read) return refuse([{ field: 'postcode', words: words.wrong }], typed);
    postcode = read.postcode;
  }
  const saved = await saveDraft(visit, id, { postcode });
  return seeOther(afterStep('home-postcode', (await weigh(visit, await keepHold(visit, saved))).progress));
}

function Component() {
  const { texts } = useSite();
  const words = texts.homePostcode;
  const page = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  return (
    <Page title={words.title} back={page.back} faults={refusal?.faults}>
      <HoldStrip held={page.held} />
      <form method="post" noValidate>
        <TextField
          id="postcode"
          name="postcode"
          label={words.title}
          isPageHeading
          hint={words.hint}
          error={faultOf(refusal, 'postcode')}
          defaultValue={refusal?.typed ?? page.typed}
          room={10}
          autoComplete="postal-code"
          spellCheck={false}
        />
        <Button once>{texts.frame.continue}</Button>
        <p>
          <button className="fs-link" type="submit" name="none" value="yes">
            {words.none}
          </button>
        </p>
      </form>
    </Page>
  );
}

export const homePostcodePage = { loader, action, Component };

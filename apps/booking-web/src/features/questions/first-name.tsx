import { TextField } from '@fairslot/ui';
import { useActionData, useLoaderData } from 'react-router';
import { backOr } from '../../ui/back';
import { faultOf, refuse } from '../../ui/faults';
import { Form } from '../../ui/form';
import { requireStep, saveDraft, weigh } from '../../ui/journey';
import { afterStep, backFrom } from '../../ui/journey-order';
import { nameFaults } from '../../ui/name-faults';
import { Page } from '../../ui/page';
import { PostForm } from '../../ui/post-form';
import { useSite } from '../../ui/site-context';
import { seeOther, type PageArgs } from '../../ui/visit';

async function loader({ context: visit, request }: PageArgs) {
  const { draft, progress } = await requireStep(visit, 'first-name');
  return { typed: draft.firstName ?? '', back: backOr(request, backFrom('first-name', progress)) };
}

/** Whoever books for somebody else sees on each page whom it is about. */
async function action({ context: visit, request }: PageArgs) {
  const { id } = await requireStep(visit, 'first-name');
  const firstName = (await Form.of(request)).text('firstName');
  const { firstName: words, name } = visit.texts;
  const faults = nameFaults({ firstName }, { ...name, firstMissing: words.missing });
  if (faults.length > 0) return refuse(faults, firstName);
  const saved = await saveDraft(visit, id, { firstName });
  return seeOther(afterStep('first-name', (await weigh(visit, saved.draft)).progress));
}

function Component() {
  const words = useSite().texts.firstName;
  const page = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  return (
    <Page title={words.title} back={page.back} faults={refusal?.faults}>
      <PostForm>
        <TextField
          id="firstName"
          name="firstName"
          label={words.title}
          isPageHeading
          hint={words.hint}
          error={faultOf(refusal, 'firstName')}
          defaultValue={refusal?.typed ?? page.typed}
          autoComplete="off"
          spellCheck={false}
        />
      </PostForm>
    </Page>
  );
}

export const firstNamePage = { loader, action, Component };

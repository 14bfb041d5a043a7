import { attendeesOf } from '@fairslot/contract';
import { formatNhsNumber, parseNhsNumber } from '@fairslot/domain';
import { RadiosField, TextField } from '@fairslot/ui';
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
import { GroupNumbers, saveGroup, shownNumber } from './group-numbers';

async function loader({ context: visit, request }: PageArgs) {
  const { draft, progress } = await requireStep(visit, 'nhs-number');
  const { nhsNumber } = draft;
  const people = attendeesOf(draft);
  return {
    held: await readHeldTime(visit, draft),
    group: people.length > 1 ? people.map(shownNumber) : undefined,
    typed: {
      known: nhsNumber === undefined ? '' : nhsNumber ? 'yes' : 'no',
      nhsNumber: nhsNumber ? formatNhsNumber(nhsNumber) : '',
    },
    back: backOr(request, backFrom('nhs-number', progress)),
  };
}

async function action({ context: visit, request }: PageArgs) {
  const { id, draft } = await requireStep(visit, 'nhs-number');
  const form = await Form.of(request);
  if (attendeesOf(draft).length > 1) return saveGroup(visit, id, draft, form);
  const typed = { known: form.text('known'), nhsNumber: form.text('nhsNumber') };
  const words = visit.texts.nhsNumber;
  if (typed.known !== 'yes' && typed.known !== 'no') return refuse([{ field: 'known', words: words.missing }], typed);
  let nhsNumber = '';
  if (typed.known === 'yes') {
    const read = parseNhsNumber(typed.nhsNumber);
    if (!read.ok) return refuse([{ field: 'nhsNumber', words: words.faults[read.reason] }], typed);
    nhsNumber = read.value;
  }
  const saved = await saveDraft(visit, id, { nhsNumber });
  return seeOther(afterStep('nhs-number', (await weigh(visit, await keepHold(visit, saved))).progress));
}

function Component() {
  const words = useSite().texts.nhsNumber;
  const page = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  if (page.group) return <GroupNumbers held={page.held} back={page.back} group={page.group} refusal={refusal} />;
  const typed = { ...page.typed, ...refusal?.typed };
  const number = (
    <TextField
      id="nhsNumber"
      name="nhsNumber"
      label={words.label}
      hint={words.numberHint}
      error={faultOf(refusal, 'nhsNumber')}
      defaultValue={typed.nhsNumber}
      room={20}
      isCode
      inputMode="numeric"
      autoComplete="off"
      spellCheck={false}
    />
  );
  return (
    <Page title={words.title} back={page.back} faults={refusal?.faults}>
      <HoldStrip held={page.held} />
      <PostForm>
        <RadiosField
          name="known"
          label={words.title}
          isPageHeading
          hint={words.hint}
          error={faultOf(refusal, 'known')}
          chosen={typed.known}
          choices={[
            { value: 'yes', label: words.yes, reveal: number },
            { value: 'no', label: words.no },
          ]}
        />
      </PostForm>
    </Page>
  );
}

export const nhsNumberPage = { loader, action, Component };
